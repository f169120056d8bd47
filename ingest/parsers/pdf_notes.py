"""Footnotes on PDF pages: small type at the foot of a page that begins with a mark."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.parsers.paragraphs import Line

SMALLER = 0.93  # times the size of ordinary text
MARK = re.compile(r"[\[(（【]?(?:\d{1,3}|[①-⑳*†‡※])[\])）】]?\s*\S")
MOST_LINES = 25  # of notes on a page; more is a page in small print

Notes = Mapping[int, Sequence[Line]]  # by page


def part_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[tuple[Line, ...]], Notes]:
    """The pages' lines without notes, and the notes by page."""
    sizes: Counter[int] = Counter()
    for line in (line for lines in pages for line in lines):
        sizes[round(10 * line.em)] += len(line.text)
    ordinary = sizes.most_common(1)[0][0] / 10 if sizes else 0.0
    bodies: list[tuple[Line, ...]] = []
    notes: dict[int, Sequence[Line]] = {}
    for lines in pages:
        first = _first_note(lines, SMALLER * ordinary)
        bodies.append(tuple(lines[:first]))
        if first < len(lines):
            notes[lines[first].page] = lines[first:]
    return bodies, notes


def _first_note(lines: Sequence[Line], largest: float) -> int:
    """Where the notes begin: all that follows is small and below the rest, and it has a mark."""
    start = len(lines)
    while start and lines[start - 1].em <= largest:
        start -= 1
    while start < len(lines) and not MARK.match(lines[start].text):
        start += 1
    small = lines[start:]
    above = max((line.bottom for line in lines[:start]), default=None)
    if not small or len(small) > MOST_LINES or above is None:
        return len(lines)
    return start if all(line.top >= above - 1 for line in small) else len(lines)
