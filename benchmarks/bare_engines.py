"""The engines as they come: what a search costs without grouping, ranking and reading of ours.

Their own top 20 by BM25 with the count, and one aggregation for the facets. They read no text, so
that their NEAR finds a little more.
"""

from collections.abc import Callable
from pathlib import Path

import tantivy
from back_ends import benchmark_server
from bare_whoosh import bare_whoosh
from elasticsearch import Elasticsearch

from contracts.visibility import EVERYTHING
from index.back_ends import ELASTICSEARCH
from index.compiler import Compiler
from index.elasticsearch_query import ElasticsearchEngine, close
from index.elasticsearch_search import FACETS as ELASTICSEARCH_FACETS
from index.elasticsearch_snapshot import Json, Snapshot
from index.kept import Kept
from index.nearness import most_positions, telling_tokens
from index.protocol import Filters
from index.query import Near, Query
from index.tantivy_counting import FACETS as TANTIVY_FACETS
from index.tantivy_query import TantivyEngine

Search = Callable[[], object]

FACETS = {
    **TANTIVY_FACETS,
    "documents": {"terms": {"field": "document_id", "size": 50_000}},
}


class BareTantivy(TantivyEngine):
    """tantivy with its own scores, and NEAR by positions alone."""

    def scored(self, query: tantivy.Query, score: float) -> tantivy.Query:
        """As it is."""
        return query

    def near(self, near: Near, candidates: tantivy.Query) -> tantivy.Query:
        """Those whose tokens stand near."""
        return self.all_of([candidates, self.close(near, most_positions(near))])


class BareElasticsearch(ElasticsearchEngine):
    """Elasticsearch with its own scores, and NEAR by positions alone."""

    def scored(self, query: Json, score: float) -> Json:
        """As it is."""
        return query

    def near(self, near: Near, candidates: Json) -> Json:
        """Those whose tokens stand near."""
        return self.all_of([candidates, close(telling_tokens(near), most_positions(near))])


def bare_tantivy(folder: Path) -> Callable[[Query], Search]:
    """Query → a search of tantivy alone for it."""
    generation = folder / (folder / "current").read_text()
    searcher = tantivy.Index.open(str(generation)).searcher()

    def prepared(query: Query) -> Search:
        matching = Compiler(BareTantivy(searcher, Kept(0)), EVERYTHING, Filters()).matching(query)
        return lambda: (searcher.search(matching, 20), searcher.aggregate(matching, FACETS))

    return prepared


def bare_elasticsearch(_folder: Path) -> Callable[[Query], Search]:
    """Query → a search of Elasticsearch alone for it."""
    server = benchmark_server()
    client = Elasticsearch(list(server.addresses), request_timeout=600)
    index = f"{server.name}-clauses"

    def prepared(query: Query) -> Search:
        opened = client.open_point_in_time(index=index, keep_alive="1m")
        snapshot = Snapshot(client, opened["id"])
        matching = Compiler(BareElasticsearch(snapshot), EVERYTHING, Filters()).matching(query)
        snapshot.close()
        return lambda: client.search(
            index=index, query=matching, size=20, source=False, track_total_hits=True,
            aggregations=ELASTICSEARCH_FACETS,
            filter_path=["-aggregations.documents.buckets"],
        )  # fmt: skip

    return prepared


BARE = {"tantivy": bare_tantivy, ELASTICSEARCH: bare_elasticsearch, "whoosh": bare_whoosh}
