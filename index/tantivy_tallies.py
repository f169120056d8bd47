"""How many hits each document has, told by tantivy in fewer numbers than there are documents.

tantivy tells its counts as JSON with an object for each, which takes longer to read than the
counting did. So six documents share a number, the tally, with a byte for each; a hit adds its unit,
which is one in its document's byte. A document with more clauses than a byte counts has a tally of
its own. Where hits are few, tantivy tells of the documents that have more than one: the others have
one each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

_SHARING = 6  # bytes that a double, which tantivy adds up in, holds without rounding
_MOST_SHARED = 255  # clauses

Documents = TypeVar("Documents", int, NDArray[np.int64])  # the id of one, or of each


class Tally(NamedTuple):
    """The number that counts the hits of a document, and what each of them adds to it."""

    number: int
    unit: int


def tally_of(document_id: int, clauses: int) -> Tally:
    """The tally of a document with so many clauses: an even one is shared, an odd one its own."""
    if clauses > _MOST_SHARED:
        return Tally(_own(document_id), 1)
    return Tally(_shared(document_id), 1 << _shift(document_id))


@dataclass(frozen=True, slots=True, eq=False)
class DocumentCounts:
    """Tallies in order, with their sums; how many documents have hits, and how many these are.

    ``least``: how many hits a document has of which nothing is told.
    """

    tallies: NDArray[np.int64]
    sums: NDArray[np.uint64]
    documents: int
    hits: int
    least: int = 0

    @classmethod
    def of_tallies(cls, buckets: Sequence[Mapping[str, Any]]) -> "DocumentCounts":
        """What the aggregation ``TALLIES`` says."""
        tallies = np.fromiter((bucket["key"] for bucket in buckets), np.int64, len(buckets))
        sums = np.fromiter((bucket["sum"]["value"] for bucket in buckets), float, len(buckets))
        return cls._of_sums(tallies, sums.astype(np.uint64))

    @classmethod
    def of_repeated(cls, buckets: Sequence[Mapping[str, Any]], hits: int) -> "DocumentCounts":
        """What the aggregation ``REPEATED`` says of so many hits."""
        tallies = [_own(bucket["key"]) for bucket in buckets]
        counts = [bucket["doc_count"] for bucket in buckets]
        order = np.argsort(tallies)
        once = hits - sum(counts)
        return cls(
            np.asarray(tallies, np.int64)[order], np.asarray(counts, np.uint64)[order],
            len(tallies) + once, hits, least=1,
        )  # fmt: skip

    @classmethod
    def of_documents(cls, documents: Iterable[int]) -> "DocumentCounts":
        """The counts of the documents of all hits."""
        ids, counts = np.unique(np.fromiter(documents, np.int64), return_counts=True)
        return cls._of_sums(_own(ids), counts.astype(np.uint64))

    @classmethod
    def _of_sums(cls, tallies: NDArray[np.int64], sums: NDArray[np.uint64]) -> "DocumentCounts":
        is_own = tallies % 2 == 1
        shared = sums[~is_own].view(np.uint8)  # a byte for each document
        documents = np.count_nonzero(is_own) + np.count_nonzero(shared)
        hits = int(sums[is_own].sum() + shared.sum(dtype=np.uint64))
        order = np.argsort(tallies)
        return cls(tallies[order], sums[order], int(documents), hits)

    def ids(self) -> list[int]:
        """The documents that have hits; asked of what ``TALLIES`` says, or of all hits."""
        is_own = self.tallies % 2 == 1
        each = self.sums[~is_own].view(np.uint8).reshape(-1, 8)[:, :_SHARING]
        row, place = np.nonzero(each)
        shared = self.tallies[~is_own][row] // 2 * _SHARING + place
        return [*shared.tolist(), *(self.tallies[is_own] // 2).tolist()]

    def of(self, documents: Sequence[int]) -> dict[int, int]:
        """Document → how many hits it has; asked of documents that have some."""
        ids = np.asarray(documents, np.int64)
        shared = self._sums_of(_shared(ids)) >> _shift(ids).astype(np.uint64) & np.uint64(255)
        counts = np.maximum(shared + self._sums_of(_own(ids)), np.uint64(self.least))
        return dict(zip(documents, counts.tolist(), strict=True))

    def _sums_of(self, tallies: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The sum of each tally, 0 of one that has none."""
        if not len(self.tallies):
            return np.zeros(len(tallies), np.uint64)
        at = np.searchsorted(self.tallies, tallies).clip(max=len(self.tallies) - 1)
        return np.where(self.tallies[at] == tallies, self.sums[at], np.uint64(0))


MOST_TOLD = 50_000  # tantivy counts at most 65,000 values in one search
TALLIES: Mapping[str, Any] = {
    "terms": {"field": "tally", "size": MOST_TOLD},
    "aggs": {"sum": {"sum": {"field": "unit"}}},
}
REPEATED: Mapping[str, Any] = {
    "terms": {"field": "document_id", "size": MOST_TOLD, "min_doc_count": 2}
}


def _shared(documents: Documents) -> Documents:
    return documents // _SHARING * 2


def _own(documents: Documents) -> Documents:
    return documents * 2 + 1


def _shift(documents: Documents) -> Documents:
    return documents % _SHARING * 8
