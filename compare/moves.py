"""Moves: pairs that stand out of order, and which of all pairs are the ones that moved."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from compare.chain import Bead, heaviest_chain
from compare.likeness import Place, Scores
from compare.units import Unit

_OUT_OF_ORDER = 0.45  # less alike than that, two units apart are not the same
_RIVAL = 0.12  # no other unit may be so nearly as alike: near-identical lines are no sign of a move
_ALONG = 0.3  # beside a unit that moved, less alike than that is not the same
_CLAUSE = 10  # words that each clause counts beside its own: to move few is likelier than many
_SHORT = 4  # words too few to tell that a unit moved, unless its neighbour moved along


def best_pairs(
    old: Sequence[Unit], new: Sequence[Unit], scores: Scores, beads: Sequence[Bead]
) -> list[Place]:
    """Pairs of the units in no bead that, taken together, are the most alike.

    Pairs that are short or little alike are left out, and those of which a unit has a rival: any
    other unit, paired or not, that is nearly as alike.
    """
    olds = {i for bead in beads for i in bead.old}
    news = {j for bead in beads for j in bead.new}
    rivals: dict[tuple[str, int], list[float]] = defaultdict(list)
    for (i, j), value in scores.items():
        rivals["old", i].append(value)
        rivals["new", j].append(value)
    likely = {
        (i, j): value
        for (i, j), value in scores.items()
        if value >= _OUT_OF_ORDER
        and i not in olds
        and j not in news
        and min(len(old[i].key), len(new[j].key)) >= _SHORT
    }
    return [
        (i, j)
        for i, j in _assigned(likely)
        if _stands_out(likely[i, j], rivals["old", i])
        and _stands_out(likely[i, j], rivals["new", j])
    ]


def _stands_out(value: float, values: Sequence[float]) -> bool:
    return sum(other > value - _RIVAL for other in values) == 1


def _assigned(scores: Scores) -> Iterator[Place]:
    """The assignment with the greatest likeness, one group of connected units after another."""
    if not scores:
        return
    olds, news = sorted({i for i, _ in scores}), sorted({j for _, j in scores})
    rows = {place: number for number, place in enumerate(olds)}
    columns = {place: number + len(olds) for number, place in enumerate(news)}
    ends = [(rows[i], columns[j]) for i, j in scores]
    size = len(olds) + len(news)
    links = csr_matrix((np.ones(len(ends)), tuple(zip(*ends, strict=True))), shape=(size, size))
    _count, groups = connected_components(links, directed=False)
    members: dict[int, list[Place]] = defaultdict(list)
    for i, j in scores:
        members[int(groups[rows[i]])].append((i, j))
    for pairs in members.values():
        yield from _assign(pairs, scores)


def _assign(pairs: Sequence[Place], scores: Scores) -> Iterator[Place]:
    if len(pairs) == 1:
        yield pairs[0]
        return
    olds, news = sorted({i for i, _ in pairs}), sorted({j for _, j in pairs})
    rows = {place: number for number, place in enumerate(olds)}
    columns = {place: number for number, place in enumerate(news)}
    values = np.zeros((len(olds), len(news)))
    for i, j in pairs:
        values[rows[i], columns[j]] = scores[i, j]
    for row, column in zip(*linear_sum_assignment(values, maximize=True), strict=True):
        pair = olds[row], news[column]
        if pair in scores:
            yield pair


def moved_along(old: Sequence[Unit], new: Sequence[Unit], beads: Sequence[Bead]) -> list[Bead]:
    """The beads, and pairs of units left over beside them: a heading moves with its clauses."""
    olds = {i for bead in beads for i in bead.old}
    news = {j for bead in beads for j in bead.new}
    found = list(beads)
    for bead in found:  # it grows while it is gone through
        for i, j in ((bead.old[-1] + 1, bead.new[-1] + 1), (bead.old[0] - 1, bead.new[0] - 1)):
            inside = 0 <= i < len(old) and 0 <= j < len(new)
            if not inside or i in olds or j in news:
                continue
            if Indel.normalized_similarity(old[i].key, new[j].key) >= _ALONG:
                found.append(Bead((i,), (j,)))
                olds.add(i)
                news.add(j)
    return found


def moved_groups(
    beads: Sequence[Bead], lengths: Sequence[int]
) -> Iterator[tuple[Bead, int | None]]:
    """Each bead with the number of the group it moved with, from 1, or None where it stayed.

    What stayed is the heaviest chain by length and number of clauses, so that of two things that
    changed places the smaller has moved. ``lengths`` are those of the old units.
    """
    ordered = sorted(beads, key=lambda bead: bead.new)
    weighed = [
        Bead(bead.old, bead.new, float(sum(lengths[i] + _CLAUSE for i in bead.old)))
        for bead in ordered
    ]
    stay = {(bead.old, bead.new) for bead in heaviest_chain(weighed)}
    number, last = 0, None
    for bead in ordered:
        if (bead.old, bead.new) in stay:
            yield bead, None
            last = None
            continue
        if last is None or bead.old[0] != last.old[-1] + 1 or bead.new[0] != last.new[-1] + 1:
            number += 1
        yield bead, number
        last = bead
