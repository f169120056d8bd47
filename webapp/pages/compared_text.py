"""A comparison as it is printed: each side's clauses with the words taken out or put in."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.comparison import Comparison
from compare.material import is_material
from compare.pairs import ChangedWords, Flag, Pair, PairKind
from compare.redline import Edit, redline
from compare.side import Side
from compare.tables import CellChange, RowKind, changed_tables
from compare.tokens import TokenKind
from compare.units import content_start
from contracts.clause import Clause

_LONGEST_HINT = 60  # characters of a change in the list of changes


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


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as one row of the page; ``number`` names it in addresses, from 1."""

    number: int
    pair: Pair
    old: tuple[PrintedClause, ...]
    new: tuple[PrintedClause, ...]

    @property
    def flags(self) -> list[Flag]:
        """The flags in their order."""
        return [flag for flag in Flag if flag in self.pair.flags]

    @property
    def inline(self) -> tuple[Words, ...]:
        """The new text with what was taken out standing where it stood."""
        return tuple(_inline(self.pair))

    @property
    def hints(self) -> list[tuple[str, str, str]]:
        """What was taken out and put in, cut short, and what it weighs: first what is material,
        last mere signs and what looks misread.
        """
        edits = sorted(
            self.pair.edits,
            key=lambda each: (not each.material, each.suspect, _is_mere_sign(each)),
        )
        return [
            (_short(words.old_words(self.pair)), _short(words.new_words(self.pair)), _weight(words))
            for words in edits
        ]

    @property
    def name(self) -> str:
        """The clause's number and heading, or its first words."""
        return _name((self.pair.new or self.pair.old)[0])

    @property
    def old_name(self) -> str:
        """The same of what the clause was in the old document."""
        return _name((self.pair.old or self.pair.new)[0])


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that are left out, from the one number to the other."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many rows."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class MovedAway:
    """Where clauses stood in the old document that moved; ``row`` is where they are now."""

    row: Row


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
    yield from _between(cell.old, cell.new, cell.edits)


def redlined(old: str, new: str) -> tuple[Words, ...]:
    """The new text with what the old one says instead standing where it stood."""
    edits = redline(old, new)
    material = frozenset(edit for edit in edits if is_material(edit, old, new))
    return tuple(_between(old, new, edits, material))


def _between(
    old: str, new: str, edits: Iterable[Edit], material: Collection[Edit] = ()
) -> Iterator[Words]:
    position = 0
    for edit in edits:
        weight = "material" if edit in material else ""
        yield Words(new[position : edit.new_start])
        yield Words(old[edit.old_start : edit.old_end], "taken", weight)
        yield Words(new[edit.new_start : edit.new_end], "put", weight)
        position = edit.new_end
    yield Words(new[position:])


def with_places_left(
    rows: Sequence[Row], shown: Sequence[Row | Gap]
) -> list[Row | Gap | MovedAway]:
    """What is shown, and the places that moved clauses left, each before what followed it there."""
    visible = {row.number for row in shown if isinstance(row, Row)}
    left = [MovedAway(row) for row in rows if Flag.MOVED in row.flags and row.number in visible]
    left.sort(key=lambda place: place.row.pair.old[0].order)
    found: list[Row | Gap | MovedAway] = []
    for each in shown:
        last = _last_old_place(rows[each.last - 1] if isinstance(each, Gap) else each)
        while left and last is not None and left[0].row.pair.old[0].order < last:
            found.append(left.pop(0))
        found.append(each)
    return [*found, *left]


def _last_old_place(row: Row) -> int | None:
    """Where the row's clauses end in the old document, if that says where we are in it."""
    if not row.pair.old or Flag.MOVED in row.flags:
        return None
    return row.pair.old[-1].order


def rows_of(comparison: Comparison) -> tuple[Row, ...]:
    """The pairs as rows, in their order."""
    return tuple(row_of(pair, number) for number, pair in enumerate(comparison.pairs, start=1))


def row_of(pair: Pair, number: int = 1) -> Row:
    """A pair as a row."""
    return Row(number, pair, tuple(_old_side(pair)), tuple(_new_side(pair)))


def with_gaps(rows: Sequence[Row], shown: Sequence[Row]) -> list[Row | Gap]:
    """The rows that are shown, with a gap for those between them that are not."""
    wanted = {row.number for row in shown}
    found: list[Row | Gap] = []
    for row in rows:
        last = found[-1] if found else None
        if row.number in wanted:
            found.append(row)
        elif isinstance(last, Gap):
            found[-1] = Gap(last.first, row.number)
        else:
            found.append(Gap(row.number, row.number))
    return found


def is_change(row: Row) -> bool:
    """Whether the row is one of the changes that are listed."""
    return row.pair.is_change


def _old_side(pair: Pair) -> Iterator[PrintedClause]:
    marks = [(words.edit.old_start, words.edit.old_end, words) for words in pair.edits]
    return _printed(pair.old, pair.old_text, marks, "taken")


def _new_side(pair: Pair) -> Iterator[PrintedClause]:
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
        yield Words(text[here:there], change, _weight(words))
        start = there
    if start < end:
        yield Words(text[start:end])


def _inline(pair: Pair) -> Iterator[Words]:
    if pair.kind is PairKind.DELETED:
        yield Words(pair.old_text, "taken", "material" if Flag.MATERIAL in pair.flags else "")
        return
    position = 0
    for words in pair.edits:
        edit = words.edit
        yield Words(pair.new_text[position : edit.new_start])
        yield Words(pair.old_text[edit.old_start : edit.old_end], "taken", _weight(words))
        yield Words(pair.new_text[edit.new_start : edit.new_end], "put", _weight(words))
        position = edit.new_end
    yield Words(pair.new_text[position:])


def _is_mere_sign(words: ChangedWords) -> bool:
    tokens = (*words.edit.old, *words.edit.new)
    return all(token.kind is TokenKind.PUNCTUATION for token in tokens)


def _weight(words: ChangedWords) -> str:
    return "material" if words.material else "suspect" if words.suspect else ""


def _name(clause: Clause) -> str:
    named = " ".join(filter(None, (clause.number_label, clause.heading)))
    return named or _short(clause.text.split("\n")[0])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_HINT else words[: _LONGEST_HINT - 1] + "…"
