"""Tables drawn with box characters (┌─┬─┐ │ └─┴─┘), as old Chinese forms have them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import east_asian_width

from contracts.document import Block, BlockKind
from ingest.parsers.joined_text import paragraph_text
from ingest.parsers.tables import ReadCell, table_blocks

DRAWN = re.compile(r"[\u2500-\u257f]")
RULE = re.compile(r"[\u2500-\u257f\s－-]*[\u2500-\u257f][\u2500-\u257f\s－-]*")
UPRIGHT = re.compile(r"[│┃║├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╟╠╢╣╫╬]")
LEAST_LINES = 3
SLACK = 2  # columns that a hand-drawn line may be off


@dataclass(slots=True)
class _Cell:
    """A cell while its lines are read; ``start`` and ``end`` in columns of characters."""

    start: int
    end: int
    text: str
    full: bool  # the last line reaches the bar on its right: the next one goes on in mid-word
    closed: bool = False

    def goes_on(self, start: int, end: int) -> bool:
        """Whether what stands between these columns belongs to this cell."""
        same_place = abs(self.start - start) <= SLACK and abs(self.end - end) <= SLACK
        return same_place and not self.closed


def with_drawn_tables(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, where lines that draw a table have become one table block."""
    read: list[Block] = []
    for drawn, group in groupby(blocks, key=lambda block: bool(DRAWN.match(block.text))):
        lines = list(group)
        if drawn and len(lines) >= LEAST_LINES:
            rows = _rows([block.text for block in lines])
            read += table_blocks([[_read_cell(text) for text in row] for row in rows])
        else:
            read += lines
    return read


def _read_cell(text: str) -> ReadCell:
    return ReadCell((Block(0, BlockKind.PARAGRAPH, text),) if text else ())


def _rows(lines: Sequence[str]) -> list[list[str]]:
    rows = []
    for is_rule, group in groupby(lines, key=lambda line: bool(RULE.fullmatch(line))):
        if not is_rule:
            rows.append(_row(list(group)))
    return rows


def _row(lines: Sequence[str]) -> list[str]:
    """The cells of one row: what stands on several lines between the same bars is one cell."""
    cells: list[_Cell] = []
    for line in lines:
        for start, end, text, full in _segments(line):
            if RULE.fullmatch(text):  # across some of the cells only
                for cell in cells:
                    cell.closed |= start - SLACK <= cell.start and cell.end <= end + SLACK
                continue
            above = next((cell for cell in cells if cell.goes_on(start, end)), None)
            if above is None:
                cells.append(_Cell(start, end, text, full))
            else:
                above.text += ("" if above.full else "\n") + text
                above.full = full
    return [cell.text for cell in cells]


def _segments(line: str) -> Iterator[tuple[int, int, str, bool]]:
    """What stands between upright bars: its place in columns, its text, whether it fills them."""
    column = 0
    for piece in UPRIGHT.split(line):
        end = column + _width(piece)
        text = paragraph_text(piece.split() or [""])
        if column == 0:  # outside the bars there should be nothing
            text = DRAWN.sub("", text)
        if piece and (column or text):
            yield column, end, text, _width(piece) - _width(piece.rstrip()) <= SLACK
        column = end + 2  # a box character is as wide as a Chinese one


def _width(text: str) -> int:
    return sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in text)
