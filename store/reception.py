"""Taking in: new documents and versions, and the rules that hold while they are added."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Connection,
    func,
    insert,
    select,
    update,
)

from contracts.document import DocumentKind, Version, VersionStatus
from contracts.errors import NotFound
from contracts.text import fold
from contracts.visibility import EVERYTHING, Visible
from store import audit, outbox
from store.columns import new_id
from store.documents import get_document, get_version, version_of
from store.following import follow_versions
from store.tables import collections, documents, versions


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A received file, about to become a version. ``size`` in bytes."""

    sha256: str
    file_name: str
    media_type: str
    size: int
    received_by: str


def add_document(connection: Connection, collection_id: int, title: str) -> int:
    """A new document's id; it has no version yet."""
    values = {
        "collection_id": collection_id,
        "received_at": datetime.now(UTC),
        "title": title,
        "kind": DocumentKind.CONTRACT,
        "folded": fold(title),
    }
    result = connection.execute(insert(documents), values)
    return new_id(result)


def add_version(connection: Connection, document_id: int, new: NewVersion) -> Version:
    """The document's next version, received and not read yet."""
    connection.execute(
        select(documents.c.id).where(documents.c.id == document_id).with_for_update(key_share=True)
    )
    highest = select(func.coalesce(func.max(versions.c.number), 0))
    number = connection.execute(highest.where(versions.c.document_id == document_id)).scalar_one()
    values = {
        "document_id": document_id,
        "number": number + 1,
        "sha256": new.sha256,
        "file_name": new.file_name,
        "media_type": new.media_type,
        "size": new.size,
        "received_at": datetime.now(UTC),
        "received_by": new.received_by,
        "status": VersionStatus.RECEIVED,
    }
    result = connection.execute(insert(versions), values)
    version_id = new_id(result)
    follow_versions(connection, document_id)
    return get_version(connection, version_id, EVERYTHING)


def move_document(
    connection: Connection, document_id: int, collection_id: int, moved_by: str
) -> None:
    """Put a document into another collection; NotFound where that is absent."""
    lock_collection(connection, collection_id)
    this = documents.c.id == document_id
    moved_from = connection.execute(select(documents.c.collection_id).where(this)).scalar_one()
    connection.execute(update(documents).where(this).values(collection_id=collection_id))
    outbox.add(connection, document_id, indexed_in=moved_from)
    audit.record(
        connection, moved_by, f"move to collection {collection_id}", f"document {document_id}"
    )


def lock_collection(connection: Connection, collection_id: int) -> None:
    """Let no other transaction add to the collection until this one ends; NotFound if absent.

    SQLite has one writer at a time in any case.
    """
    query = (
        select(collections.c.id)
        .where(collections.c.id == collection_id)
        .with_for_update(key_share=True)
    )
    if connection.execute(query).one_or_none() is None:
        raise NotFound("没有这个合同集。", "There is no such collection.")


def lock_every_collection(connection: Connection) -> None:
    """Let nothing be added anywhere until this transaction ends."""
    connection.execute(
        select(collections.c.id).order_by(collections.c.id).with_for_update(key_share=True)
    )


def is_kept(connection: Connection, sha256: str) -> bool:
    """Whether the file of this hash is some version's original."""
    query = select(versions.c.id).where(versions.c.sha256 == sha256).limit(1)
    return connection.execute(query).first() is not None


def find_copy(
    connection: Connection, sha256: str, collection_id: int, document_id: int | None
) -> Version | None:
    """The first version with these bytes, in the collection or only in the document given.

    Where that could not be read and another was put in its place, it is that one. Raises NotFound
    where the collection does not hold that document.
    """
    copies = (
        select(versions)
        .join(documents)
        .where(documents.c.collection_id == collection_id, versions.c.sha256 == sha256)
        .order_by(versions.c.id)
        .limit(1)
    )
    if document_id is not None:
        get_document(connection, document_id, Visible(frozenset({collection_id})))
        copies = copies.where(versions.c.document_id == document_id)
    row = connection.execute(copies).one_or_none()
    if row is not None and row.replaced_by_id is not None:
        return get_version(connection, row.replaced_by_id, EVERYTHING)
    return version_of(row) if row else None
