"""The list of documents: filtered, sorted, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Numeric, case, cast, func, null, select

from contracts.document import Document, DocumentKind, Version, VersionStatus
from contracts.text import fold
from contracts.visibility import Visible
from store.collections import is_document, is_visible
from store.columns import AnyRow
from store.documents import document_of, get_versions
from store.tables import collections, documents, versions

FIRST_CURRENCY = "CNY"
"""The currency (ISO 4217) of most contracts: its sums come first."""


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a list is narrowed by; all that is set must hold.

    ``text`` stands in the title, a party's name or the number, simplified or traditional;
    ``status`` is the newest version's.
    """

    text: str = ""
    kind: DocumentKind | None = None
    contract_type: str | None = None
    collection_id: int | None = None
    status: VersionStatus | None = None
    expires: tuple[date, date] | None = None  # the first and the last day
    amount_from: Decimal | None = None
    currency: str = FIRST_CURRENCY  # of the amounts that ``amount_from`` lets through: ISO 4217


EVERY_DOCUMENT = DocumentFilter()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the document list: ``collection`` is a name, ``versions`` a count."""

    document: Document
    collection: str
    newest: Version
    versions: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page of the list; ``total`` counts all documents that the filter lets through."""

    total: int
    rows: tuple[DocumentRow, ...]


def _amount() -> ColumnElement[Decimal]:
    """ "CNY 128000.00" as a number; an amount that is written in another way has none."""
    return case(
        (
            documents.c.amount.regexp_match("^[A-Z]{3} [0-9]+([.][0-9]+)?$"),
            cast(func.substr(documents.c.amount, 5), Numeric(20, 2)),
        )
    )


def _currency() -> ColumnElement[str]:
    """The currency, yuan before all others; none where there is no amount."""
    code = func.substr(documents.c.amount, 1, 3)
    return case((_amount().is_(None), null()), (code == FIRST_CURRENCY, ""), else_=code)


SORTS: Mapping[str, ColumnElement[Any]] = {
    "received": versions.c.received_at,
    "title": documents.c.folded,
    "kind": documents.c.kind,
    "contract_type": documents.c.contract_type,
    "collection": collections.c.name,
    "agreement_date": documents.c.agreement_date,
    "expiration_date": documents.c.expiration_date,
    "amount": _amount(),
    "status": versions.c.status,
}
_WITHIN = {"amount": _currency()}
"""What keeps apart, in its own order, what a sort cannot compare."""


def list_documents(
    connection: Connection,
    visible: Visible,
    document_filter: DocumentFilter = EVERY_DOCUMENT,
    *,
    sort: str = "received",
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> DocumentPage:
    """A page of documents; ``sort`` is one of SORTS (KeyError otherwise), undated ones last, sums
    of each currency by themselves.

    An unpacked archive does not count as a document; the files in it do.
    """
    column = SORTS[sort]
    order = column.desc() if descending else column.asc()
    query = (
        select(documents, collections.c.name.label("collection"))
        .join(collections)
        .join(versions, versions.c.id == documents.c.newest_version_id)
        .where(*conditions(visible, document_filter), is_document())
    )
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    apart = [_WITHIN[sort].nulls_last()] if sort in _WITHIN else []
    query = query.order_by(*apart, order.nulls_last(), documents.c.id.desc())
    query = query.offset(offset).limit(limit)
    rows = connection.execute(query).all()
    newest = get_versions(connection, [row.newest_version_id for row in rows])
    return DocumentPage(total, tuple(_line(row, newest[row.newest_version_id]) for row in rows))


def _line(row: AnyRow, newest: Version) -> DocumentRow:
    # Numbers count from 1 without gaps, so the newest one is the count.
    return DocumentRow(document_of(row), row.collection, newest, newest.number)


def conditions(visible: Visible, document_filter: DocumentFilter) -> list[ColumnElement[bool]]:
    """What a query on documents ⋈ collections ⋈ versions keeps."""
    wanted = [is_visible(visible)]
    if document_filter.text:
        folded = fold(document_filter.text)
        wanted.append(documents.c.folded.contains(folded, autoescape=True))
    if document_filter.kind is not None:
        wanted.append(documents.c.kind == document_filter.kind)
    if document_filter.contract_type is not None:
        wanted.append(documents.c.contract_type == document_filter.contract_type)
    if document_filter.collection_id is not None:
        wanted.append(documents.c.collection_id == document_filter.collection_id)
    if document_filter.expires is not None:
        wanted.append(documents.c.expiration_date.between(*document_filter.expires))
    if document_filter.amount_from is not None:
        wanted.append(documents.c.amount.startswith(f"{document_filter.currency} "))
        wanted.append(_amount() >= document_filter.amount_from)
    if document_filter.status is not None:
        wanted.append(versions.c.status == document_filter.status)
    return wanted
