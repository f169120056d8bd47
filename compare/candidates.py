"""Candidates: the pairs of units that are considered, with how alike they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compare.chain import Bead, heaviest_chain
from compare.likeness import Likeness, Place, Scores
from compare.units import Unit

_IN_ORDER = 0.25  # less alike than that, two units are not the same even at like places
_ELSEWHERE = 0.25  # so much more alike, a unit's double elsewhere goes before one at a like place
_SAME_MANY = 400  # pairs of equal units, beyond which only those at like places are taken
_REACH = 3  # places that a like neighbour may be off
_SMALL_GAP = 64  # pairs between two anchors that are all looked at


def candidates(old: Sequence[Unit], new: Sequence[Unit]) -> Scores:
    """The pairs that may belong together, each unit in few of them, and how alike they are."""
    only, repeated = _same_units(old, new)
    taken_old, taken_new = {i for i, _ in only}, {j for _, j in only}
    olds = [i for i in range(len(old)) if i not in taken_old]
    news = [j for j in range(len(new)) if j not in taken_new]
    open_new = set(news)
    near = [
        (i, j)
        for i, j in _neighbours(_anchors(only, old), (len(old), len(new)))
        if i not in taken_old and j in open_new
    ]
    likeness = Likeness(old, new)
    pairs = set(near).union(likeness.nearest(olds, news)).difference(repeated)
    return likeness.score(pairs) | dict.fromkeys((*repeated, *only), 1.0)


def _same_units(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Place], list[Place]]:
    """The pairs of units that say the same: those that are the only ones to say it, and the rest.

    Of what is repeated all pairs are given, or, where there are too many, those at like places.
    """
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((old, new)):
        for place, unit in enumerate(units):
            places[unit.key][side].append(place)
    only: list[Place] = []
    repeated: list[Place] = []
    for olds, news in places.values():
        if len(olds) == len(news) == 1:
            only.append((olds[0], news[0]))
        elif len(olds) * len(news) <= _SAME_MANY:
            repeated += [(i, j) for i in olds for j in news]
        else:
            repeated += _alike_in_rank(olds, news)
    return only, repeated


def _alike_in_rank(olds: Sequence[int], news: Sequence[int]) -> Iterator[Place]:
    """Pairs at nearly the same place, counted from the front or from the back."""
    longer = len(news) - len(olds)
    for rank, i in enumerate(olds):
        near = {rank + shift for base in (0, longer) for shift in range(base - 2, base + 3)}
        yield from ((i, news[other]) for other in sorted(near) if 0 <= other < len(news))


def _neighbours(chain: Sequence[Place], sizes: Place) -> Iterator[Place]:
    """Pairs between two anchors of a chain at like places, counted from either end."""
    for (i, j), (after_i, after_j) in zip([(-1, -1), *chain], [*chain, sizes], strict=True):
        height, width = after_i - i - 1, after_j - j - 1
        if height * width <= _SMALL_GAP:
            yield from ((i + 1 + a, j + 1 + b) for a in range(height) for b in range(width))
            continue
        for a in range(height):
            near = {
                a + base + shift
                for base in (0, width - height)
                for shift in range(-_REACH, _REACH + 1)
            }
            yield from ((i + 1 + a, j + 1 + b) for b in sorted(near) if 0 <= b < width)


def _anchors(pairs: Sequence[Place], old: Sequence[Unit]) -> list[Place]:
    """The pairs that stand in order."""
    beads = [Bead((i,), (j,), float(len(old[i].key))) for i, j in pairs]
    return [(bead.old[0], bead.new[0]) for bead in heaviest_chain(beads)]


def in_order(scores: Scores) -> Scores:
    """The candidates that may be paired where they stand in order.

    Left out are those that are little alike, and those of which a unit has its double elsewhere.
    """
    best_old: dict[int, tuple[float, int]] = {}
    best_new: dict[int, tuple[float, int]] = {}
    for (i, j), value in scores.items():
        best_old[i] = max(best_old.get(i, (0.0, -1)), (value, j))
        best_new[j] = max(best_new.get(j, (0.0, -1)), (value, i))
    doubles = {(i, j): value for i, (value, j) in best_old.items() if best_new[j][1] == i}
    doubled_old = {i: value for (i, _), value in doubles.items()}
    doubled_new = {j: value for (_, j), value in doubles.items()}
    return {
        (i, j): value
        for (i, j), value in scores.items()
        if value >= _IN_ORDER
        and max(doubled_old.get(i, 0.0), doubled_new.get(j, 0.0)) < value + _ELSEWHERE
    }
