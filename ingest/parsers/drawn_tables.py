"""Tables drawn with box characters (┌─┬─┐ │ └─┴─┘), as old Chinese forms have them, as real ones."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import east_asian_width

from contracts.document import Block, BlockKind
from ingest.parsers.tables import ReadCell, table_blocks

DRAWN = re.compile(r"[\u2500-\u257f]")
RULE = re.compile(r"[\u2500-\u257f\s]+")  # across the whole table: a row ends
UPRIGHT = re.compile(r"[│┃║├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╟╠╢╣╫╬]")
BETWEEN = re.compile(r"[\u2500-\u257f\s]*")  # a rule across some of the cells only
LEAST_LINES = 3
SLACK = 2  # columns that a hand-drawn line may be off


@dataclass(slots=True)
class _OpenCell:
    """A cell while its lines are read; ``start`` and ``end`` in columns of characters."""

    start: int
    end: int
    text: str


def with_drawn_tables(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, where lines that draw a table have become one table block."""
    read: list[Block] = []
    for drawn, group in groupby(blocks, key=lambda block: bool(DRAWN.match(block.text))):
        lines = list(group)
        if drawn and len(lines) >= LEAST_LINES:
            rows = _rows([block.text for block in lines])
            read += table_blocks([[_cell(text) for text in row] for row in rows])
        else:
            read += lines
    return read


def _cell(text: str) -> ReadCell:
    return ReadCell((Block(0, BlockKind.PARAGRAPH, text),) if text else ())


def _rows(lines: Sequence[str]) -> list[list[str]]:
    rows = []
    for is_rule, group in groupby(lines, key=lambda line: bool(RULE.fullmatch(line))):
        if not is_rule:
            rows.append(_row(list(group)))
    return rows


def _row(lines: Sequence[str]) -> list[str]:
    """The cells of one row: what stands on several lines between the same bars is one cell."""
    cells: list[_OpenCell] = []
    for line in lines:
        for start, end, text in _segments(line):
            above = next((cell for cell in reversed(cells) if _same_place(cell, start, end)), None)
            if above is None:
                cells.append(_OpenCell(start, end, text))
            else:
                above.text += text
    return [cell.text for cell in cells]


def _same_place(cell: _OpenCell, start: int, end: int) -> bool:
    return abs(cell.start - start) <= SLACK and abs(cell.end - end) <= SLACK


def _segments(line: str) -> Iterable[tuple[int, int, str]]:
    """What stands between upright bars, with its place in columns of characters."""
    column = 0
    for piece in UPRIGHT.split(line):
        end = column + sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in piece)
        text = "".join(piece.split())
        if column and not (DRAWN.search(piece) and BETWEEN.fullmatch(piece)) and piece:
            yield column, end, text
        column = end + 2
