"""Changes sent to Elasticsearch in bulk, and its answer for each document.

Every entry carries the sequence of its change as its version, so that a late writer never replaces
what is newer: Elasticsearch answers 409 then, and the newer one stays.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from index.elasticsearch_schema import clause_source, document_of, entry_id
from index.elasticsearch_snapshot import snapshot
from index.entries import entries
from index.folder import missing
from index.protocol import DocumentEntry, Refusal

_AT_ONCE = 500  # entries in a request
_BYTES = 10_000_000  # in a request; a longer clause goes alone
_LONGEST = 25_000_000  # characters of a clause's tokens: Elasticsearch takes 100 MB in a request
_RETRIES = 3  # where the server has too much to do

Action = dict[str, Any]


def puts(index: str, sequence: int, document: DocumentEntry) -> Iterator[Action]:
    """The actions that put a document's clauses into the index."""
    for entry in entries(document):
        id = entry_id(document.document_id, entry.clause_id)
        yield _action("index", index, id, sequence) | {"_source": clause_source(entry)}


def deletes(
    client: Elasticsearch,
    index: str,
    sequences: Mapping[int, int],
    kept: Collection[str] = (),
) -> Iterator[Action]:
    """The actions that delete the entries which the documents have now, except those ``kept``."""
    client.indices.refresh(index=index)  # what a writer that died had sent is seen from here on
    documents = {"terms": {"document_id": list(sequences)}}
    with snapshot(client, index) as now:
        for hit in now.hits(documents):
            if hit["_id"] not in kept:
                yield _action("delete", index, hit["_id"], sequences[document_of(hit["_id"])])


def send(client: Elasticsearch, actions: Iterable[Action]) -> tuple[Refusal, ...]:
    """Send the actions; returns the documents that the server did not take as they were sent.

    Raises the client's errors where the server does not answer at all: then all is sent again.
    """
    refused: dict[int, Refusal] = {}
    answers = streaming_bulk(
        client,
        _short_enough(actions, refused),
        chunk_size=_AT_ONCE,
        max_chunk_bytes=_BYTES,
        raise_on_error=False,
        raise_on_exception=False,
        yield_ok=False,
        max_retries=_RETRIES,
        initial_backoff=0.5,
        require_alias=True,  # or a lost index would come back without its mapping
    )
    for _, answer in answers:
        for refusal in _refusals(answer):
            known = refused.get(refusal.document_id, refusal)
            refused[refusal.document_id] = known if not known.again else refusal
    return tuple(refused.values())


def _refusals(answer: Mapping[str, Any]) -> Iterator[Refusal]:
    """The refusals in an answer; an older change or a repeated deletion is no refusal."""
    for item in answer.values():
        status, error = item["status"], item.get("error")
        match status:
            case _ if error is None:
                return
            case 409:
                return
            case 404:
                raise missing()
            case 401 | 403 if "exception" in item:
                raise item["exception"]
        # The server's sentence may quote the text; only the kind of error is told.
        reason = error["type"] if isinstance(error, Mapping) else f"HTTP {status}"
        yield Refusal(document_of(item["_id"]), reason, again=status not in {400, 413})


def _short_enough(actions: Iterable[Action], refused: dict[int, Refusal]) -> Iterator[Action]:
    """The actions without clauses too long for one request, which would get no answer at all."""
    for action in actions:
        if len(action.get("_source", {}).get("text", "")) > _LONGEST:
            document_id = document_of(action["_id"])
            refused[document_id] = Refusal(document_id, "clause_too_long", again=False)
        else:
            yield action


def _action(kind: str, index: str, id: str, sequence: int) -> Action:
    return {
        "_op_type": kind,
        "_index": index,
        "_id": id,
        "routing": document_of(id),
        "version": sequence,
        "version_type": "external_gte",
    }
