"""Documents and their versions: every read takes ``visible``, so that none can forget it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from contracts.document import (
    SKIPPED,
    Document,
    DocumentKind,
    Party,
    Version,
    VersionStatus,
)
from contracts.errors import NotFound
from contracts.visibility import Visible
from store.collections import is_visible
from store.columns import AnyRow, failure_of
from store.tables import collections, documents, versions


def get_document(connection: Connection, document_id: int, visible: Visible) -> Document:
    """The document, or NotFound where there is none or it may not be seen."""
    query = _visible_documents(visible).where(documents.c.id == document_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("没有这份文件。", "There is no such document.")
    return document_of(row)


def get_documents(
    connection: Connection, document_ids: Iterable[int], visible: Visible
) -> dict[int, Document]:
    """Document id → document, for those of a page's ids that exist and may be seen."""
    query = _visible_documents(visible).where(documents.c.id.in_(list(document_ids)))
    return {row.id: document_of(row) for row in connection.execute(query)}


def _versions_by_id(connection: Connection, ids: Sequence[int]) -> dict[int, Version]:
    rows = connection.execute(select(versions).where(versions.c.id.in_(ids)))
    return {row.id: version_of(row) for row in rows}


def versions_with_failures(connection: Connection, visible: Visible) -> tuple[Version, ...]:
    """The versions that could not be read, or not wholly, by id.

    Those that a person skipped, or replaced by another file, are left out.
    """
    query = _visible_versions(visible).where(
        versions.c.failure_code.is_not(None),
        versions.c.failure_code != SKIPPED,
        versions.c.replaced_by_id.is_(None),
    )
    return tuple(map(version_of, connection.execute(query.order_by(versions.c.id))))


def get_version(connection: Connection, version_id: int, visible: Visible) -> Version:
    """The version, or NotFound where there is none or its document may not be seen."""
    query = _visible_versions(visible).where(versions.c.id == version_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("没有这个版本。", "There is no such version.")
    return version_of(row)


def get_versions(connection: Connection, version_ids: Sequence[int]) -> dict[int, Version]:
    """Version id → version, for versions known to exist, whoever may see them."""
    return _versions_by_id(connection, version_ids) if version_ids else {}


def versions_of(connection: Connection, document_id: int, visible: Visible) -> tuple[Version, ...]:
    """A document's versions, oldest first; NotFound where it may not be seen."""
    get_document(connection, document_id, visible)
    query = _visible_versions(visible).where(versions.c.document_id == document_id)
    rows = connection.execute(query.order_by(versions.c.number))
    return tuple(version_of(row) for row in rows)


def newest_readable(connection: Connection, document_id: int, visible: Visible) -> Version | None:
    """The newest version whose text could be read, if any: the one that is searched."""
    get_document(connection, document_id, visible)
    query = _visible_versions(visible).where(versions.c.id == documents.c.readable_version_id)
    row = connection.execute(query.where(documents.c.id == document_id)).one_or_none()
    return version_of(row) if row else None


def rows_on_document(
    connection: Connection, table: Table, document_id: int, visible: Visible
) -> Sequence[AnyRow]:
    """A table's rows on a document, oldest first; NotFound where it is hidden."""
    get_document(connection, document_id, visible)
    query = select(table).where(table.c.document_id == document_id)
    return connection.execute(query.order_by(table.c.id)).all()


def rows_on_documents(connection: Connection, table: Table, visible: Visible) -> Sequence[AnyRow]:
    """A table's rows on all documents that may be seen, oldest first."""
    held = table.join(documents).join(collections)
    query = select(table).select_from(held).where(is_visible(visible))
    return connection.execute(query.order_by(table.c.id)).all()


def document_of(row: AnyRow) -> Document:
    """The document that a row of ``documents`` holds."""
    parties = json.loads(row.parties) if row.parties != "[]" else ()
    return Document(
        id=row.id,
        collection_id=row.collection_id,
        title=row.title,
        kind=DocumentKind(row.kind),
        contract_type=row.contract_type,
        parties=tuple(Party(party["name"], party.get("role", "")) for party in parties),
        agreement_date=row.agreement_date,
        effective_date=row.effective_date,
        expiration_date=row.expiration_date,
        contract_number=row.contract_number,
        term=row.term,
        renewal_term=row.renewal_term,
        governing_law=row.governing_law,
        language=row.language,
        amount=row.amount,
    )


def version_of(row: AnyRow) -> Version:
    """The version that a row of ``versions`` holds."""
    return Version(
        id=row.id,
        document_id=row.document_id,
        number=row.number,
        sha256=row.sha256,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        received_at=row.received_at,
        received_by=row.received_by,
        status=VersionStatus(row.status),
        failure=failure_of(row),
        parser=row.parser,
        page_count=row.page_count,
        weights=row.weights,
    )


def _visible_documents(visible: Visible) -> Select[Any]:
    return select(documents).select_from(documents.join(collections)).where(is_visible(visible))


def _visible_versions(visible: Visible) -> Select[Any]:
    held = versions.join(documents).join(collections)
    return select(versions).select_from(held).where(is_visible(visible))
