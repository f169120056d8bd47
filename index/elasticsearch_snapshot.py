"""An Elasticsearch index as it was at one moment: a point in time that is asked several questions.

An answer is whole or an error: where a shard does not answer, nothing is shown.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from index.elasticsearch_errors import incomplete

MOST_HITS = 10_000  # in one answer, by Elasticsearch's default
_ROWS = 500  # clauses whose text is fetched at once
_MOST_DOCUMENTS = 50_000  # in one answer; Elasticsearch gives 65,536 buckets
_KEEP = "1m"  # from one question to the next

Json = dict[str, Any]


class Snapshot:
    """One state of an index, to be had from ``snapshot``."""

    def __init__(self, client: Elasticsearch, id: str) -> None:
        self._client = client
        self._id = id

    def ask(self, query: Json, without: Sequence[str] = (), **body: Any) -> Json:
        """One answer, ``without`` these parts; hits hold nothing but what ``body`` asks for."""
        answer = self._client.search(
            body={
                "query": query,
                "pit": {"id": self._id, "keep_alive": _KEEP},
                "_source": False,
                **body,
            },
            allow_partial_search_results=False,
            filter_path=[f"-{part}" for part in without] or None,
        ).body
        self._id = answer["pit_id"]
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise incomplete()
        return dict(answer)

    def hits(self, query: Json, size: int = MOST_HITS, **body: Any) -> Iterator[Json]:
        """All hits, fetched in batches."""
        body = {"sort": ["_shard_doc"], "track_total_hits": False, **body}
        while True:
            found = self.ask(query, size=size, **body)["hits"]["hits"]
            yield from found
            if len(found) < size:
                return
            body["search_after"] = found[-1]["sort"]

    def rows(self, query: Json) -> Iterator[tuple[str, str]]:
        """The id and the joined runs of each clause that matches."""
        for hit in self.hits(query, _ROWS, _source=["rows"]):
            yield hit["_id"], hit["_source"]["rows"]

    def documents(self, query: Json) -> Iterator[int]:
        """The documents with a clause that matches, each once."""
        one_by_one: Json = {
            "size": _MOST_DOCUMENTS,
            "sources": [{"id": {"terms": {"field": "document_id"}}}],
        }
        while True:
            answer = self.ask(
                query,
                size=0,
                track_total_hits=False,
                aggs={"documents": {"composite": one_by_one}},
            )["aggregations"]["documents"]
            yield from (bucket["key"]["id"] for bucket in answer["buckets"])
            if "after_key" not in answer:
                return
            one_by_one["after"] = answer["after_key"]

    def counts(self, queries: Sequence[Json]) -> list[int]:
        """How many clauses each of the queries matches."""
        if not queries:
            return []
        counted = self.ask(
            {"match_all": {}},
            size=0,
            track_total_hits=False,
            aggs={"counts": {"filters": {"filters": list(queries)}}},
        )
        return [bucket["doc_count"] for bucket in counted["aggregations"]["counts"]["buckets"]]

    def close(self) -> None:
        """Release the point in time on the server."""
        self._client.close_point_in_time(id=self._id)


@contextmanager
def snapshot(client: Elasticsearch, index: str) -> Iterator[Snapshot]:
    """The index as it is now, released when the block ends."""
    opened = client.open_point_in_time(
        index=index, keep_alive=_KEEP, allow_partial_search_results=False
    )
    taken = Snapshot(client, opened["id"])
    try:
        yield taken
    finally:
        with suppress(ApiError, TransportError):  # it ends by itself
            taken.close()
