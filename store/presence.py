"""Which clause types each document has: what the matrix and the portfolio's gaps are made of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from contracts.document import Document
from contracts.visibility import Visible
from store.document_list import EVERY_DOCUMENT, DocumentFilter, conditions
from store.documents import document_of
from store.tables import collections, documents, versions


@dataclass(frozen=True, slots=True)
class DocumentPresence:
    """The clause types of a document's newest readable version.

    ``present`` have an operative clause, ``weak`` are only touched; all others are missing.
    ``weights`` names what this rests on, "" for rules alone. ``received`` is the day on which the
    document came, None where nobody asks for it.
    """

    document: Document
    version_id: int
    present: frozenset[str]
    weak: frozenset[str]
    weights: str = ""
    received: date | None = None


def presences(
    connection: Connection,
    visible: Visible,
    document_filter: DocumentFilter = EVERY_DOCUMENT,
) -> list[DocumentPresence]:
    """One entry for each document that has been read, by id; a single query."""
    types = versions.alias("readable")
    query = (
        select(documents, types.c.present, types.c.weak, types.c.weights)
        .join(collections)
        .join(types, types.c.id == documents.c.readable_version_id)
        .where(*conditions(visible, document_filter))
        .order_by(documents.c.id)
    )
    if document_filter.status is not None:
        query = query.join(versions, versions.c.id == documents.c.newest_version_id)
    return [
        DocumentPresence(
            document_of(row),
            row.readable_version_id,
            frozenset(row.present.split()),
            frozenset(row.weak.split()),
            row.weights,
            row.received_at.date(),
        )
        for row in connection.execute(query)
    ]
