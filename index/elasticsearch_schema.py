"""What Elasticsearch holds of a clause, and the one entry that notes how far the index has come."""

from array import array
from collections.abc import Iterable
from typing import Any

from index.analysis import ANALYSIS_VERSION
from index.entries import Entry

FORM = f"elasticsearch 3, analysis {ANALYSIS_VERSION}"  # raise the first number with the mapping
STATE = "state"  # the id of the entry that notes the last change applied

_NUMBERS = ("document_id", "version_id", "order", "collection_id", "year", "day")
_LISTS = {  # field: of an entry
    "clause_type": "clause_types", "law": "laws", "word": "words", "figure": "figures"
}  # fmt: skip
_VALUES = ("entry", "collection", "kind", "number", "clause_type", "law", "word", "directions")
_WIDTHS = (384, 512, 768, 1024)  # dimensions that encoders have: each language's has its own field
_TOKENS = ("text", "heading", "title", "party", "contract_type")


def _fields(*, graph: bool) -> dict[str, Any]:
    # Our tokens, parted by spaces, as they are. Scores are ours too, so lengths are not kept.
    tokens = {
        "type": "text", "analyzer": "whitespace", "index_options": "positions", "norms": False
    }  # fmt: skip
    return {
        **{name: {"type": "long"} for name in (*_NUMBERS, "figure")},
        **{name: {"type": "keyword"} for name in _VALUES},
        **dict.fromkeys(_TOKENS, tokens),
        **{f"direction_{width}": _vectors(width, graph=graph) for width in _WIDTHS},
        "weight": {"type": "float", "index": False},
        "rows": {"type": "keyword", "index": False, "doc_values": False},
        "sequence": {"type": "long", "index": False},
    }


def _vectors(width: int, *, graph: bool) -> dict[str, Any]:
    """The field of vectors: signed bytes as the encoder gives them, so none are quantised."""
    options = {"type": "hnsw", "m": 16, "ef_construction": 100} if graph else {"type": "flat"}
    return {
        "type": "dense_vector", "dims": width, "element_type": "byte", "similarity": "cosine",
        "index_options": options,
    }  # fmt: skip


def direction_field(direction: bytes) -> str | None:
    """The field for a direction of this width; None for other widths, and for a zero vector."""
    return f"direction_{len(direction)}" if len(direction) in _WIDTHS and any(direction) else None


def signed_bytes(direction: bytes) -> list[int]:
    """A direction as Elasticsearch takes it."""
    return array("b", direction).tolist()


def index_body(shards: int, replicas: int, *, graph: bool) -> dict[str, Any]:
    """The settings and the mapping of a new index; with a ``graph`` of directions or without.

    Changes become visible when we say so, a batch at a time. Of what was sent only the rows and the
    sequence are kept as they came: everything else is searched, sorted or counted by, not shown.
    """
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "codec": "best_compression",
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"form": FORM},
            "_routing": {"required": True},
            "_source": {"includes": ["rows", "sequence"]},
            "properties": _fields(graph=graph),
        },
    }


def clause_source(entry: Entry) -> dict[str, Any]:
    """A clause as Elasticsearch takes it."""
    return {
        "entry": ["clause", "opening"] if entry.opening else "clause",
        **{field: getattr(entry, name) for field, name in _LISTS.items()},
        **_attributes(entry, _NUMBERS),
        **_attributes(entry, ("collection", "kind", "number", *_TOKENS, "weight", "rows")),
        **_direction(entry),
    }


def _direction(entry: Entry) -> dict[str, Any]:
    field = direction_field(entry.direction)
    if field is None:
        return {}
    return {"directions": entry.directions, field: signed_bytes(entry.direction)}


def entry_id(document_id: int, clause_id: str) -> str:
    """The id of a clause's entry."""
    return f"{document_id}:{clause_id}"


def document_of(id: str) -> int:
    """The document that an entry's id names: all entries of one go to the same shard."""
    return int(id.partition(":")[0])


def state_source(sequence: int) -> dict[str, Any]:
    """The entry that notes the last change applied."""
    return {"entry": "state", "sequence": sequence}


def _attributes(entry: Entry, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in names}
