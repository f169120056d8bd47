"""Tables of a pair of clauses, row by row and cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import starmap, zip_longest

from compare.comparison import Pair, Side
from compare.redline import Edit, redline
from compare.word.plan import pair_up
from contracts.clause import Clause
from contracts.document import Block, BlockKind, Cell


class RowKind(StrEnum):
    """What became of a row."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a row: what it says in either document, and the edits that make one the other.

    It spans as many rows and columns as in the new document, or in the old where it is gone.
    """

    old: str
    new: str
    edits: tuple[Edit, ...] = ()
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row, its cells from left to right; where one side has more, the rest stand alone."""

    kind: RowKind
    cells: tuple[CellChange, ...]


Table = tuple[RowChange, ...]


def changed_tables(pair: Pair, old: Side, new: Side) -> tuple[Table, ...]:
    """The tables in a pair's clauses in which something changed; those that only one side has, too,
    where the pair has clauses on both sides.
    """
    if not (pair.old and pair.new):
        return ()
    olds, news = _tables(pair.old, old), _tables(pair.new, new)
    paired = pair_up([block.text for block in olds], [block.text for block in news])
    compared = (
        compare_tables(
            olds[i].table if i is not None else (), news[j].table if j is not None else ()
        )
        for i, j in paired
    )
    return tuple(
        table for table in compared if any(row.kind is not RowKind.UNCHANGED for row in table)
    )


def compare_tables(old: Sequence[Sequence[Cell]], new: Sequence[Sequence[Cell]]) -> Table:
    """The rows of both tables in pairs, in order."""
    pairs = pair_up(
        *(["\t".join(cell.text for cell in row) for row in side] for side in (old, new))
    )
    return tuple(
        _row(old[i] if i is not None else None, new[j] if j is not None else None) for i, j in pairs
    )


def _row(old: Sequence[Cell] | None, new: Sequence[Cell] | None) -> RowChange:
    cells = tuple(starmap(_cell, zip_longest(old or (), new or ())))
    if old is None:
        return RowChange(RowKind.ADDED, cells)
    if new is None:
        return RowChange(RowKind.DELETED, cells)
    same = all(not cell.edits for cell in cells)
    return RowChange(RowKind.UNCHANGED if same else RowKind.MODIFIED, cells)


def _cell(old: Cell | None, new: Cell | None) -> CellChange:
    before, after = (cell.text if cell else "" for cell in (old, new))
    edits = redline(before, after) if before != after else ()
    spans = new or old or Cell("")
    return CellChange(before, after, edits, spans.row_span, spans.column_span)


def _tables(clauses: Sequence[Clause], side: Side) -> list[Block]:
    orders = {order for clause in clauses for order in clause.blocks}
    return [
        block for block in side.blocks if block.order in orders and block.kind is BlockKind.TABLE
    ]
