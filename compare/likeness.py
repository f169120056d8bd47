"""Likeness: which units of two documents may belong together, and how alike they are.

Only a few pairs are ever looked at: those that share rare words, those whose neighbours are alike,
and those that are the very same. Each gets a score from 0 to 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel
from scipy.sparse import csr_matrix

from compare.units import Unit

Place = tuple[int, int]  # of a unit in the old document, and of one in the new
Scores = dict[Place, float]

_NEAREST = 8  # candidates kept for each unit
_COMMON = 48  # units that a row of words may stand in and still tell something
_SAME_MANY = 400  # pairs of equal units, beyond which only those at like places are taken
_REACH = 3  # places that a like neighbour may be off
_SMALL_GAP = 64  # pairs between two anchors that are all looked at


def same_units(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Place], list[Place]]:
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
    """Pairs whose ranks are near, counted from the front or from the back."""
    longer = len(news) - len(olds)
    for rank, i in enumerate(olds):
        near = {rank + shift for base in (0, longer) for shift in range(base - 2, base + 3)}
        yield from ((i, news[other]) for other in sorted(near) if 0 <= other < len(news))


def neighbours(chain: Sequence[Place], sizes: Place) -> Iterator[Place]:
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


def sharing_rare_words(
    old: Sequence[Unit], new: Sequence[Unit], olds: Sequence[int], news: Sequence[int]
) -> Iterator[Place]:
    """For each of the units the nearest of the other side, by the rare words they share."""
    if not olds or not news:
        return
    keys = [old[i].key for i in olds] + [new[j].key for j in news]
    weights = _rare_words(keys, len(olds))
    product = (weights[: len(olds)] @ weights[len(olds) :].T).tocsr()
    for matrix, flip in ((product, False), (product.T.tocsr(), True)):
        for row in range(matrix.shape[0]):
            start, end = matrix.indptr[row], matrix.indptr[row + 1]
            columns, values = matrix.indices[start:end], matrix.data[start:end]
            order = np.lexsort((columns, -values))[:_NEAREST]
            for column in columns[order].tolist():
                yield (olds[column], news[row]) if flip else (olds[row], news[column])


def _rare_words(keys: Sequence[str], split: int) -> csr_matrix:
    """Unit × word and row of two words: tf-idf, each row of length one; common words left out."""
    rows, features = _words_and_pairs(keys)
    names, columns = np.unique(features, return_inverse=True)
    cells, counts = np.unique(rows * len(names) + columns, return_counts=True)
    rows, columns = cells // len(names), cells % len(names)
    frequency = np.bincount(columns, minlength=len(names))
    kept = (frequency[columns] <= _COMMON) & (frequency[columns] > 1)
    rows, columns, counts = rows[kept], columns[kept], counts[kept]
    values = (1 + np.log(counts)) * np.log(1 + len(keys) / frequency[columns])
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(keys)))
    values = values / lengths[rows]
    return csr_matrix((values, (rows, columns)), shape=(len(keys), len(names)))


def _words_and_pairs(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    codes = np.frombuffer("".join(keys).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    rows = np.repeat(np.arange(len(keys)), [len(key) for key in keys])
    together = rows[1:] == rows[:-1]
    pairs = (codes[:-1] << 21 | codes[1:])[together]
    return np.concatenate((rows, rows[1:][together])), np.concatenate((codes, pairs))


def score(old: Sequence[Unit], new: Sequence[Unit], pairs: Iterable[Place]) -> Scores:
    """How alike the units of each pair are: twice what they share by what both hold."""
    wanted = sorted(set(pairs))
    values = process.cpdist(
        [old[i].key for i, _ in wanted],
        [new[j].key for _, j in wanted],
        scorer=Indel.normalized_similarity,
        dtype=np.float64,
    )
    return dict(zip(wanted, values.tolist(), strict=True))
