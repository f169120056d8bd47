"""A comparison as rows: a pair each, with gaps for what is left out and places that were left."""

from collections.abc import Sequence
from dataclasses import dataclass

from compare.comparison import Comparison
from compare.pairs import ChangedWords, Flag, Pair
from compare.tokens import TokenKind
from contracts.clause import Clause
from webapp.comparisons.words import (
    PrintedClause,
    Words,
    inline_words,
    new_side,
    old_side,
    weight,
)

_LONGEST_HINT = 60  # characters of a change in the list of changes


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
        return tuple(inline_words(self.pair))

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
            (_short(words.old_words(self.pair)), _short(words.new_words(self.pair)), weight(words))
            for words in edits
        ]

    @property
    def name(self) -> str:
        """The new clause's number and heading, or its first words."""
        return _name((self.pair.new or self.pair.old)[0])

    @property
    def old_name(self) -> str:
        """The same for the clause in the old document."""
        return _name((self.pair.old or self.pair.new)[0])


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that are left out, from the first number to the last."""

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


def with_places_left(
    rows: Sequence[Row], shown: Sequence[Row | Gap]
) -> list[Row | Gap | MovedAway]:
    """The rows, with the places that moved clauses left put before what followed them there."""
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
    """Where the row's clauses end in the old document; None for rows that tell no place in it."""
    if not row.pair.old or Flag.MOVED in row.flags:
        return None
    return row.pair.old[-1].order


def rows_of(comparison: Comparison) -> tuple[Row, ...]:
    """The pairs as rows, in their order."""
    return tuple(row_of(pair, number) for number, pair in enumerate(comparison.pairs, start=1))


def row_of(pair: Pair, number: int = 1) -> Row:
    """A pair as a row."""
    return Row(number, pair, tuple(old_side(pair)), tuple(new_side(pair)))


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


def _is_mere_sign(words: ChangedWords) -> bool:
    tokens = (*words.edit.old, *words.edit.new)
    return all(token.kind is TokenKind.PUNCTUATION for token in tokens)


def _name(clause: Clause) -> str:
    named = " ".join(filter(None, (clause.number_label, clause.heading)))
    return named or _short(clause.text.split("\n")[0])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_HINT else words[: _LONGEST_HINT - 1] + "…"
