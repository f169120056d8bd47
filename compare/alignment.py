"""Alignment: which clauses of two documents belong together, and which of them moved.

First units that are identical on both sides and unique; then, among candidates that share rare
words or are at similar places, the heaviest chain of pairs, splits and merges in order; then what
is left, out of order; then pieces of what is paired already. Which document is the old one makes
no difference: the two are always aligned in the same direction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from compare.candidates import candidates, in_order
from compare.chain import Bead, heaviest_chain
from compare.kinship import with_their_parents
from compare.likeness import Scores
from compare.moves import best_pairs, moved_along, moved_groups
from compare.pieces import attach_pieces, merge_beads, split_beads
from compare.units import Alphabet, Unit, units_of
from contracts.clause import Clause

_NOTHING = 0.15  # how alike units are that have nothing to do with each other
_WEIGHTY = 40  # words from which on a unit counts fully


@dataclass(frozen=True, slots=True)
class Link:
    """Clauses of the old document and those of the new that they became, by their places.

    ``old`` is empty for what was added, ``new`` for what was deleted. ``moved`` is the number of
    the group that moved together, from 1, or None.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: int | None = None


def align(
    old: Sequence[Clause], new: Sequence[Clause], meant: Callable[[str], str] = str
) -> list[Link]:
    """Links that hold all clauses of both, in the new document's order; deleted ones in place.

    ``meant`` gives the word that a garbled one stands for.
    """
    alphabet = Alphabet(meant)
    olds, news = units_of(old, alphabet), units_of(new, alphabet)
    if _rank(olds) <= _rank(news):
        links = _align(olds, news)
    else:
        links = [Link(link.new, link.old, link.moved) for link in _align(news, olds)]
    return _in_reading_order(links, len(olds), len(news))


def _rank(units: Sequence[Unit]) -> tuple[int, list[str]]:
    return len(units), [unit.key for unit in units]


def _align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    scores = candidates(old, new)
    beads = _chain(old, new, scores)
    beads += [Bead((i,), (j,)) for i, j in best_pairs(old, new, scores, beads)]
    beads = moved_along(old, new, beads)
    beads = with_their_parents(old, new, beads)
    beads = attach_pieces(old, new, scores, beads)
    lengths = [len(unit.key) for unit in old]
    return [Link(bead.old, bead.new, group) for bead, group in moved_groups(beads, lengths)]


def _chain(old: Sequence[Unit], new: Sequence[Unit], scores: Scores) -> list[Bead]:
    """The clauses that stayed in order: the chain in which most words are alike."""
    pairs = list(scores)
    beads = [Bead((i,), (j,), value) for (i, j), value in in_order(scores).items()]
    beads += split_beads(old, new, pairs)
    beads += merge_beads(old, new, pairs)
    return heaviest_chain([replace(bead, weight=_weight(bead, old, new)) for bead in beads])


def _weight(bead: Bead, old: Sequence[Unit], new: Sequence[Unit]) -> float:
    units = [old[i] for i in bead.old] + [new[j] for j in bead.new]
    words = sum(min(len(unit.key), _WEIGHTY) + _WEIGHTY for unit in units)
    return (bead.weight - _NOTHING) * words / _WEIGHTY


def _in_reading_order(links: Sequence[Link], old_size: int, new_size: int) -> list[Link]:
    """The links with what was added and deleted, a deleted clause behind the one it followed."""
    linked_old = {i: link for link in links for i in link.old}
    linked_new = {j: link for link in links for j in link.new}
    after: dict[int, list[Link]] = {}  # the last new place before them → deleted
    place = -1
    for i in range(old_size):
        link = linked_old.get(i)
        if link is None:
            after.setdefault(place, []).append(Link((i,), ()))
        elif link.moved is None:
            place = link.new[-1]
    ordered = after.get(-1, [])
    for j in range(new_size):
        link = linked_new.get(j, Link((), (j,)))
        if link.new[0] == j:
            ordered.append(link)
        ordered += after.get(j, [])
    return ordered
