"""The words of compared clauses and cells as they are printed: what was taken out, what put in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.material import is_material
from compare.pairs import ChangedWords, Flag, Pair, PairKind
from compare.redline import Edit, redline
from compare.side import Side
from compare.tables import CellChange, RowKind, changed_tables
from compare.units import content_start
from contracts.clause import Clause


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a row; ``change`` is "", "taken" or "put", ``weight`` what it weighs: "",
    "material", or "suspect" of being an error of recognition.
    """

    text: str
    change: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a table that changed: its words, and how many rows and columns it spans."""

    words: tuple[Words, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class PrintedClause:
    """A clause of one side: its number, the words of its heading and of the rest."""

    clause: Clause
    words: tuple[Words, ...]


def printed_tables(
    pairs: Sequence[Pair], old: Side, new: Side
) -> dict[int, list[list[tuple[RowKind, list[PrintedCell]]]]]:
    """By the pair's number the tables in which something changed: each row's kind, its cells."""
    return {
        number: [[(row.kind, list(map(_printed_cell, row.cells))) for row in table]
                 for table in tables]
        for number, tables in changed_tables(pairs, old, new).items()
    }  # fmt: skip


def _printed_cell(cell: CellChange) -> PrintedCell:
    return PrintedCell(tuple(_cell_words(cell)), cell.row_span, cell.column_span)


def _cell_words(cell: CellChange) -> Iterator[Words]:
    if not (cell.old and cell.new):
        yield Words(cell.old or cell.new, "taken" if cell.old else "put")
        return
    yield from _between(cell.old, cell.new, [(each.edit, weight(each)) for each in cell.edits])


def redlined(old: str, new: str) -> tuple[Words, ...]:
    """The new text with what the old one says instead standing where it stood."""
    edits = redline(old, new)
    return tuple(
        _between(old, new, [(edit, "material" if is_material(edit) else "") for edit in edits])
    )


def inline_words(pair: Pair) -> Iterator[Words]:
    """The new text of a pair with what was taken out standing where it stood."""
    if pair.kind is PairKind.DELETED:
        yield Words(pair.old_text, "taken", "material" if Flag.MATERIAL in pair.flags else "")
        return
    edits = [(words.edit, weight(words)) for words in pair.edits]
    yield from _between(pair.old_text, pair.new_text, edits)


def _between(old: str, new: str, edits: Iterable[tuple[Edit, str]]) -> Iterator[Words]:
    """``new`` with the words taken from ``old``; beside each edit stands what it weighs."""
    position = 0
    for edit, weighs in edits:
        yield Words(new[position : edit.new_start])
        yield Words(old[edit.old_start : edit.old_end], "taken", weighs)
        yield Words(new[edit.new_start : edit.new_end], "put", weighs)
        position = edit.new_end
    yield Words(new[position:])


def old_side(pair: Pair) -> Iterator[PrintedClause]:
    """The clauses of a pair's old side, what was taken out marked."""
    marks = [(words.edit.old_start, words.edit.old_end, words) for words in pair.edits]
    return _printed(pair.old, pair.old_text, marks, "taken")


def new_side(pair: Pair) -> Iterator[PrintedClause]:
    """The clauses of its new side, what was put in marked."""
    marks = [(words.edit.new_start, words.edit.new_end, words) for words in pair.edits]
    return _printed(pair.new, pair.new_text, marks, "put")


def _printed(
    clauses: Sequence[Clause],
    text: str,
    marks: Sequence[tuple[int, int, ChangedWords]],
    change: str,
) -> Iterator[PrintedClause]:
    start = 0
    for clause in clauses:
        end = start + len(clause.text) - content_start(clause)
        yield PrintedClause(clause, tuple(_cut(text, start, end, marks, change)))
        start = end + 1  # the line end between two clauses


def _cut(
    text: str, start: int, end: int, marks: Sequence[tuple[int, int, ChangedWords]], change: str
) -> Iterator[Words]:
    for mark_start, mark_end, words in marks:
        here, there = max(start, mark_start), min(end, mark_end)
        if here >= there:
            continue
        if start < here:
            yield Words(text[start:here])
        yield Words(text[here:there], change, weight(words))
        start = there
    if start < end:
        yield Words(text[start:end])


def weight(words: ChangedWords) -> str:
    """How much an edit matters: "material", "suspect" (of misreading) or ""."""
    return "material" if words.material else "suspect" if words.suspect else ""
