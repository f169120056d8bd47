"""Figures: every number of two documents counted, wherever it stands.

A second net under the comparison of a scan: a figure that was read wrongly is missing on one side
and too many on the other, even where no pair of clauses shows it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.pairs import Pair
from compare.side import Side
from compare.tokens import Token, TokenKind, tokenise
from compare.units import content_start
from contracts.clause import Clause
from contracts.structure.numerals import CHINESE_NUMERALS

_COUNTED = frozenset(TokenKind) - {TokenKind.REFERENCE, TokenKind.WORD, TokenKind.PUNCTUATION}
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_NUMBER = re.compile(rf"\d+|[{CHINESE_NUMERALS}]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and where it stands on either side: a clause each time, None outside of clauses.

    ``shown`` says that the changes between clauses account for the difference.
    """

    text: str
    old: tuple[Clause | None, ...]
    new: tuple[Clause | None, ...]
    shown: bool


def figures_apart(old: Side, new: Side, pairs: Iterable[Pair]) -> tuple[Figure, ...]:
    """The numbers that are not equally frequent on both sides, those that no change shows first.

    What stands on either side of a decimal point counts as two: 1.5 read as 15 is found.
    A clause's own number counts too, and a renumbering is a change; references (第三条) do not.
    """
    places: dict[str, tuple[list[Clause | None], list[Clause | None]]]
    places = defaultdict(lambda: ([], []))
    for number, side in enumerate((old, new)):
        for text, clause in _placed(side):
            places[text][number].append(clause)
    gained = _gained(pairs)
    apart = (
        Figure(text, tuple(olds), tuple(news), len(news) - len(olds) == gained[text])
        for text, (olds, news) in places.items()
        if len(olds) != len(news)
    )
    return tuple(sorted(apart, key=lambda figure: figure.shown))


def _placed(side: Side) -> Iterator[tuple[str, Clause | None]]:
    held = {order for clause in side.clauses for order in clause.blocks}
    texts: Sequence[tuple[str, Clause | None]] = [
        *((clause.text, clause) for clause in side.clauses),
        *((block.text, None) for block in side.blocks if block.order not in held),
    ]
    for text, clause in texts:
        for number in _numbers(tokenise(text)):
            yield number, clause


def _gained(pairs: Iterable[Pair]) -> Counter[str]:
    """How often each number was inserted minus how often deleted, clauses' own numbers included."""
    gained: Counter[str] = Counter()
    for pair in pairs:
        gained.update(number for clause in pair.new for number in _label_numbers(clause))
        gained.subtract(number for clause in pair.old for number in _label_numbers(clause))
        gained.update(_numbers(token for words in pair.edits for token in words.edit.new))
        gained.subtract(_numbers(token for words in pair.edits for token in words.edit.old))
    return gained


def _label_numbers(clause: Clause) -> Iterator[str]:
    return _numbers(tokenise(clause.text[: content_start(clause)]))


def _numbers(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.kind in _COUNTED:
            yield from _NUMBER.findall(_THOUSANDS.sub("", token.key))
