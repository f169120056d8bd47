"""Import runs and their items: every path that was offered, and what came of it.

The receipt adds up: received = indexed + duplicate + attention + failed + skipped + pending. An
archive that was unpacked stands on it as well, but what counts as received are the files it held.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    func,
    insert,
    select,
    update,
)

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store.collections import is_visible
from store.columns import AnyRow, new_id
from store.import_items import ImportItem, Outcome, item_of
from store.import_tables import import_items, import_runs
from store.tables import collections


class RunState(StrEnum):
    """The state of a run. PAUSED: what waits isn't read for now. CANCELLED: it won't be read."""

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
    return get_run(connection, new_id(result), EVERYTHING)


def finish_run(connection: Connection, run_id: int) -> None:
    """Mark a run as complete: no more files come, though some may still have to be read."""
    connection.execute(
        update(import_runs)
        .where(import_runs.c.id == run_id, import_runs.c.finished_at.is_(None))
        .values(finished_at=datetime.now(UTC))
    )


def find_unfinished(connection: Connection, collection_id: int, label: str) -> ImportRun | None:
    """The newest run of this label that was interrupted, which is the one to continue; or None."""
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


def items_of(connection: Connection, run_id: int, visible: Visible) -> tuple[ImportItem, ...]:
    """A run's items in the order they came; NotFound where it may not be seen."""
    get_run(connection, run_id, visible)
    query = select(import_items).where(import_items.c.run_id == run_id)
    rows = connection.execute(query.order_by(import_items.c.id))
    return tuple(item_of(row) for row in rows)


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
