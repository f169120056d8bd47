"""Candidates: the pairs of units that are looked at, with how alike they are."""

from collections.abc import Sequence

from compare.chain import Bead, heaviest_chain
from compare.likeness import Place, Scores, neighbours, same_units, score, sharing_rare_words
from compare.units import Unit

_IN_ORDER = 0.3  # less alike than that, two units are not the same even at like places
_ELSEWHERE = 0.25  # so much more alike, a unit's double elsewhere goes before one at a like place


def candidates(old: Sequence[Unit], new: Sequence[Unit]) -> Scores:
    """The pairs that may belong together, each unit in few of them, and how alike they are."""
    only, repeated = same_units(old, new)
    taken_old, taken_new = {i for i, _ in only}, {j for _, j in only}
    olds = [i for i in range(len(old)) if i not in taken_old]
    news = [j for j in range(len(new)) if j not in taken_new]
    open_new = set(news)
    near = [
        (i, j)
        for i, j in neighbours(_anchors(only, old), (len(old), len(new)))
        if i not in taken_old and j in open_new
    ]
    pairs = set(near).union(sharing_rare_words(old, new, olds, news)).difference(repeated)
    return score(old, new, pairs) | dict.fromkeys((*repeated, *only), 1.0)


def _anchors(pairs: Sequence[Place], old: Sequence[Unit]) -> list[Place]:
    """Of the pairs those that stand in order."""
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
