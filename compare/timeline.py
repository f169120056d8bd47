"""A clause through the versions of its document: what it was in each, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.comparison import Comparison, compare
from compare.pairs import Pair
from compare.side import Side
from contracts.clause import Clause


@dataclass(frozen=True, slots=True)
class Moment:
    """The clause in one version; ``pairs`` show how it changed since the version before.

    Without clauses it is not there: not yet, or no longer.
    """

    clauses: tuple[Clause, ...]
    pairs: tuple[Pair, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the clause differs from the version before."""
        return any(pair.is_change for pair in self.pairs)


def timeline(sides: Sequence[Side], clause_id: str) -> tuple[Moment, ...]:
    """A moment for each version, the oldest first; ``clause_id`` is of any of them."""
    comparisons = [compare(before, after) for before, after in pairwise(sides)]
    place = next(n for n, side in enumerate(sides) if any(c.id == clause_id for c in side.clauses))
    ids: list[frozenset[str]] = [frozenset()] * len(sides)
    ids[place] = frozenset({clause_id})
    for later in range(place + 1, len(sides)):
        pairs = _touching(comparisons[later - 1], ids[later - 1], frozenset())
        ids[later] = frozenset(clause.id for pair in pairs for clause in pair.new)
    for earlier in range(place - 1, -1, -1):
        pairs = _touching(comparisons[earlier], frozenset(), ids[earlier + 1])
        ids[earlier] = frozenset(clause.id for pair in pairs for clause in pair.old)
    return tuple(_moments(sides, comparisons, ids))


def _moments(
    sides: Sequence[Side], comparisons: Sequence[Comparison], ids: Sequence[frozenset[str]]
) -> Iterator[Moment]:
    for place, side in enumerate(sides):
        clauses = tuple(clause for clause in side.clauses if clause.id in ids[place])
        if place == 0:
            yield Moment(clauses)
        else:
            pairs = _touching(comparisons[place - 1], ids[place - 1], ids[place])
            yield Moment(clauses, tuple(pairs))


def _touching(comparison: Comparison, old: frozenset[str], new: frozenset[str]) -> list[Pair]:
    """The pairs with any of these clauses."""
    return [
        pair
        for pair in comparison.pairs
        if any(clause.id in old for clause in pair.old)
        or any(clause.id in new for clause in pair.new)
    ]
