"""One search over one state of a tantivy index: counts, facets, and a page of hits."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import tantivy
from tantivy import Query as TantivyQuery

from contracts.clause import clause_id
from contracts.visibility import Visible
from index.occurrences import stands_in
from index.protocol import Facets, Filters, Hit, Results
from index.query import Near, Prefix, Query
from index.ranking import rarity
from index.tantivy_query import Compiler, all_of
from index.tantivy_schema import SCHEMA

_READ_AHEAD = 20  # hits fetched beyond those wanted, to see whether scores are equal there
_EVERY_CLAUSE = TantivyQuery.const_score_query(
    TantivyQuery.term_query(SCHEMA, "entry", "clause"), 0.0
)


class Search:
    """One search over one state of the index."""

    def __init__(
        self, searcher: tantivy.Searcher, query: Query, visible: Visible, filters: Filters
    ) -> None:
        self._searcher = searcher
        compiler = Compiler(SCHEMA, self._verified, self._rarity)
        self._allowed = compiler.allowed(visible, filters)
        matching = compiler.matching(query)
        self._matching = all_of([matching, *self._allowed])
        self._ranked = all_of([compiler.ranked(query, matching), *self._allowed])

    def page(self, offset: int, limit: int | None) -> Results:
        """The hits from ``offset`` on, grouped by document, with counts of all of them."""
        counted = self._searcher.aggregate(self._matching, _FACETS)
        per_document = self._per_document(counted)
        total = sum(per_document.values())
        end = total if limit is None else min(total, offset + limit)
        facets = Facets(
            clause_types=_buckets(counted, "clause_types"),
            kinds=_buckets(counted, "kinds"),
            collections=_buckets(counted, "collections"),
            years=_buckets(counted, "years"),
            documents=len(per_document),
        )
        hits = self._hits(per_document, offset, end) if offset < end else ()
        return Results(total, hits, facets)

    def _per_document(self, counted: Mapping[str, Any]) -> Mapping[int, int]:
        """How many hits each document has."""
        if not counted["documents"]["sum_other_doc_count"]:
            return _buckets(counted, "documents")
        found = self._searcher.search(self._matching, self._searcher.num_docs, count=False)
        addresses = [address for _, address in found.hits]
        return Counter(map(int, self._column("document_id", addresses)))

    def _hits(self, per_document: Mapping[int, int], offset: int, end: int) -> tuple[Hit, ...]:
        """A document stands where its best hit stands among all hits, so the best ``end`` hits
        name all documents of the page; then the hits of these alone are fetched.
        """
        best = self._best(self._ranked, end)
        passed = 0
        first: int | None = None  # the place among all hits of the page's first document
        places: dict[int, int] = {}
        for document_id in dict.fromkeys(hit.document_id for hit in best):
            before, passed = passed, passed + per_document[document_id]
            if passed > offset and before < end:
                first = before if first is None else first
                places[document_id] = len(places)
        if len(best) < sum(per_document.values()):
            of_these = TantivyQuery.term_set_query(SCHEMA, "document_id", list(places))
            only = TantivyQuery.const_score_query(of_these, 0.0)
            best = self._best(
                all_of([self._ranked, only]), sum(per_document[key] for key in places)
            )
        hits = [hit for hit in best if hit.document_id in places]
        hits.sort(key=lambda hit: places[hit.document_id])
        skipped = first or 0
        return tuple(hits[offset - skipped : end - skipped])

    def _best(self, query: TantivyQuery, limit: int) -> list[Hit]:
        """The hits with the highest scores; equal ones by document and place in it.

        tantivy leaves the order of equal scores to chance, so it is asked for more until those
        that could change places with the last one are all there.
        """
        asked = limit + _READ_AHEAD
        while True:
            found = self._searcher.search(query, asked, count=False, weight_by_field="weight").hits
            if len(found) < asked or found[-1][0] < found[limit - 1][0]:
                break
            asked *= 4
        addresses = [address for _, address in found]
        columns = [self._column(name, addresses) for name in ("document_id", "version_id", "order")]
        rows = zip((score for score, _ in found), *columns, strict=True)
        hits = sorted(rows, key=lambda row: (-row[0], row[1], row[3]))
        return [
            Hit(clause_id(version, order), document, score)
            for score, document, version, order in hits[:limit]
        ]

    def _verified(self, part: Near | Prefix, perhaps: TantivyQuery) -> TantivyQuery:
        """The clauses among the candidates in whose printed text the part really stands."""
        candidates = all_of([perhaps, *self._allowed])
        found = self._searcher.search(candidates, self._count(candidates) or 1, count=False)
        addresses = [
            address
            for _, address in found.hits
            if stands_in(part, bytes(self._searcher.doc(address)["printed"][0]).decode())
        ]
        clauses = zip(
            self._column("version_id", addresses), self._column("order", addresses), strict=True
        )
        return TantivyQuery.term_set_query(
            SCHEMA, "clause_id", [clause_id(version, order) for version, order in clauses]
        )

    def _rarity(self, query: TantivyQuery) -> float:
        visible = all_of([_EVERY_CLAUSE, *self._allowed])
        return rarity(self._count(all_of([query, *self._allowed])), self._count(visible))

    def _count(self, query: TantivyQuery) -> int:
        return cast(int, self._searcher.search(query, 1).count)  # type: ignore[attr-defined]

    def _column(self, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        return cast(list[int], self._searcher.fast_field_values(name, addresses))


def _terms(name: str, most: int = 1_000) -> dict[str, Any]:
    return {"terms": {"field": name, "size": most}}


# tantivy counts at most 65,000 values in one search; documents beyond are counted by themselves.
_FACETS = {
    "clause_types": _terms("clause_type"),
    "kinds": _terms("kind"),
    "collections": _terms("collection_id", 10_000),
    "years": _terms("year"),
    "documents": _terms("document_id", 50_000),
}


def _buckets(counted: Mapping[str, Any], name: str) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
