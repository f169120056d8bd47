"""Import runs and their items: every path that was offered, and what came of it.

The receipt adds up: received = indexed + duplicate + attention + failed + skipped + pending. An
archive that was unpacked stands on it as well, but what counts as received are the files it held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from contracts.document import SKIPPED, Failure, Version, VersionStatus
from contracts.errors import NotFound
from contracts.visibility import Visible
from store.collections import is_visible
from store.columns import AnyRow, UTCDateTime, failure_of, failure_values, new_id
from store.tables import collections, import_items, import_runs, versions


class Outcome(StrEnum):
    """What came of an item. RECEIVED: it is safe, and still under way.

    ATTENTION: it is kept and a person can mend it; FAILED: nobody can, or it could not be received.
    SKIPPED: a person does without it, and said why.
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
    """How the version of an item came about that is read in the place of what was received."""

    NONE = ""
    UNLOCKED = "unlocked"
    REPLACED = "replaced"


class RunState(StrEnum):
    """Whether a run goes on. PAUSED: what waits is not read; CANCELLED: nor will it be."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import; ``finished_at`` is set once every path was received or refused.

    ``total`` is how many paths there are, None where nobody counted them.
    """

    id: int
    started_at: datetime
    finished_at: datetime | None
    started_by: str
    collection_id: int
    label: str
    state: RunState
    total: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file came from: its path as shown, the run that brought it, if it was none alone.

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


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How a run's items add up; archives that were unpacked are counted beside the sum."""

    received: int
    indexed: int
    duplicate: int
    attention: int
    failed: int
    skipped: int
    pending: int
    unpacked: int


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


def create_run(
    connection: Connection, collection_id: int, started_by: str, label: str
) -> ImportRun:
    """Begin a run; ``label`` says what is imported (a folder, "upload")."""
    values = {
        "collection_id": collection_id,
        "started_at": datetime.now(UTC),
        "started_by": started_by,
        "label": label,
    }
    result = connection.execute(insert(import_runs).values(**values))
    return get_run(connection, new_id(result), Visible.everything())


def finish_run(connection: Connection, run_id: int) -> None:
    """Say that nothing more will be received; what was received may still be under way."""
    connection.execute(
        update(import_runs)
        .where(import_runs.c.id == run_id, import_runs.c.finished_at.is_(None))
        .values(finished_at=datetime.now(UTC))
    )


