"""What the search index is given of each document: its newest readable version's clauses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from contracts.clause import clause_id
from contracts.document import Document, Failure, VersionStatus
from store.clause_directions import directions_of
from store.columns import failure_values
from store.documents import document_of
from store.import_items import settle_items
from store.tables import clauses, collections, documents, versions

NOT_SEARCHABLE = "not_searchable"  # the code of a version that was read but is not taken


@dataclass(frozen=True, slots=True)
class IndexedClause:
    """A clause without what the index has no use for; ``clause_types`` are the operative ones."""

    id: str
    order: int
    text: str
    heading: str
    clause_types: tuple[str, ...]
    number_label: str
    above: str  # the heading it stands under, where it has none of its own
    direction: bytes  # where it points, b"" where that is not known or not asked for


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document that has been read; ``collection`` is a name."""

    document: Document
    collection: str
    version_id: int
    clauses: tuple[IndexedClause, ...]
    directions: str = ""  # the weights that the directions are of


def contents_of(
    connection: Connection, document_ids: Iterable[int], *, directions: bool = False
) -> dict[int, IndexedDocument]:
    """Document id → contents; a document without a readable version is absent.

    With ``directions`` they say where the clauses point, as far as that is known.
    """
    query = (
        select(documents, collections.c.name.label("collection"), versions.c.directions)
        .join(collections)
        .join(versions, versions.c.id == documents.c.readable_version_id)
        .where(documents.c.id.in_(list(document_ids)))
        .where(documents.c.readable_version_id.is_not(None))
    )
    rows = connection.execute(query).all()
    readable = [row.readable_version_id for row in rows]
    pointing = _directions_of(connection, readable) if directions else {}
    found = _clauses_of(connection, readable, pointing)
    return {
        row.id: IndexedDocument(
            document_of(row),
            row.collection,
            row.readable_version_id,
            tuple(found.get(row.readable_version_id, ())),
            row.directions if directions else "",
        )
        for row in rows
    }


def _clauses_of(
    connection: Connection,
    version_ids: Sequence[int],
    directions: Mapping[tuple[int, int], bytes],
) -> dict[int, list[IndexedClause]]:
    columns = (
        clauses.c.version_id, clauses.c.order, clauses.c.text, clauses.c.heading, clauses.c.types,
        clauses.c.number_label, clauses.c.parent,
    )  # fmt: skip
    query = (
        select(*columns)
        .where(clauses.c.version_id.in_(version_ids))
        .order_by(clauses.c.version_id, clauses.c.order)
    )
    found: dict[int, list[IndexedClause]] = {}
    headings: dict[tuple[int, int], str] = {}
    for version_id, order, text, heading, types, label, parent in connection.execute(query):
        headings[version_id, order] = heading
        above = "" if heading or parent is None else headings.get((version_id, parent), "")
        clause = IndexedClause(
            clause_id(version_id, order), order, text, heading, tuple(types.split()), label, above,
            directions.get((version_id, order), b""),
        )  # fmt: skip
        found.setdefault(version_id, []).append(clause)
    return found


def _directions_of(
    connection: Connection, version_ids: Sequence[int]
) -> dict[tuple[int, int], bytes]:
    found = directions_of(connection, version_ids)
    return {(each.version_id, each.order): each.direction for each in found}


def readable_documents(connection: Connection) -> tuple[int, ...]:
    """The ids of all documents that the index should hold."""
    query = select(documents.c.id).where(documents.c.readable_version_id.is_not(None))
    return tuple(connection.execute(query.order_by(documents.c.id)).scalars())


def clause_counts(connection: Connection, document_ids: Iterable[int]) -> dict[int, int]:
    """Document id → how many of its clauses the index should hold."""
    query = (
        select(documents.c.id, func.count(clauses.c.order))
        .outerjoin(clauses, clauses.c.version_id == documents.c.readable_version_id)
        .where(documents.c.id.in_(list(document_ids)))
        .group_by(documents.c.id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def is_anything_indexed(connection: Connection) -> bool:
    """Whether a version was ever put into the index."""
    query = select(versions.c.id).where(versions.c.status == VersionStatus.INDEXED).limit(1)
    return connection.execute(query).first() is not None


def parsed_versions(connection: Connection, document_ids: Iterable[int]) -> dict[int, int]:
    """Version id → document id, for versions that were read but are not in the index yet."""
    query = select(versions.c.id, versions.c.document_id).where(
        versions.c.document_id.in_(list(document_ids)),
        versions.c.status == VersionStatus.PARSED,
    )
    return {row.id: row.document_id for row in connection.execute(query)}


def mark_indexed(connection: Connection, version_ids: Collection[int]) -> None:
    """Record that versions can be found now, and settle their import items."""
    connection.execute(
        update(versions)
        .where(versions.c.id.in_(list(version_ids)), versions.c.status == VersionStatus.PARSED)
        .values(status=VersionStatus.INDEXED)
    )
    settle_items(connection, version_ids)


def forget_refusals(connection: Connection, document_ids: Iterable[int] | None = None) -> None:
    """Forget that the search engine refused these documents; without ids, all documents."""
    query = select(versions.c.id).where(versions.c.failure_code == NOT_SEARCHABLE)
    if document_ids is not None:
        query = query.where(versions.c.document_id.in_(list(document_ids)))
    refused = list(connection.execute(query).scalars())
    if refused:
        connection.execute(
            update(versions).where(versions.c.id.in_(refused)).values(failure_values(None))
        )
        settle_items(connection, refused)


def mark_refused(connection: Connection, document_id: int, failure: Failure) -> None:
    """Record that the search engine refuses a document's readable version, and why."""
    readable = select(documents.c.readable_version_id).where(documents.c.id == document_id)
    version_ids = list(connection.execute(readable).scalars())
    connection.execute(
        update(versions).where(versions.c.id.in_(version_ids)).values(failure_values(failure))
    )
    settle_items(connection, version_ids)


def refused_documents(connection: Connection) -> frozenset[int]:
    """The documents that the search engine refuses."""
    query = select(documents.c.id).join(versions, versions.c.id == documents.c.readable_version_id)
    refused = query.where(versions.c.failure_code == NOT_SEARCHABLE)
    return frozenset(connection.execute(refused).scalars())
