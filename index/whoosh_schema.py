"""What Whoosh holds of a clause, and the one entry that notes how far the index has come."""

import json
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from whoosh import columns, fields, formats

from index.analysis import ANALYSIS_VERSION
from index.entries import Entry

FORM = f"whoosh 2, analysis {ANALYSIS_VERSION}"  # raise the first number with the schema

_Posting = tuple[bytes, int, float, bytes]  # token, how often, weight, positions
_VALUES = ("collection_id", "collection", "document_id", "kind", "year", "number")
_LISTS = {"clause_type": "clause_types", "law": "laws", "word": "words"}  # field: of an entry
_TOKENS = ("text", "heading", "title", "party", "contract_type")
_POSITION = "I"


class Tokens(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A text field that takes its tokens as they are, a space between, and keeps their positions.

    Whoosh's own way through an analyzer makes an object of every token and pickles the positions.
    """

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)
        self.format.posting_size = -1  # unlike Existence's own, a posting has a value of any length

    def index(self, value: str, **_options: object) -> Iterator[_Posting]:
        """The postings of one entry."""
        places: dict[str, array[int]] = {}
        for position, token in enumerate(value.split()):
            places.setdefault(token, array(_POSITION)).append(position)
        for token, positions in places.items():
            yield token.encode(), len(positions), 1.0, positions.tobytes()


class Values(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field of whole values, which entries are filtered by."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)

    def index(self, value: Sequence[str], **_options: object) -> Iterator[_Posting]:
        """The postings of one entry."""
        return ((text.encode(), 1, 1.0, b"") for text in set(value))


class Facts(NamedTuple):
    """What is counted, sorted and told of a clause; ``day`` 0 where there is none."""

    document_id: int
    version_id: int
    order: int
    collection_id: int
    kind: str
    year: int
    day: int
    clause_types: list[str]
    figures: list[int]
    weight: float

    def numbers(self, field: str) -> Sequence[int]:
        """The numbers of the field ``day`` or ``figure``."""
        return self.figures if field == "figure" else [self.day]

    @classmethod
    def read(cls, stored: bytes) -> "Facts":
        """The facts as the column ``facts`` holds them."""
        return cls(*json.loads(stored))


SCHEMA = fields.Schema(
    entry=Values(),
    **{name: Values() for name in (*_VALUES, *_LISTS)},
    **{name: Tokens() for name in _TOKENS},
    facts=fields.COLUMN(columns.VarBytesColumn()),
    rows=fields.COLUMN(columns.CompressedBytesColumn()),
    sequence=fields.COLUMN(columns.NumericColumn("q")),
)


def clause_entry(entry: Entry) -> dict[str, Any]:
    """A clause as Whoosh takes it."""
    facts = Facts(
        entry.document_id, entry.version_id, entry.order, entry.collection_id, entry.kind,
        entry.year, entry.day or 0, list(entry.clause_types),
        list(entry.figures), entry.weight,
    )  # fmt: skip
    return {
        "entry": ["clause", "opening"] if entry.opening else ["clause"],
        **{field: getattr(entry, name) for field, name in _LISTS.items()},
        **{name: [str(getattr(entry, name))] for name in _VALUES},
        **{name: getattr(entry, name) for name in _TOKENS},
        "facts": json.dumps(facts).encode(),
        "rows": entry.rows.encode(),
    }


def state_entry(sequence: int) -> dict[str, Any]:
    """The entry that notes the last change applied, committed together with it."""
    return {"entry": ["state"], "sequence": sequence}


def positions_of(posting: bytes) -> "array[int]":
    """Where a token stands in an entry, as its posting in a ``Tokens`` field tells."""
    positions = array(_POSITION)
    positions.frombytes(posting)
    return positions