def find_unfinished(connection: Connection, collection_id: int, label: str) -> ImportRun | None:
    """The newest run of this label that was cut short, if any: the one to be continued."""
    query = (
        select(import_runs)
        .where(import_runs.c.collection_id == collection_id, import_runs.c.label == label)
        .where(import_runs.c.finished_at.is_(None))
        .order_by(import_runs.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return _run(row) if row else None


def get_run(connection: Connection, run_id: int, visible: Visible) -> ImportRun:
    """The run, or NotFound where there is none or its collection may not be seen."""
    row = connection.execute(_runs(visible).where(import_runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFound("没有这次导入。", "There is no such import.")
    return _run(row)


def list_runs(
    connection: Connection, visible: Visible, offset: int = 0, limit: int = 50
) -> tuple[ImportRun, ...]:
    """The runs that may be seen, newest first."""
    query = _runs(visible).order_by(import_runs.c.id.desc()).offset(offset).limit(limit)
    return tuple(_run(row) for row in connection.execute(query))


def add_item(
    connection: Connection,
    source: Source,
    collection_id: int,
    outcome: Outcome,
    *,
    version: Version | None = None,
    failure: Failure | None = None,
) -> ImportItem:
    """Note what came of a file: the version it became or repeats, or why it is none."""
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
    return _item(connection.execute(select(import_items).where(import_items.c.id == item_id)).one())


def settle_items(connection: Connection, version_ids: Iterable[int]) -> None:
    """Let the items of these versions say what has become of them.

    A duplicate stays one, but says as well why the file it repeats can't be read.
    """
    values = {"which": list(version_ids), "moment": datetime.now(UTC)}
    connection.execute(_SETTLE, values)


def items_of(
    connection: Connection, run_id: int, visible: Visible, outcome: Outcome | None = None
) -> tuple[ImportItem, ...]:
    """A run's items in the order they came, or those of one outcome; NotFound where hidden."""
    get_run(connection, run_id, visible)
    query = select(import_items).where(import_items.c.run_id == run_id)
    if outcome is not None:
        query = query.where(import_items.c.outcome == outcome)
    rows = connection.execute(query.order_by(import_items.c.id))
    return tuple(_item(row) for row in rows)


def find_member(connection: Connection, source: Source) -> ImportItem | None:
    """The item of a file that was in a container, if it is noted already."""
    if source.container_id is None:
        return None
    query = select(import_items).where(
        import_items.c.container_id == source.container_id, import_items.c.path == source.path
    )
    row = connection.execute(query.limit(1)).one_or_none()
    return _item(row) if row else None


def members_of(
    connection: Connection, container_id: int, visible: Visible
) -> tuple[ImportItem, ...]:
    """What was in an archive or mail, in order."""
    query = (
        select(import_items)
        .join(collections)
        .where(import_items.c.container_id == container_id, is_visible(visible))
    )
    return tuple(_item(row) for row in connection.execute(query.order_by(import_items.c.id)))


def origin_of(connection: Connection, version_id: int) -> ImportItem | None:
    """The item with which a version was received, if there is one."""
    query = select(import_items).where(
        import_items.c.version_id == version_id, import_items.c.outcome != Outcome.DUPLICATE
    )
    row = connection.execute(query.order_by(import_items.c.id).limit(1)).one_or_none()
    return _item(row) if row else None


def paths_of(connection: Connection, run_id: int) -> frozenset[str]:
    """The paths that a run has already taken in or refused."""
    query = select(import_items.c.path).where(import_items.c.run_id == run_id)
    return frozenset(connection.execute(query).scalars())


def hashes_by_path(
    connection: Connection, collection_id: int, label: str
) -> dict[str, frozenset[str]]:
    """What was received from each path by all runs of a label: the hashes of the files."""
    query = (
        select(import_items.c.path, import_items.c.sha256)
        .join(import_runs, import_runs.c.id == import_items.c.run_id)
        .where(import_runs.c.collection_id == collection_id, import_runs.c.label == label)
    )
    found: dict[str, frozenset[str]] = {}
    for path, sha256 in connection.execute(query):
        found[path] = found.get(path, frozenset()) | {sha256}
    return found


def counts_of(connection: Connection, run_id: int, visible: Visible) -> ImportCounts:
    """How a run's items add up; NotFound where it may not be seen."""
    get_run(connection, run_id, visible)
    query = (
        select(import_items.c.outcome, func.count())
        .where(import_items.c.run_id == run_id)
        .group_by(import_items.c.outcome)
    )
    counts = {Outcome(row[0]): int(row[1]) for row in connection.execute(query)}
    return ImportCounts(
        received=sum(counts.values()) - counts.get(Outcome.UNPACKED, 0),
        indexed=counts.get(Outcome.INDEXED, 0),
        duplicate=counts.get(Outcome.DUPLICATE, 0),
        attention=counts.get(Outcome.ATTENTION, 0),
        failed=counts.get(Outcome.FAILED, 0),
        skipped=counts.get(Outcome.SKIPPED, 0),
        pending=counts.get(Outcome.RECEIVED, 0),
        unpacked=counts.get(Outcome.UNPACKED, 0),
    )


def _runs(visible: Visible) -> Select[Any]:
    return select(import_runs).join(collections).where(is_visible(visible))


def _run(row: AnyRow) -> ImportRun:
    return ImportRun(
        row.id, row.started_at, row.finished_at, row.started_by, row.collection_id, row.label,
        RunState(row.state), row.total,
    )  # fmt: skip


def _item(row: AnyRow) -> ImportItem:
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
