"""One search over one state of a tantivy index: counts, facets, and a page of hits."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import tantivy
from tantivy import Query as TantivyQuery

from contracts.clause import clause_id
from contracts.visibility import Visible
from index import ranking
from index.analysis import GAP
from index.occurrences import places
from index.protocol import Facets, Filters, Hit, Results
from index.query import Near, Query
from index.tantivy_query import Compiler, all_of
from index.tantivy_schema import SCHEMA

_MOST_TOKENS = 8_000  # for one pattern; tantivy refuses a phrase of more than 16,384
_READ_AHEAD = 200  # hits fetched beyond those asked for: most pages need no second fetch then
_Row = tuple[float, int, int, int]  # score, document id, version id, order


class Search:
    """One search over one state of the index."""

    def __init__(
        self, searcher: tantivy.Searcher, query: Query, visible: Visible, filters: Filters
    ) -> None:
        self._searcher = searcher
        self._visible: int | None = None  # clauses, counted once where it's needed
        self._compiler = Compiler(SCHEMA, self)
        self._allowed = self._compiler.allowed(visible, filters)
        matching = self._compiler.matching(query)
        self.matching = all_of([matching, *self._allowed])
        self._ranked = all_of([self._compiler.ranked(query, matching), *self._allowed])

    def page(self, offset: int, limit: int | None) -> Results:
        """The hits from ``offset`` on, grouped by document, with counts of all of them."""
        counted = self._searcher.aggregate(self.matching, FACETS)
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
        found = self._searcher.search(self.matching, self._searcher.num_docs, count=False)
        addresses = [address for _, address in found.hits]
        return Counter(map(int, self._column("document_id", addresses)))

    def _hits(self, per_document: Mapping[int, int], offset: int, end: int) -> tuple[Hit, ...]:
        """A document stands where its best hit stands among all hits, so the best ``end`` hits
        name all documents of the page. Hits of these that are not among the best are fetched then.
        """
        best = self._best(self._ranked, end)
        passed = 0
        first: int | None = None  # the place among all hits of the page's first document
        ranks: dict[int, int] = {}
        for document_id in dict.fromkeys(document_id for _, document_id, _, _ in best):
            before, passed = passed, passed + per_document[document_id]
            if passed > offset and before < end:
                first = before if first is None else first
                ranks[document_id] = len(ranks)
        hits = [hit for hit in best if hit[1] in ranks]
        wanted = sum(per_document[document_id] for document_id in ranks)
        if len(hits) < wanted:
            these = TantivyQuery.term_set_query(SCHEMA, "document_id", list(ranks))
            only = TantivyQuery.const_score_query(these, 0.0)
            hits = self._best(all_of([self._ranked, only]), wanted)
        hits.sort(key=lambda hit: ranks[hit[1]])
        skipped = first or 0
        return tuple(
            Hit(clause_id(version_id, order), document_id, score)
            for score, document_id, version_id, order in hits[offset - skipped : end - skipped]
        )

    def _best(self, query: TantivyQuery, least: int) -> list[_Row]:
        """The hits with the highest scores, ``least`` or more; equal ones by place.

        tantivy leaves the order of equal scores to chance, so hits that are equal to the last one
        fetched are left out as long as there are others: some of their equals may be missing.
        """
        asked = least + _READ_AHEAD
        found = self._searcher.search(query, asked, count=False, weight_by_field="weight").hits
        if len(found) == asked:
            lowest = found[-1][0]
            found = [(score, address) for score, address in found if score > lowest]
            if len(found) < least:
                return self._best(query, asked * 4)
        addresses = [address for _, address in found]
        columns = [self._column(name, addresses) for name in ("document_id", "version_id", "order")]
        rows = list(zip((score for score, _ in found), *columns, strict=True))
        rows.sort(key=lambda row: (-row[0], row[1], row[3]))
        return rows

    def verified(self, part: Near, candidates: TantivyQuery) -> TantivyQuery:
        """Those of the candidates in whose text the part really stands."""
        allowed = all_of([candidates, *self._allowed])
        found = self._searcher.search(allowed, self._count(allowed) or 1, count=False)
        addresses = [address for _, address in found.hits if self._stands_in(part, address)]
        clauses = zip(
            self._column("version_id", addresses), self._column("order", addresses), strict=True
        )
        return TantivyQuery.term_set_query(
            SCHEMA, "clause_id", [clause_id(version, order) for version, order in clauses]
        )

    def patterns(self, field: str, beginning: str) -> list[str]:
        """Patterns that together match every token with this beginning, none of them too many."""
        tokens = self._searcher.terms_with_prefix(field, beginning, limit=_MOST_TOKENS + 1)
        if len(tokens) <= _MOST_TOKENS:
            return [beginning + ".*"]
        every = (token for token, _ in self._searcher.terms_with_prefix(field, beginning))
        longer = {token[: len(beginning) + 1] for token in every} - {beginning}
        return [
            beginning,
            *(part for more in sorted(longer) for part in self.patterns(field, more)),
        ]

    def _stands_in(self, part: Near, address: tantivy.DocAddress) -> bool:
        stored = bytes(self._searcher.doc(address)["rows"][0]).decode()
        return any(places(part, row) for row in stored.split(GAP))

    def rarity(self, query: TantivyQuery) -> float:
        """The weight of what the query finds, by how rare it is among the visible clauses."""
        if self._visible is None:
            self._visible = self._count(all_of([self._compiler.every_clause(), *self._allowed]))
        return ranking.rarity(self._count(all_of([query, *self._allowed])), self._visible)

    def _count(self, query: TantivyQuery) -> int:
        found = self._searcher.search(query, 1)
        return cast(int, found.count)  # type: ignore[attr-defined]  # tantivy's stubs leave it out

    def _column(self, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        return cast(list[int], self._searcher.fast_field_values(name, addresses))


def _terms(name: str, most: int = 1_000) -> dict[str, Any]:
    return {"terms": {"field": name, "size": most}}


# tantivy counts at most 65,000 values in one search; documents beyond are counted by themselves.
FACETS = {
    "clause_types": _terms("clause_type"),
    "kinds": _terms("kind"),
    "collections": _terms("collection_id", 10_000),
    "years": _terms("year"),
    "documents": _terms("document_id", 50_000),
}


def _buckets(counted: Mapping[str, Any], name: str) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
