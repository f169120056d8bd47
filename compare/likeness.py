"""Likeness: how alike two units are, from 0 to 1, and which pairs are worth comparing.

It is the mean of two measures: the words that two units share in the same order, and the rare words
and word pairs that they share (tf-idf). The second one tells near-identical lines apart, which
differ only in what matters.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel
from scipy.sparse import csr_matrix

from compare.units import Unit

Place = tuple[int, int]  # of a unit in the old document, and of one in the new
Scores = dict[Place, float]

_NEAREST = 8  # units of the other side that are looked at for each unit
_COMMON = 48  # units that a word may stand in and still bring any two of them together
_RARITY = 0.5  # what rare words count beside the order of all words


class Likeness:
    """Compares units of two documents by their places."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self._olds = [unit.key for unit in old]
        self._news = [unit.key for unit in new]
        weights, frequency = _rare_words(self._olds + self._news)
        self._frequency = frequency
        self._old_weights, self._new_weights = weights[: len(old)], weights[len(old) :]

    def nearest(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[Place]:
        """For each of these units, those of the other side that share most rare words with it."""
        if not olds or not news:
            return
        rare = np.flatnonzero(self._frequency <= _COMMON)
        product = self._old_weights[olds][:, rare] @ self._new_weights[news][:, rare].T
        for matrix, turned in ((product.tocsr(), False), (product.T.tocsr(), True)):
            for row in range(matrix.shape[0]):
                start, end = matrix.indptr[row], matrix.indptr[row + 1]
                columns, values = matrix.indices[start:end], matrix.data[start:end]
                for column in columns[np.lexsort((columns, -values))[:_NEAREST]].tolist():
                    yield (olds[column], news[row]) if turned else (olds[row], news[column])

    def score(self, pairs: Iterable[Place]) -> Scores:
        """How alike the units of each pair are."""
        wanted = sorted(set(pairs))
        if not wanted:
            return {}
        olds, news = (list(side) for side in zip(*wanted, strict=True))
        in_order = process.cpdist(
            [self._olds[i] for i in olds],
            [self._news[j] for j in news],
            scorer=Indel.normalized_similarity,
            dtype=np.float64,
        )
        shared = self._old_weights[olds].multiply(self._new_weights[news]).sum(axis=1)
        values = (1 - _RARITY) * in_order + _RARITY * np.asarray(shared).ravel()
        return dict(zip(wanted, values.tolist(), strict=True))


def _rare_words(keys: Sequence[str]) -> tuple[csr_matrix, NDArray[np.int64]]:
    """Unit × word or two words in a row: tf-idf, of length one; and how many units hold each."""
    rows, features = _words_and_rows_of_two(keys)
    names, columns = np.unique(features, return_inverse=True)
    cells, counts = np.unique(rows * len(names) + columns, return_counts=True)
    rows, columns = cells // len(names), cells % len(names)
    frequency = np.bincount(columns, minlength=len(names))
    values = (1 + np.log(counts)) * np.log(1 + len(keys) / frequency[columns])
    values /= np.sqrt(np.bincount(rows, values**2, minlength=len(keys)))[rows]
    shape = (len(keys), len(names))
    return csr_matrix((values, (rows, columns)), shape=shape), frequency


def _words_and_rows_of_two(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The unit that each feature stands in, and the feature as a number."""
    codes = np.frombuffer("".join(keys).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    rows = np.repeat(np.arange(len(keys)), [len(key) for key in keys])
    together = rows[1:] == rows[:-1]
    pairs = (codes[:-1] << 21 | codes[1:])[together]
    return np.concatenate((rows, rows[1:][together])), np.concatenate((codes, pairs))
