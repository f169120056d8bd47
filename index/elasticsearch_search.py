"""One search over one state of an Elasticsearch index: counts, facets, and a page of hits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from contracts.visibility import Visible
from index.compiler import Compiler
from index.elasticsearch_query import ElasticsearchEngine
from index.elasticsearch_snapshot import MOST_HITS, Json, Snapshot
from index.paging import Row, page, standing
from index.protocol import Facets, Filters, Order, Results
from index.query import Query
from index.ranked import Ranker

_READ_AHEAD = 200  # hits fetched beyond those asked for: most pages need no second fetch then
_MOST_DOCUMENTS = 50_000  # counted at once; Elasticsearch gives 65,536 buckets
_KEY: Mapping[Order, Json] = {
    Order.BEST: {"_score": "desc"},
    Order.NEWEST: {"day": {"order": "desc", "missing": "_last"}},
    Order.OLDEST: {"day": {"order": "asc", "missing": "_last"}},
}
_NO_DAY: Mapping[Order, int | None] = {  # what it sorts documents without a day by
    Order.BEST: None,
    Order.NEWEST: -(2**63),
    Order.OLDEST: 2**63 - 1,
}
_RANKED: Json = {
    # From columns: a stored field, even the id, would have the stored text unpacked for each hit.
    "docvalue_fields": ["version_id"],
    "stored_fields": "_none_",
}


class Search:
    """One search over one state of the index."""

    def __init__(
        self,
        snapshot: Snapshot,
        query: Query,
        visible: Visible,
        filters: Filters,
        order: Order,
    ) -> None:
        self._snapshot = snapshot
        self._order = order
        self._sorted = {"sort": [_KEY[order], "document_id", "order"], **_RANKED}
        self._engine = ElasticsearchEngine(snapshot)
        compiler = Compiler(self._engine, visible, filters)
        self._matching = compiler.scored(query)
        self._ranked = (
            _weighed(Ranker(self._engine, compiler.rarities).ranked(query, self._matching))
            if order is Order.BEST
            else self._matching
        )

    def page(self, offset: int, limit: int | None) -> Results:
        """The hits from ``offset`` on, grouped by document, with counts of all of them."""
        asked = MOST_HITS if limit is None else min(MOST_HITS, offset + limit + _READ_AHEAD)
        size = asked if limit != 0 else 0
        first = self._snapshot.ask(
            self._ranked,
            without=["aggregations.documents.buckets"],  # counted, not shown
            size=size,
            track_total_hits=True,
            aggs=FACETS,
            **self._sorted,
        )
        total = first["hits"]["total"]["value"]
        end = total if limit is None else min(total, offset + limit)
        self._first = [self._row(hit) for hit in first["hits"]["hits"]]
        self._is_all = len(self._first) == total
        counted = first["aggregations"]
        facets = Facets(
            clause_types=_buckets(counted, "clause_types"),
            kinds=_buckets(counted, "kinds"),
            collections=_buckets(counted, "collections"),
            years=_buckets(counted, "years"),
            documents=self._documents(counted),
        )
        hits = page(self._best, self._per_document, offset, end)
        return Results.counted(total, hits, facets)

    def _best(self, least: int, documents: Sequence[int] | None) -> list[Row]:
        """The hits with the highest scores, ``least`` or more."""
        if documents is None and len(self._first) >= least:
            return self._first
        wanted = set(documents or ())
        if self._is_all:
            return [row for row in self._first if row.document_id in wanted]
        query = self._ranked
        if documents is not None:
            these = {"terms": {"document_id": list(wanted)}}
            query = self._engine.all_of([query, self._engine.scored(these, 0.0)])
        found = self._snapshot.hits(query, min(least, MOST_HITS), **self._sorted)
        return [self._row(hit) for hit in islice(found, least)]

    def _per_document(self, documents: Sequence[int]) -> Mapping[int, int]:
        """How many hits each of the documents has."""
        if self._is_all:
            return Counter(row.document_id for row in self._first)
        counts: dict[int, int] = {}
        for start in range(0, len(documents), _MOST_DOCUMENTS):
            some = list(documents[start : start + _MOST_DOCUMENTS])
            found = self._snapshot.ask(
                self._engine.all_of([self._matching, {"terms": {"document_id": some}}]),
                size=0,
                track_total_hits=False,
                aggs={"documents": _terms("document_id", len(some))},
            )
            counts |= _buckets(found["aggregations"], "documents")
        return counts

    def _documents(self, counted: Json) -> int:
        """How many documents hold the hits; too many for one answer are counted in several."""
        if not counted["documents"]["sum_other_doc_count"]:
            return int(counted["count"]["count"])
        return sum(1 for _ in self._snapshot.documents(self._matching))

    def _row(self, hit: Json) -> Row:
        key, document_id, order, *_ = hit["sort"]
        day = None if key == _NO_DAY[self._order] else key
        version_id = hit["fields"]["version_id"][0]
        return Row(standing(self._order, key, day), document_id, version_id, order)


def _weighed(ranked: Json) -> Json:
    """The query with each score multiplied by the clause's weight."""
    weight = {"field": "weight", "missing": 1}
    return {
        "function_score": {
            "query": ranked, "field_value_factor": weight, "boost_mode": "multiply"
        }
    }  # fmt: skip


def _terms(name: str, most: int = 1_000) -> Json:
    return {"terms": {"field": name, "size": most}}


FACETS = {
    "clause_types": _terms("clause_type"),
    "kinds": _terms("kind"),
    "collections": _terms("collection_id", 10_000),
    "years": _terms("year"),
    "documents": _terms("document_id", _MOST_DOCUMENTS),
    "count": {"stats_bucket": {"buckets_path": "documents._count"}},
}


def _buckets(counted: Mapping[str, Any], name: str) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
