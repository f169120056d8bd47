"""Import items: one path each that was to be imported, alone or in a run, and its outcome."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, insert, select, update

from contracts.document import SKIPPED, Failure, Version, VersionStatus
from contracts.visibility import Visible
from store.collections import is_visible
from store.columns import AnyRow, UTCDateTime, failure_of, failure_values, new_id
from store.import_tables import import_items
from store.tables import collections, versions


class Outcome(StrEnum):
    """The outcome of an item. RECEIVED: it is safe, and still to be read.

    ATTENTION: kept, and a person can mend it. FAILED: nobody can, or it could not be received.
    SKIPPED: a person decided to do without it, and said why.
    UNPACKED: an archive, kept too; the files in it are items of their own.
    """

    RECEIVED = "received"
    INDEXED = "indexed"
    DUPLICATE = "duplicate"
    ATTENTION = "attention"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNPACKED = "unpacked"


class Remedy(StrEnum):
    """How the version that is read in place of the received file came about."""

    NONE = ""
    UNLOCKED = "unlocked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file came from: its path as shown, and the run that brought it (None: no run).

    ``container_id`` is the version of the archive or mail that it was in.
    """

    path: str
    run_id: int | None = None
    container_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One path of an import; a single upload has no run. ``size`` in bytes.

    ``container_id`` is the version of the archive or mail that a file was in. With a ``remedy`` the
    version is another file than the one received, whose hash and size still stand here.
    """

    id: int
    run_id: int | None
    collection_id: int
    path: str
    sha256: str | None
    size: int | None
    outcome: Outcome
    document_id: int | None
    version_id: int | None
    container_id: int | None
    failure: Failure | None
    remedy: Remedy


def _from_version(column: ColumnElement[Any]) -> Any:
    return select(column).where(versions.c.id == import_items.c.version_id).scalar_subquery()


_OUTCOME = case(
    (import_items.c.outcome == Outcome.DUPLICATE, Outcome.DUPLICATE),
    (_from_version(versions.c.failure_attention), Outcome.ATTENTION),
    (_from_version(versions.c.status) == VersionStatus.INDEXED, Outcome.INDEXED),
    (_from_version(versions.c.failure_code) == SKIPPED, Outcome.SKIPPED),
    (_from_version(versions.c.status) == VersionStatus.UNPACKED, Outcome.UNPACKED),
    (
        _from_version(versions.c.status).in_([VersionStatus.FAILED, VersionStatus.QUARANTINED]),
        Outcome.FAILED,
    ),
    else_=Outcome.RECEIVED,
)
_FROM_VERSION = ("failure_code", "failure_zh", "failure_en", "failure_attention")
# Made once: putting it together takes longer than running it, and every file asks for it.
_SETTLE = (
    update(import_items)
    .where(import_items.c.version_id.in_(bindparam("which", expanding=True)))
    .values(
        outcome=_OUTCOME,
        settled_at=bindparam("moment", type_=UTCDateTime),
        **{name: _from_version(versions.c[name]) for name in _FROM_VERSION},
    )
)


def add_item(
    connection: Connection,
    source: Source,
    collection_id: int,
    outcome: Outcome,
    *,
    version: Version | None = None,
    failure: Failure | None = None,
) -> ImportItem:
    """Record the outcome of a file: the version it became or repeats, or why there is none."""
    values = {
        "run_id": source.run_id,
        "collection_id": collection_id,
        "path": source.path,
        "container_id": source.container_id,
        "outcome": outcome,
        "settled_at": None if outcome is Outcome.RECEIVED else datetime.now(UTC),
        "sha256": version and version.sha256,
        "size": version and version.size,
        "document_id": version and version.document_id,
        "version_id": version and version.id,
        **failure_values(version.failure if version else failure),
    }
    result = connection.execute(insert(import_items), values)
    return get_item(connection, new_id(result))


def get_item(connection: Connection, item_id: int) -> ImportItem:
    """The item of an id that is known to be there."""
    return item_of(
        connection.execute(select(import_items).where(import_items.c.id == item_id)).one()
    )


def settle_items(connection: Connection, version_ids: Iterable[int]) -> None:
    """Bring the items of these versions up to date with the versions' status.

    A duplicate stays one, but says as well why the file it repeats can't be read.
    """
    values = {"which": list(version_ids), "moment": datetime.now(UTC)}
    connection.execute(_SETTLE, values)


def find_member(connection: Connection, source: Source) -> ImportItem | None:
    """The item of a file from a container, if it has been recorded already."""
    if source.container_id is None:
        return None
    query = select(import_items).where(
        import_items.c.container_id == source.container_id, import_items.c.path == source.path
    )
    row = connection.execute(query.limit(1)).one_or_none()
    return item_of(row) if row else None


def members_of(
    connection: Connection, container_id: int, visible: Visible
) -> tuple[ImportItem, ...]:
    """The items of the files in an archive or mail, in order."""
    query = (
        select(import_items)
        .join(collections)
        .where(import_items.c.container_id == container_id, is_visible(visible))
    )
    return tuple(item_of(row) for row in connection.execute(query.order_by(import_items.c.id)))


def origin_of(connection: Connection, version_id: int) -> ImportItem | None:
    """The item with which a version was received, if there is one."""
    query = select(import_items).where(
        import_items.c.version_id == version_id, import_items.c.outcome != Outcome.DUPLICATE
    )
    row = connection.execute(query.order_by(import_items.c.id).limit(1)).one_or_none()
    return item_of(row) if row else None


def item_of(row: AnyRow) -> ImportItem:
    """The item that a row of ``import_items`` holds."""
    return ImportItem(
        id=row.id,
        run_id=row.run_id,
        collection_id=row.collection_id,
        path=row.path,
        sha256=row.sha256,
        size=row.size,
        outcome=Outcome(row.outcome),
        document_id=row.document_id,
        version_id=row.version_id,
        container_id=row.container_id,
        failure=failure_of(row),
        remedy=Remedy(row.remedy),
    )
