"""Pausing, resuming and cancelling an import run: its state, and the jobs of what waits in it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, ScalarSelect, func, or_, select, update

from store.import_items import Outcome
from store.import_runs import RunState
from store.import_tables import import_items, import_runs
from store.jobs import Lane
from store.leases import is_over
from store.queue_tables import jobs


def state_of(connection: Connection, run_id: int | None) -> RunState:
    """The state of a run; RUNNING where a file belongs to none."""
    query = select(import_runs.c.state).where(import_runs.c.id == run_id)
    return RunState(connection.execute(query).scalar_one_or_none() or RunState.RUNNING)


def set_state(connection: Connection, run_id: int, state: RunState) -> None:
    """Change the state of a run; what waits in it leaves its lane, or comes back to it."""
    connection.execute(update(import_runs).where(import_runs.c.id == run_id).values(state=state))
    here, there = (
        (Lane.PAUSED, Lane.TEXT) if state is RunState.RUNNING else (Lane.TEXT, Lane.PAUSED)
    )
    connection.execute(
        update(jobs)
        .where(jobs.c.lane == here, jobs.c.version_id.in_(_waiting_versions(run_id)))
        .values(lane=there)
    )


def set_total(connection: Connection, run_id: int, total: int) -> None:
    """Note how many paths a run has."""
    connection.execute(update(import_runs).where(import_runs.c.id == run_id).values(total=total))


def untouched(connection: Connection, run_id: int, limit: int) -> Sequence[int]:
    """Some versions of a run that wait, and that no worker has in hand."""
    query = select(jobs.c.version_id).where(
        jobs.c.lane == Lane.PAUSED,
        or_(jobs.c.leased_until.is_(None), is_over(jobs.c.leased_until, datetime.now(UTC))),
        jobs.c.version_id.in_(_waiting_versions(run_id)),
    )
    return list(connection.execute(query.order_by(jobs.c.version_id).limit(limit)).scalars())


def read_since(
    connection: Connection, run_id: int, moment: datetime
) -> tuple[datetime | None, int]:
    """When the first file of a run since then was read, well or not, and how many after it.

    Duplicates are left out: they are settled as they come in, and nothing of them is read.
    """
    read = (
        import_items.c.run_id == run_id,
        import_items.c.settled_at >= moment,
        import_items.c.outcome.not_in([Outcome.RECEIVED, Outcome.DUPLICATE]),
    )
    first = connection.execute(select(func.min(import_items.c.settled_at)).where(*read)).scalar()
    if first is None:
        return None, 0
    after = select(func.count()).where(*read, import_items.c.settled_at > first)
    return first, int(connection.execute(after).scalar_one())


def paths_received(connection: Connection, run_id: int) -> int:
    """How many paths a run has taken in or refused; files in archives are not counted."""
    query = select(func.count()).where(
        import_items.c.run_id == run_id, import_items.c.container_id.is_(None)
    )
    return int(connection.execute(query).scalar_one())


def _waiting_versions(run_id: int) -> ScalarSelect[int]:
    return (
        select(import_items.c.version_id)
        .where(import_items.c.run_id == run_id, import_items.c.outcome == Outcome.RECEIVED)
        .scalar_subquery()
    )
