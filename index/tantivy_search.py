"""One search over one state of a tantivy index: counts, facets, and a page of hits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import tantivy

from contracts.visibility import Visible
from index.compiler import Compiler
from index.paging import Row, page, standing
from index.protocol import Counts, Facets, Filters, Hit, Order, Results
from index.query import Query
from index.ranked import Ranker
from index.tantivy_estimate import expected_hits
from index.tantivy_query import ASIDE, TantivyEngine, column
from index.tantivy_tallies import MOST_TOLD, REPEATED, TALLIES, DocumentCounts

_Hit = tuple[Any, tantivy.DocAddress]  # what it is sorted by, and where it is

_READ_AHEAD = 30  # hits beyond those asked for: of equal ones at the end, some may be missing


class _Counted(NamedTuple):
    """All hits, counted; ``documents`` are those that hold them."""

    counts: Counts
    documents: DocumentCounts


class Search:
    """One search over one state of the index, of which ``sizes`` are known."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        sizes: dict[str, int],
        query: Query,
        visible: Visible,
        filters: Filters,
        order: Order = Order.BEST,
    ) -> None:
        self._searcher = searcher
        self._order = order
        self._engine = TantivyEngine(searcher, sizes)
        compiler = Compiler(self._engine, visible, filters)
        self.matching = compiler.matching(query)
        self._few = self._has_few_hits(query)
        documents = REPEATED if self._few else TALLIES
        self._counting = ASIDE.submit(  # while the best are looked for
            searcher.aggregate, self.matching, {**FACETS, "documents": documents}
        )
        self._ranked, self._leading = self.matching, None
        if order is Order.BEST:
            ranker = Ranker(self._engine, compiler.rarities)
            self._ranked = ranker.ranked(query, self.matching)
            self._leading = ranker.leading(query, self.matching)

    def page(self, offset: int, limit: int | None) -> Results:
        """The hits from ``offset`` on, grouped by document, with counts of all of them.

        The first page of many hits does not wait until all are counted.
        """
        if limit == 0:
            return Results((), self._counts)
        if limit is None:
            every = page(self._best, self._counted.documents.of, offset, self._counts().total)
            return Results(every, self._counts)
        first = self._best(offset + limit, None)
        end = min(len(first), offset + limit)
        if not offset and not self._few:
            return Results(self._first_page(first, end), self._counts)

        def best(least: int, documents: Sequence[int] | None) -> list[Row]:
            return first if documents is None else self._best(least, documents)

        return Results(page(best, self._counted.documents.of, offset, end), self._counts)

    def _first_page(self, first: list[Row], end: int) -> tuple[Hit, ...]:
        """The page whose best hits are given: its documents' hits are fetched to count them."""
        theirs: list[Row] = []

        def count(documents: Sequence[int]) -> Counter[int]:
            within = self._within(self._ranked, documents)
            theirs.extend(self._rows(self._first(within, self._searcher.num_docs)[0]))
            return Counter(row.document_id for row in theirs)

        def best(_least: int, documents: Sequence[int] | None) -> list[Row]:
            return first if documents is None else [r for r in theirs if r.document_id in documents]

        return page(best, count, 0, end)

    def _has_few_hits(self, query: Query) -> bool:
        """Whether about as many hits as documents are expected, or fewer."""
        documents = self._engine.size(self._engine.term("entry", "opening"))
        expected = expected_hits(query, self._engine.frequency, self._searcher.num_docs)
        return expected <= min(documents, MOST_TOLD)

    def _counts(self) -> Counts:
        return self._counted.counts

    @cached_property
    def _counted(self) -> _Counted:
        told = self._counting.result()
        documents = self._documents(told)
        facets = Facets(
            clause_types=_buckets(told, "clause_types"),
            kinds=_buckets(told, "kinds"),
            collections=_buckets(told, "collections"),
            years=_buckets(told, "years"),
            documents=documents.documents,
        )
        return _Counted(Counts(documents.hits, facets), documents)

    def _within(self, query: tantivy.Query, documents: Sequence[int]) -> tantivy.Query:
        """What the query matches in these documents."""
        # Terms: a set of them is looked for in the whole list of documents.
        these = self._engine.any_of([self._engine.term("document_id", one) for one in documents])
        return self._engine.all_of([query, self._engine.scored(these, 0.0)])

    def _documents(self, counted: Mapping[str, Any]) -> DocumentCounts:
        """How many hits each document has."""
        told = counted["documents"]
        if not told["sum_other_doc_count"]:
            if self._few:
                return DocumentCounts.of_repeated(
                    told["buckets"], sum(_buckets(counted, "years").values())
                )
            return DocumentCounts.of_tallies(told["buckets"])
        found = self._searcher.search(self.matching, self._searcher.num_docs, count=False)
        addresses = [address for _, address in found.hits]
        return DocumentCounts.of_documents(column(self._searcher, "document_id", addresses))

    def _best(self, least: int, documents: Sequence[int] | None) -> list[Row]:
        """The hits with the highest scores, ``least`` or more, of all documents or of these."""
        if documents is None and self._leading:
            first, _ = self._first(self._leading.clauses, least + _READ_AHEAD)
            above = [hit for hit in first if hit[0] > self._leading.others]
            if len(above) >= least:
                return self._rows(above)
        query = self._ranked if documents is None else self._within(self._ranked, documents)
        asked = least + _READ_AHEAD
        found, all_of_them = self._first(query, asked)
        while len(found) < least and not all_of_them:
            asked *= 4
            found, all_of_them = self._first(query, asked)
        return self._rows(found)

    def _first(self, query: tantivy.Query, asked: int) -> tuple[list[_Hit], bool]:
        """At most so many of the first hits, and whether these are all.

        tantivy leaves the order of equal scores to chance, so hits that are equal to the last one
        fetched are left out where there are others: some of their equals may be missing.
        """
        found: list[_Hit] = self._searcher.search(
            query, asked, count=False, **_SORTED[self._order]
        ).hits
        if len(found) < asked:
            return found, True
        lowest = found[-1][0]
        return [hit for hit in found if hit[0] != lowest], False

    def _rows(self, found: Sequence[_Hit]) -> list[Row]:
        addresses = [address for _, address in found]
        columns = [
            column(self._searcher, name, addresses)
            for name in ("document_id", "version_id", "order")
        ]
        rows = [
            Row(standing(self._order, key, key), *row)
            for (key, _), *row in zip(found, *columns, strict=True)
        ]
        return sorted(rows, key=lambda row: row.rank)


_SORTED: Mapping[Order, dict[str, Any]] = {
    Order.BEST: {"weight_by_field": "weight"},
    Order.NEWEST: {"order_by_field": "day", "order": tantivy.Order.Desc},
    Order.OLDEST: {"order_by_field": "day", "order": tantivy.Order.Asc},
}


def _terms(name: str, most: int = 1_000) -> dict[str, Any]:
    return {"terms": {"field": name, "size": most}}


FACETS = {
    "clause_types": _terms("clause_type"),
    "kinds": _terms("kind"),
    "collections": _terms("collection_id", 10_000),
    "years": _terms("year"),
}


def _buckets(counted: Mapping[str, Any], name: str) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
