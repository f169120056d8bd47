"""Running headers and footers of a PDF: lines that recur at the top or bottom of its pages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.parsers.paragraphs import PAGE_NUMBER, Line

OUTERMOST = 5  # lines at the top and at the bottom of a page that may be running ones
SAME_PLACE = 12.0  # points up or down, asked of short lines: a form says "Name:" on many pages
SHORT = 12  # characters
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class RunningLines:
    """The pages' lines parted: what runs along, grouped by what it says, and the body."""

    headers: tuple[tuple[Line, ...], ...]
    footers: tuple[tuple[Line, ...], ...]
    bodies: tuple[tuple[Line, ...], ...]


def part_running_lines(pages: Sequence[Sequence[Line]]) -> RunningLines:
    """Part the running lines, which stand on at least half of the pages, from the body.

    A lone page number at the very top or bottom is one too, on however few pages.
    """
    headers = _recurring([_outermost(lines, top=True) for lines in pages], len(pages))
    footers = _recurring([_outermost(lines, top=False) for lines in pages], len(pages))
    taken = {line for group in (*headers, *footers) for line in group}
    rest = [[line for line in lines if line not in taken] for lines in pages]
    numbers = tuple(
        line
        for lines in rest
        for line in (*_outermost(lines, top=True)[:1], *_outermost(lines, top=False)[:1])
        if PAGE_NUMBER.fullmatch(line.text)
    )
    if numbers:
        footers.append(numbers)
        taken.update(numbers)
    headed = {line for group in headers for line in group}
    footers = [tuple(line for line in group if line not in headed) for group in footers]
    return RunningLines(
        headers=tuple(headers),
        footers=tuple(group for group in footers if group),
        bodies=tuple(tuple(line for line in lines if line not in taken) for lines in pages),
    )


def _outermost(lines: Sequence[Line], top: bool) -> list[Line]:
    """The outermost lines in the upper or lower half of what is printed, the outermost first."""
    if not lines:
        return []
    middle = (min(line.top for line in lines) + max(line.bottom for line in lines)) / 2
    half = [line for line in lines if ((line.top + line.bottom) / 2 <= middle) == top]
    return sorted(half, key=lambda line: line.top if top else -line.bottom)[:OUTERMOST]


def _recurring(outermost: Sequence[Sequence[Line]], page_count: int) -> list[tuple[Line, ...]]:
    """The lines that say the same, figures aside, in the same place on half of the pages."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for lines in outermost:
        for line in lines:
            groups[DIGITS.sub("#", "".join(line.text.split()))].append(line)
    recurring = []
    for text, lines in groups.items():
        middle = sorted(line.top for line in lines)[len(lines) // 2]
        placed = tuple(
            line for line in lines if len(text) > SHORT or abs(line.top - middle) <= SAME_PLACE
        )
        if len({line.page for line in placed}) >= max(2, page_count / 2):
            recurring.append(placed)
    return recurring
