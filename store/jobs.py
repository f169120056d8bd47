"""The queue of versions to be read: leases in the database itself, no broker.

A worker claims a job by one compare-and-set with a fence number, renews its lease while it works,
and finishes WHERE the fence is still its own, in the transaction that saves the result. So a job
whose worker died is claimed again, and a worker that was only slow cannot save twice.

A file is given up when it stopped its parser's process three times, or when ten workers died with
it. Attempts are counted at the claim, so that they count whatever happens to the worker; one that
dies proves little, because it held other files too and may have been killed from outside.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from store.tables import AnyRow, jobs

LEASE = timedelta(seconds=60)
MAXIMUM_STOPS = 3
MAXIMUM_ATTEMPTS = 10


class Lane(StrEnum):
    """Slow work waits in a lane of its own, so that it never delays text."""

    TEXT = "text"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours until the lease runs out.

    ``attempts`` counts this one; ``stops`` how often the parser's process was stopped by it before.
    """

    version_id: int
    fence: int
    attempts: int
    stops: int


def enqueue(
    connection: Connection, version_id: int, lane: Lane = Lane.TEXT, priority: int = 100
) -> None:
    """Let a version be read (again); lower priorities first. A job that is there begins anew."""
    remove(connection, version_id)
    # Fences begin at the clock: a claim from an earlier life of the job never fits the new one.
    connection.execute(
        insert(jobs).values(
            version_id=version_id, lane=lane, priority=priority, fence=time.time_ns()
        )
    )


def claim(
    connection: Connection, worker: str, limit: int, lane: Lane = Lane.TEXT
) -> tuple[Claim, ...]:
    """Lease up to ``limit`` jobs that nobody works on, untried ones first."""
    now = datetime.now(UTC)
    free = (
        select(jobs.c.version_id, jobs.c.fence, jobs.c.attempts, jobs.c.stops)
        .where(jobs.c.lane == lane, jobs.c.attempts < MAXIMUM_ATTEMPTS, _is_free(now))
        .order_by(jobs.c.priority, jobs.c.attempts, jobs.c.version_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return tuple(
        Claim(row.version_id, row.fence + 1, row.attempts + 1, row.stops)
        for row in connection.execute(free).all()
        if _take(connection, row, worker, now)
    )


def _take(connection: Connection, row: AnyRow, worker: str, now: datetime) -> bool:
    taken = connection.execute(
        update(jobs)
        .where(jobs.c.version_id == row.version_id, jobs.c.fence == row.fence)
        .values(
            fence=row.fence + 1,
            attempts=row.attempts + 1,
            leased_until=now + LEASE,
            leased_by=worker,
        )
    )
    return taken.rowcount == 1


def renew(connection: Connection, claims: Iterable[Claim]) -> None:
    """Hold the leases for longer; one that was lost meanwhile stays lost."""
    for ours in claims:
        connection.execute(
            update(jobs).where(_is(ours)).values(leased_until=datetime.now(UTC) + LEASE)
        )


def give_back(connection: Connection, ours: Claim, *, stopped: bool) -> None:
    """Let somebody claim the job again: its parser was stopped, or it was never begun."""
    if stopped:
        counts = {"attempts": ours.attempts, "stops": ours.stops + 1}
    else:
        counts = {"attempts": ours.attempts - 1}
    connection.execute(
        update(jobs).where(_is(ours)).values(leased_until=None, leased_by=None, **counts)
    )


def finish(connection: Connection, ours: Claim) -> bool:
    """Remove the job if it is still ours; False means that the result must not be saved."""
    return connection.execute(delete(jobs).where(_is(ours))).rowcount == 1


def remove(connection: Connection, version_id: int) -> None:
    """Take a version out of the queue, whoever works on it."""
    connection.execute(delete(jobs).where(jobs.c.version_id == version_id))


def exhausted(connection: Connection) -> tuple[int, ...]:
    """The versions that were tried too often and that nobody works on now."""
    query = select(jobs.c.version_id).where(
        jobs.c.attempts >= MAXIMUM_ATTEMPTS, _is_free(datetime.now(UTC))
    )
    return tuple(connection.execute(query).scalars())


def is_any_free(connection: Connection, lane: Lane) -> bool:
    """Whether there is a job to claim or to give up on: a look that needs no write lock."""
    query = select(jobs.c.version_id).where(jobs.c.lane == lane, _is_free(datetime.now(UTC)))
    return connection.execute(query.limit(1)).first() is not None


def count(connection: Connection, lane: Lane = Lane.TEXT) -> int:
    """How many versions of a lane are still to be read, by whomever."""
    query = select(func.count()).select_from(jobs).where(jobs.c.lane == lane)
    return int(connection.execute(query).scalar_one())


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < now)


def _is(ours: Claim) -> ColumnElement[bool]:
    return (jobs.c.version_id == ours.version_id) & (jobs.c.fence == ours.fence)
