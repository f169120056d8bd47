"""A comparison as it is printed: each side's clauses with the words taken out or put in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.comparison import ChangedWords, Comparison, Flag, Pair, PairKind
from compare.units import content_start
from contracts.clause import Clause

_LONGEST_HINT = 60  # characters of a change in the list of changes


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a row; ``change`` is "", "taken" or "put"."""

    text: str
    change: str = ""
    material: bool = False


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
    def hints(self) -> list[tuple[str, str]]:
        """What was taken out and put in, cut short, material changes first."""
        edits = sorted(self.pair.edits, key=lambda words: not words.material)
        return [
            (_short(words.old_words(self.pair)), _short(words.new_words(self.pair)))
            for words in edits
        ]

    @property
    def name(self) -> str:
        """The clause's number and heading, or its first words."""
        clause = (self.pair.new or self.pair.old)[0]
        named = " ".join(filter(None, (clause.number_label, clause.heading)))
        return named or _short(clause.text.split("\n")[0])


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that are left out, from the one number to the other."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many rows."""
        return self.last - self.first + 1


def rows_of(comparison: Comparison) -> tuple[Row, ...]:
    """The pairs as rows, in their order."""
    return tuple(
        Row(number, pair, tuple(_old_side(pair)), tuple(_new_side(pair)))
        for number, pair in enumerate(comparison.pairs, start=1)
    )


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
        yield Words(text[here:there], change, words.material)
        start = there
    if start < end:
        yield Words(text[start:end])


def _inline(pair: Pair) -> Iterator[Words]:
    if pair.kind is PairKind.DELETED:
        yield Words(pair.old_text, "taken", Flag.MATERIAL in pair.flags)
        return
    position = 0
    for words in pair.edits:
        edit = words.edit
        yield Words(pair.new_text[position : edit.new_start])
        yield Words(pair.old_text[edit.old_start : edit.old_end], "taken", words.material)
        yield Words(pair.new_text[edit.new_start : edit.new_end], "put", words.material)
        position = edit.new_end
    yield Words(pair.new_text[position:])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_HINT else words[: _LONGEST_HINT - 1] + "…"
