"""Wrapped lines → paragraphs, by what they say and where they stand.

Used for PDF, where lines have places on a page, and for plain text, where columns of characters
serve as places. A paragraph ends where the next line is set apart (a gap, an indent, another type
size), carries a number of its own, or would have fitted on the line before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from contracts.structure.numbering import may_follow, parse_label
from ingest.parsers.joined_text import WIDE

SENTENCE_END = re.compile(
    r"(?:[。．.;；:：!！?？][”’」』\"')）】]*|[;；]\s?(?:and|or|以及|和|或))$"
)
BULLET = re.compile(r"[•●○■□▪◆➢✓‣◦·*–—-]\s|[\u2500-\u257f]")  # or a drawn table
LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,})\s*[\divxIVX]+$")  # of a table of contents
RULE = re.compile(r"[-=\s]+")  # typed under a word or between parts; a drawn line is no text either
MOST_INDENT = 5  # square characters, of a paragraph's first line
SHORT_PIECE = 30  # characters: more, set apart by a tab, is running text after its heading
PAGE_NUMBER = re.compile(
    r"[-–—－\s]*(?:第\s*)?(?:page\s*)?\d{1,4}\s*[页頁]?(?:\s*(?:[,，/]|of|共)*\s*(?:共\s*)?\d{1,4}\s*[页頁]?)?[-–—－\s]*",
    re.IGNORECASE,
)
LATIN = re.compile(rf"(?:(?!{WIDE})\S)+")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text and place, in any unit, the origin at the top left.

    ``em`` is the width of a square character, ``left`` and ``right`` are the edges of the column it
    stands in. Lines of another ``page`` or ``column`` are not compared by height.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    left: float
    right: float
    bold: bool = False
    page: int = 1
    column: int = 0

    def between(self, left: float, right: float) -> "Line":
        """The same line in a column with these edges."""
        return replace(self, left=left, right=right)


Paragraph = tuple[Line, ...]


def join_lines(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The lines, in reading order, as paragraphs; lines of dashes are left out."""
    usual_pitch = _usual_pitch(lines)
    paragraph: list[Line] = []
    for line in lines:
        if RULE.fullmatch(line.text):  # underlines the line above, and leaves no gap
            paragraph[-1:] = [replace(above, bottom=line.bottom) for above in paragraph[-1:]]
            continue
        if paragraph and _starts_paragraph(paragraph, line, usual_pitch):
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield tuple(paragraph)


def _usual_pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line's foot to the next one's."""
    pitches = [
        line.bottom - previous.bottom
        for previous, line in pairwise(lines)
        if _same_column(previous, line) and 0 < line.bottom - previous.bottom < 4 * line.em
    ]
    return median(pitches) if pitches else float("inf")


def _same_column(previous: Line, line: Line) -> bool:
    return previous.page == line.page and previous.column == line.column


def _starts_paragraph(paragraph: Sequence[Line], line: Line, usual_pitch: float) -> bool:
    previous = paragraph[-1]
    if BULLET.match(line.text) or _stands_alone(paragraph, line) or _is_other_type(previous, line):
        return True
    together = _same_column(previous, line)
    if together and not 0 < line.bottom - previous.bottom <= 1.35 * _pitch(paragraph, usual_pitch):
        return True
    ended = bool(SENTENCE_END.search(previous.text))
    numbered = parse_label(line.text) is not None
    if not ended and not numbered and line.text[0].islower():
        return False
    if _is_short(previous, line, ended):
        return True
    if not together:
        alone = len(paragraph) == 1
        moved = _is_indented(line) if alone else abs(line.x0 - previous.x0) > 0.8 * line.em
        return ended or numbered or moved
    return _continues_list(paragraph[0], line, ended) or _is_set_apart(paragraph, line, ended)


def _stands_alone(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether either line is a row: of a table of contents, or with pieces set side by side.

    A piece beside a label, as in ``Price:     the sum of``, may go on below itself.
    """
    first, previous = paragraph[0], paragraph[-1]
    hanging = line.x0 > first.x0 + 0.8 * line.em
    return (
        bool(LEADER.search(previous.text))
        or _has_short_piece(line)
        or (_has_short_piece(previous) and not hanging)
    )


def _has_short_piece(line: Line) -> bool:
    return "\t" in line.text and len(line.text.rpartition("\t")[2]) < SHORT_PIECE


def _pitch(paragraph: Sequence[Line], usual_pitch: float) -> float:
    """From the foot of one line to the next one's: the paragraph's own, once it has two lines."""
    if len(paragraph) > 1 and _same_column(paragraph[-2], paragraph[-1]):
        return paragraph[-1].bottom - paragraph[-2].bottom
    return usual_pitch


def _continues_list(first: Line, line: Line, ended: bool) -> bool:
    """Whether the line's number begins an item, and is no number cited in running text."""
    label = parse_label(line.text)
    if label is None or ended:
        return label is not None
    before = parse_label(first.text)
    return (
        before is not None and before.scheme == label.scheme and may_follow(before.path, label.path)
    )


def _is_other_type(previous: Line, line: Line) -> bool:
    return abs(line.em - previous.em) > 0.15 * previous.em or line.bold < previous.bold


def _is_set_apart(paragraph: Sequence[Line], line: Line, ended: bool) -> bool:
    """Whether the line's indent differs from what its paragraph would have next."""
    first, previous = paragraph[0], paragraph[-1]
    if len(paragraph) > 1:
        return abs(line.x0 - previous.x0) > 0.8 * line.em
    if line.x0 > first.x0 + 0.8 * line.em:
        hanging = _is_numbered(first) or bool(BULLET.match(first.text))
        return not hanging
    if line.x0 < first.x0 - MOST_INDENT * line.em:  # below a line set on the right or centred
        return True
    return ended and _is_indented(first) and line.x0 > first.x0 - 0.3 * line.em


def _is_short(previous: Line, line: Line, ended: bool) -> bool:
    """Whether the line's first word would have fitted at the end of the one before."""
    room = previous.right - previous.x1
    word = LATIN.match(line.text)
    if word is None:
        return room > (0.9 if ended else 2.6) * line.em
    character = (previous.x1 - previous.x0) / max(1, len(previous.text))
    return room > 1.3 * len(word[0]) * min(character, previous.em) + 0.6 * line.em


def _is_indented(line: Line) -> bool:
    return line.x0 > line.left + 0.8 * line.em


def _is_numbered(line: Line) -> bool:
    return parse_label(line.text) is not None
