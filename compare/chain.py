"""The heaviest chain: of beads that tie places of two texts, those that run in order on both."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bead:
    """Places of the old text tied to places of the new, and how much speaks for it."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    weight: float = 0.0


def heaviest_chain(beads: Sequence[Bead]) -> list[Bead]:
    """The beads of the greatest weight in all that stand in order and share no place.

    Works in n log n: the best chain for each end is kept in a tree over the new side's places
    (a maximum Fenwick tree), into which a bead goes once the old side is past it.
    """
    ordered = sorted(beads, key=lambda bead: (bead.old[0], bead.new[0], bead.old[-1], bead.new[-1]))
    by_end = sorted(range(len(ordered)), key=lambda number: ordered[number].old[-1])
    ends = sorted({bead.new[-1] for bead in ordered})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ends) + 1)
    sums: list[float] = [0.0] * len(ordered)
    before: list[int] = [-1] * len(ordered)
    entered = 0
    for number, bead in enumerate(ordered):
        while ordered[by_end[entered]].old[-1] < bead.old[0]:
            other = by_end[entered]
            _enter(tree, bisect_left(ends, ordered[other].new[-1]) + 1, (sums[other], other))
            entered += 1
        best, before[number] = _best(tree, bisect_left(ends, bead.new[0]))
        sums[number] = best + bead.weight
    number = max(range(len(ordered)), key=sums.__getitem__, default=-1)
    chain: list[Bead] = []
    while number >= 0:
        chain.append(ordered[number])
        number = before[number]
    return chain[::-1]


def _enter(tree: list[tuple[float, int]], place: int, entry: tuple[float, int]) -> None:
    while place < len(tree):
        if entry[0] > tree[place][0]:
            tree[place] = entry
        place += place & -place


def _best(tree: list[tuple[float, int]], place: int) -> tuple[float, int]:
    """The greatest sum among the first ``place`` ends."""
    best = (0.0, -1)
    while place > 0:
        if tree[place][0] > best[0]:
            best = tree[place]
        place -= place & -place
    return best
