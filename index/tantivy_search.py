"""One search over one state of a tantivy index: counts, facets, and a page of hits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import tantivy

from index.compiler import Compiler
from index.paging import Row, page, standing
from index.protocol import Counts, Hit, Order, Results
from index.ranked import Leading, Ranker
from index.tantivy_counting import Counted, Known, Question, count
from index.tantivy_estimate import expected_hits
from index.tantivy_query import ASIDE, TantivyEngine
from index.tantivy_schema import column
from index.tantivy_tallies import MOST_TOLD

_Hit = tuple[Any, tantivy.DocAddress]  # what it is sorted by, and where it is

_READ_AHEAD = 30  # hits beyond those asked for: of equal ones at the end, some may be missing


class Search:
    """One search over one state of the index, of which this much is ``known``."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        known: Known,
        question: Question,
        order: Order = Order.BEST,
    ) -> None:
        self._searcher = searcher
        self._known = known
        self._question = question
        self._order = order
        self._engine = TantivyEngine(searcher, known.sizes)
        self._compiler = known.compiled.get(question) or self._new_compiler()
        self.matching = self._compiler.matching(question.query)
        self._before = known.counted.get(question)
        self._few = self._before is None and self._has_few_hits()
        if self._before is None:
            self._counting = ASIDE.submit(self._count)  # while the best are looked for

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
        if not offset and not self._few and self._before is None:
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

    @cached_property
    def _ranked(self) -> tantivy.Query:
        """What matches, with the scores that it is sorted by."""
        if self._order is not Order.BEST:
            return self.matching
        return self._ranker.ranked(self._question.query, self._scored)

    @cached_property
    def _leading(self) -> Leading[tantivy.Query] | None:
        if self._order is not Order.BEST:
            return None
        return self._ranker.leading(self._question.query, self._scored)

    @cached_property
    def _ranker(self) -> Ranker[tantivy.Query]:
        return Ranker(self._engine, self._compiler.rarities)

    @cached_property
    def _scored(self) -> tantivy.Query:
        return self._compiler.scored(self._question.query)

    def _new_compiler(self) -> Compiler[tantivy.Query]:
        compiler = Compiler(self._engine, self._question.visible, self._question.filters)
        self._known.compiled.put(self._question, compiler)
        return compiler

    def _has_few_hits(self) -> bool:
        """Whether about as many hits as documents are expected, or fewer."""
        documents = self._engine.size(self._engine.term("entry", "opening"))
        query, every = self._question.query, self._searcher.num_docs
        expected = expected_hits(query, self._engine.frequency, every)
        return expected <= min(documents, MOST_TOLD)

    def _count(self) -> Counted:
        counted = count(self._searcher, self.matching, few=self._few)
        self._known.counted.put(self._question, counted)
        return counted

    def _counts(self) -> Counts:
        return self._counted.counts

    @property
    def _counted(self) -> Counted:
        return self._before or self._counting.result()

    def _within(self, query: tantivy.Query, documents: Sequence[int]) -> tantivy.Query:
        """What the query matches in these documents."""
        # Terms: a set of them is looked for in the whole list of documents.
        these = self._engine.any_of([self._engine.term("document_id", one) for one in documents])
        return self._engine.all_of([query, self._engine.scored(these, 0.0)])

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
