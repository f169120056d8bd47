"""How many hits each document has, told by tantivy in fewer numbers than there are documents.

tantivy tells its counts as JSON with an object for each, which takes longer to read than the
counting did. So six documents share a number, the tally, with a byte for each; a hit adds its unit,
which is one in its document's byte. A document with more clauses than a byte counts has a tally of
its own. Where hits are few, tantivy tells of the documents that have more than one: the others have
one each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

_SHARING = 6  # bytes that a double, which tantivy adds up in, holds without rounding
_MOST_SHARED = 255  # clauses


class Tally(NamedTuple):
    """The number that counts the hits of a document, and what each of them adds to it."""

    number: int
    unit: int


def tally_of(document_id: int, clauses: int) -> Tally:
    """The tally of a document with so many clauses: an even one is shared, an odd one its own."""
    if clauses > _MOST_SHARED:
        return Tally(_own(document_id), 1)
    return Tally(_shared(document_id), 1 << _shift(document_id))


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Tally → its sum; how many documents have hits, and how many these are.

    ``least``: how many hits a document has of which nothing is told.
    """

    sums: Mapping[int, float]
    documents: int
    hits: int
    least: int = 0

    @classmethod
    def of_tallies(cls, buckets: Iterable[Mapping[str, Any]]) -> "DocumentCounts":
        """What the aggregation ``TALLIES`` says."""
        return cls._of_sums({bucket["key"]: bucket["sum"]["value"] for bucket in buckets})

    @classmethod
    def of_repeated(cls, buckets: Sequence[Mapping[str, Any]], hits: int) -> "DocumentCounts":
        """What the aggregation ``REPEATED`` says of so many hits."""
        sums = {_own(bucket["key"]): bucket["doc_count"] for bucket in buckets}
        return cls(sums, len(sums) + hits - sum(sums.values()), hits, least=1)

    @classmethod
    def of_documents(cls, documents: Iterable[int]) -> "DocumentCounts":
        """The counts of the documents of all hits."""
        return cls._of_sums(Counter(map(_own, documents)))

    @classmethod
    def _of_sums(cls, sums: Mapping[int, float]) -> "DocumentCounts":
        is_own = np.fromiter(sums, np.int64) % 2 == 1
        totals = np.fromiter(sums.values(), np.float64).astype(np.uint64)
        shared = totals[~is_own].view(np.uint8)  # a byte for each document
        documents = np.count_nonzero(is_own) + np.count_nonzero(shared)
        return cls(sums, int(documents), int(totals[is_own].sum() + shared.sum(dtype=np.uint64)))

    def of(self, documents: Sequence[int]) -> dict[int, int]:
        """Document → how many hits it has; asked of documents that have some."""
        return {one: max(self.least, self._of(one)) for one in documents}

    def _of(self, document_id: int) -> int:
        shared = int(self.sums.get(_shared(document_id), 0)) >> _shift(document_id)
        return shared % 256 + int(self.sums.get(_own(document_id), 0))


MOST_TOLD = 50_000  # tantivy counts at most 65,000 values in one search
TALLIES: Mapping[str, Any] = {
    "terms": {"field": "tally", "size": MOST_TOLD},
    "aggs": {"sum": {"sum": {"field": "unit"}}},
}
REPEATED: Mapping[str, Any] = {
    "terms": {"field": "document_id", "size": MOST_TOLD, "min_doc_count": 2}
}


def _shared(document_id: int) -> int:
    return document_id // _SHARING * 2


def _own(document_id: int) -> int:
    return document_id * 2 + 1


def _shift(document_id: int) -> int:
    return document_id % _SHARING * 8
