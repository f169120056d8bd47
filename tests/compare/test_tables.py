"""Tables row by row and cell by cell: what changed in a cell, which rows came and went."""

from collections.abc import Sequence

from compare.judge import Judge
from compare.side import Side
from compare.tables import RowKind, compare_tables
from contracts.document import Cell

PRICES = [
    ("机型", "单价"),
    ("KF-26 挂机", "300元"),
    ("KF-72 柜机", "500元"),
    ("WH-60 热水器", "90元"),
]


BETWEEN_DRAFTS = Judge(Side((), ()), Side((), ()), (), printed=False)


def cells(rows: Sequence[tuple[str, ...]]) -> list[list[Cell]]:
    return [[Cell(text) for text in row] for row in rows]


def test_a_changed_figure_is_found_in_its_cell() -> None:
    new = [*PRICES[:2], ("KF-72 柜机", "520元"), PRICES[3]]
    table = compare_tables(cells(PRICES), cells(new), BETWEEN_DRAFTS)
    assert [row.kind for row in table] == [
        RowKind.UNCHANGED, RowKind.UNCHANGED, RowKind.MODIFIED, RowKind.UNCHANGED,
    ]  # fmt: skip
    assert [bool(cell.edits) for cell in table[2].cells] == [False, True]


def test_a_row_that_came_and_one_that_went_are_told_apart_from_those_that_stayed() -> None:
    new = [PRICES[0], PRICES[2], PRICES[3], ("冷柜 BD-100 上门清洗", "80元")]
    kinds = [row.kind for row in compare_tables(cells(PRICES), cells(new), BETWEEN_DRAFTS)]
    assert kinds.count(RowKind.DELETED) == kinds.count(RowKind.ADDED) == 1
    assert kinds.count(RowKind.UNCHANGED) == 3


def test_a_column_more_stands_alone_in_its_row() -> None:
    new = [(*row, "含税") for row in PRICES]
    table = compare_tables(cells(PRICES), cells(new), BETWEEN_DRAFTS)
    assert {len(row.cells) for row in table} == {3}
    assert {row.cells[2].old for row in table} == {""}
