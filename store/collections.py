"""Collections: the folders of documents that permissions are granted on."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, case, func, insert, select, true, update

from contracts.document import VersionStatus
from contracts.visibility import Visible
from store.columns import new_id
from store.tables import collections, documents, versions


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection and how many documents it holds: archives are none, the files in them are."""

    id: int
    name: str
    documents: int


def is_visible(visible: Visible) -> ColumnElement[bool]:
    """The condition that a query on ``collections`` takes."""
    return true() if visible.collections is None else collections.c.id.in_(visible.collections)


def is_document() -> ColumnElement[bool]:
    """The condition on ``documents`` ⋈ their newest ``versions`` that leaves out archives that were
    unpacked: the files in them are documents.
    """
    return documents.c.readable_version_id.is_not(None) | (
        versions.c.status != VersionStatus.UNPACKED
    )


def list_collections(connection: Connection, visible: Visible) -> tuple[Collection, ...]:
    """The collections that may be seen, by name."""
    held = func.count(case((is_document(), documents.c.id)))
    query = (
        select(collections.c.id, collections.c.name, held.label("documents"))
        .select_from(collections)
        .outerjoin(documents)
        .outerjoin(versions, versions.c.id == documents.c.newest_version_id)
        .where(is_visible(visible))
        .group_by(collections.c.id, collections.c.name)
        .order_by(collections.c.name)
    )
    return tuple(Collection(row.id, row.name, row.documents) for row in connection.execute(query))


def collection_names(connection: Connection, visible: Visible) -> dict[int, str]:
    """Collection → its name, of those that may be seen, by name; documents are not counted."""
    query = select(collections.c.id, collections.c.name).where(is_visible(visible))
    query = query.order_by(collections.c.name)
    return {row.id: row.name for row in connection.execute(query)}


def create_collection(connection: Connection, name: str) -> int:
    """A new collection's id. Raises IntegrityError where the name is taken."""
    result = connection.execute(insert(collections).values(name=name, created_at=datetime.now(UTC)))
    return new_id(result)


def rename_collection(connection: Connection, collection_id: int, name: str) -> None:
    """Call a collection something else. Raises IntegrityError where the name is taken."""
    change = update(collections).where(collections.c.id == collection_id)
    connection.execute(change.values(name=name))


def find_collection(connection: Connection, name: str, visible: Visible) -> Collection | None:
    """The collection of this name, if it may be seen."""
    found = (item for item in list_collections(connection, visible) if item.name == name)
    return next(found, None)
