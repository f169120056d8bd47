"""Tables of a pair of clauses, row by row and cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from compare.alignment import Link
from compare.judge import Judge
from compare.pairs import ChangedWords, Pair
from compare.side import Side
from compare.word.plan import pair_up
from contracts.clause import Clause
from contracts.document import Block, BlockKind, Cell


class RowKind(StrEnum):
    """The kinds of rows: what became of them."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a row: what it says in either document, and what changed in it.

    It spans as many rows and columns as in the new document, or in the old where it is gone.
    """

    old: str
    new: str
    edits: tuple[ChangedWords, ...] = ()
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row, its cells from left to right; where one side has more, the rest stand alone."""

    kind: RowKind
    cells: tuple[CellChange, ...]


Table = tuple[RowChange, ...]


def changed_tables(pairs: Sequence[Pair], old: Side, new: Side) -> dict[int, tuple[Table, ...]]:
    """By the pair's number, from 1, the tables in which something changed.

    Those that only one side has, too, where the pair has clauses on both sides.
    """
    olds, news = _tables(old), _tables(new)
    if not (olds or news):
        return {}
    judge = Judge(old, new, _links(pairs, old, new), printed=False)
    found: dict[int, tuple[Table, ...]] = {}
    for number, pair in enumerate(pairs, start=1):
        if pair.old and pair.new and pair.is_change:
            tables = tuple(_changed(_in(pair.old, olds), _in(pair.new, news), judge))
            if tables:
                found[number] = tables
    return found


def _links(pairs: Sequence[Pair], old: Side, new: Side) -> list[Link]:
    """The pairs as links: they say which references follow a clause to its new number."""
    olds, news = ({c.id: n for n, c in enumerate(side.clauses)} for side in (old, new))
    return [
        Link(tuple(olds[c.id] for c in pair.old), tuple(news[c.id] for c in pair.new))
        for pair in pairs
    ]


def _changed(old: Sequence[Block], new: Sequence[Block], judge: Judge) -> Iterator[Table]:
    for i, j in pair_up([block.text for block in old], [block.text for block in new]):
        table = compare_tables(
            old[i].table if i is not None else (), new[j].table if j is not None else (), judge
        )
        if any(row.kind is not RowKind.UNCHANGED for row in table):
            yield table


def compare_tables(
    old: Sequence[Sequence[Cell]], new: Sequence[Sequence[Cell]], judge: Judge
) -> Table:
    """The rows of both tables in pairs, in order."""
    pairs = pair_up(
        *(["\t".join(cell.text for cell in row) for row in side] for side in (old, new))
    )
    return tuple(
        _row(old[i] if i is not None else None, new[j] if j is not None else None, judge)
        for i, j in pairs
    )


def _row(old: Sequence[Cell] | None, new: Sequence[Cell] | None, judge: Judge) -> RowChange:
    cells = tuple(_cell(*pair, judge) for pair in zip_longest(old or (), new or ()))
    if old is None:
        return RowChange(RowKind.ADDED, cells)
    if new is None:
        return RowChange(RowKind.DELETED, cells)
    same = all(not cell.edits for cell in cells)
    return RowChange(RowKind.UNCHANGED if same else RowKind.MODIFIED, cells)


def _cell(old: Cell | None, new: Cell | None, judge: Judge) -> CellChange:
    before, after = (cell.text if cell else "" for cell in (old, new))
    edits = judge.words(before, after)
    spans = new or old or Cell("")
    return CellChange(before, after, edits, spans.row_span, spans.column_span)


def _tables(side: Side) -> dict[int, Block]:
    return {block.order: block for block in side.blocks if block.kind is BlockKind.TABLE}


def _in(clauses: Sequence[Clause], tables: Mapping[int, Block]) -> list[Block]:
    return [tables[order] for clause in clauses for order in clause.blocks if order in tables]
