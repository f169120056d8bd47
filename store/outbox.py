"""The outbox: documents whose entry in the search index is out of date.

A row is written in the transaction that changes the document, and deleted once the index has the
document as it was then or later. Rows are never skipped by a "last sequence seen": on PostgreSQL a
lower number may be committed after a higher one. Until its row is applied, the index holds a
document that moved in the collection where it was; ``moved_away`` names it to every search.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from contracts.visibility import Visible
from store.collections import is_visible
from store.queue_tables import outbox
from store.tables import collections, documents


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document waiting for the index; ``sequence`` numbers the change."""

    sequence: int
    document_id: int


def add(connection: Connection, *document_ids: int, indexed_in: int | None = None) -> None:
    """Record that documents (at least one) have changed.

    ``indexed_in`` is the collection that the index may hold them in, where they are in another now.
    """
    rows = [{"document_id": each, "indexed_in_id": indexed_in} for each in document_ids]
    connection.execute(insert(outbox), rows)


def waiting(connection: Connection, limit: int) -> tuple[Waiting, ...]:
    """The oldest changes that the index does not have yet."""
    query = select(outbox).order_by(outbox.c.id).limit(limit)
    return tuple(Waiting(row.id, row.document_id) for row in connection.execute(query))


def count(connection: Connection) -> int:
    """How many changes the index does not have yet."""
    return int(connection.execute(select(func.count()).select_from(outbox)).scalar_one())


def count_visible(connection: Connection, visible: Visible) -> int:
    """How many changes to documents that may be seen the index does not have yet."""
    waiting = outbox.join(documents, documents.c.id == outbox.c.document_id).join(collections)
    query = select(func.count()).select_from(waiting).where(is_visible(visible))
    return int(connection.execute(query).scalar_one())


def moved_away(connection: Connection, collection_ids: Collection[int]) -> frozenset[int]:
    """The documents that the index may hold in these collections, and that are in none of them."""
    query = (
        select(outbox.c.document_id)
        .join(documents)
        .where(outbox.c.indexed_in_id.in_(collection_ids))
        .where(documents.c.collection_id.not_in(collection_ids))
    )
    return frozenset(connection.execute(query).scalars())


def documents_waiting(connection: Connection) -> frozenset[int]:
    """The documents whose entry in the index is out of date."""
    return frozenset(connection.execute(select(outbox.c.document_id)).scalars())


def acknowledge(connection: Connection, sequences: Iterable[int]) -> None:
    """Forget changes that the index now has."""
    connection.execute(delete(outbox).where(outbox.c.id.in_(list(sequences))))
