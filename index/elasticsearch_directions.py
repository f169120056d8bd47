"""Where clauses point, held by the Elasticsearch index beside their words.

The vectors come with the documents that the indexer puts into it, so they follow them in all: a
rebuild, a move, a server that was away. What may be seen is a filter inside the search.
"""

from typing import Any

from index.elasticsearch_cluster import Cluster
from index.elasticsearch_errors import incomplete
from index.elasticsearch_schema import direction_field, signed_bytes
from index.elasticsearch_server import ElasticsearchServer
from index.pointing import Pointing, Readings

_CANDIDATES = 1_000  # of each shard that a graph leads to: recall@10 in docs/performance.md
_NUMBERS = ("document_id", "version_id", "order")
_READ_AHEAD = 20  # hits beyond those asked for, so that chance parts no equals at the end


class ElasticsearchDirections:
    """The directions of one installation, which the indexer sends with the clauses."""

    def __init__(self, server: ElasticsearchServer) -> None:
        self._cluster = Cluster(server)
        self._alias = f"{server.name}-clauses"

    def closest(
        self,
        direction: bytes,
        readings: Readings,
        *,
        limit: int,
        least: float,
        without_document: int | None = None,
    ) -> list[Pointing]:
        """The clauses that may be seen and point most nearly there, best first.

        All of them, or nearly all where the index has a graph of neighbours: hidden ones shape it.
        """
        field = direction_field(direction)
        if field is None:
            return []
        asked = limit + _READ_AHEAD
        nearest = {
            "field": field,
            "query_vector": signed_bytes(direction),
            "k": asked,
            "num_candidates": max(asked, _CANDIDATES),
            "similarity": least,
            "filter": _allowed(readings, without_document),
        }
        with self._cluster.answering() as client:
            answer = client.search(
                index=self._alias,
                body={
                    "knn": nearest,
                    "size": asked,
                    "_source": False,
                    "docvalue_fields": list(_NUMBERS),
                    "stored_fields": "_none_",
                },
                allow_partial_search_results=False,
            )
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise incomplete()
        found = sorted(map(_pointing, answer["hits"]["hits"]), key=lambda one: one.rank)
        return found[:limit]

    def catch_up(self, readings: Readings) -> None:
        """Do nothing: the indexer brings all directions."""

    def clear(self) -> None:
        """Do nothing: a rebuild of the index replaces its directions."""


def _allowed(readings: Readings, without_document: int | None) -> dict[str, Any]:
    allowed: list[dict[str, Any]] = [{"term": {"directions": readings.weights}}]
    visible = readings.visible
    if visible.collections is not None:
        allowed.append({"terms": {"collection_id": sorted(visible.collections)}})
    others = set(visible.moved_away)
    if without_document is not None:
        others.add(without_document)
    return {"bool": {"filter": allowed, "must_not": {"terms": {"document_id": sorted(others)}}}}


def _pointing(hit: dict[str, Any]) -> Pointing:
    document_id, version_id, order = (hit["fields"][name][0] for name in _NUMBERS)
    likeness = 2 * hit["_score"] - 1  # Elasticsearch's scores are never below 0
    return Pointing(document_id, version_id, order, round(likeness, 4))
