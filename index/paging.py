"""A page of hits grouped by document: the same for every back end."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from contracts.clause import clause_id
from index.protocol import Hit, Order

_AFTER_ALL_DAYS = 99_999_999.0


class Row(NamedTuple):
    """A hit as a back end finds it. Better ones stand first; of equal ones, the earlier place."""

    score: float
    document_id: int
    version_id: int
    order: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """What hits are sorted by."""
        return -self.score, self.document_id, self.order


def standing(order: Order, score: float, day: int | None) -> float:
    """What a hit is sorted by, highest first: its score, or the ``day_number`` of signing."""
    match order:
        case Order.BEST:
            return score
        case Order.NEWEST:
            return float(day or 0)
        case Order.OLDEST:
            return -float(day or _AFTER_ALL_DAYS)


Best = Callable[[int, Sequence[int] | None], Sequence[Row]]
Count = Callable[[Sequence[int]], Mapping[int, int]]


def page(best: Best, count: Count, offset: int, end: int) -> tuple[Hit, ...]:
    """The hits from ``offset`` to ``end``, which is at most the number of all hits.

    ``best(least, documents)`` gives the best hits, at least so many, of all documents or of these;
    ``count(documents)`` says how many hits each has. A document stands where its best hit stands
    among all hits, so the best ``end`` hits name all documents of the page, which are at most as
    many; hits of these that are not among the best are fetched then.
    """
    if offset >= end:
        return ()
    found = best(end, None)
    documents = list(dict.fromkeys(row.document_id for row in found))[:end]
    per_document = count(documents)
    passed = 0
    first: int | None = None  # the place among all hits of the page's first document
    ranks: dict[int, int] = {}
    for document_id in documents:
        before, passed = passed, passed + per_document[document_id]
        if passed > offset and before < end:
            first = before if first is None else first
            ranks[document_id] = len(ranks)
    rows = [row for row in found if row.document_id in ranks]
    wanted = sum(per_document[document_id] for document_id in ranks)
    if len(rows) < wanted:
        rows = list(best(wanted, list(ranks)))
    rows.sort(key=lambda row: ranks[row.document_id])
    skipped = first or 0
    return tuple(
        Hit(clause_id(row.version_id, row.order), row.document_id, row.score)
        for row in rows[offset - skipped : end - skipped]
    )
