"""The queue of versions to be read, or scored by an encoder: leases in the database, no broker.

A worker claims a job under the lock of its row, with a fence number, renews its lease while it
works, and finishes WHERE the fence is still its own, in the transaction that saves the result. So
a job whose worker died is claimed again, and a worker that was only slow cannot save twice.

A file is given up after its parser's process was stopped three times, or after ten workers died
while they held it. Attempts are counted when a job is claimed, so that they count whatever happens
to the worker. A dead worker proves little: it held other files too, or was killed from outside.

A version is in one lane at a time: it is read first and scored afterwards (``store.score_jobs``).
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    false,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from store.leases import LEASE, is_over
from store.queue_tables import jobs

MAXIMUM_STOPS = 3
MAXIMUM_ATTEMPTS = 10
USUAL = 100  # priorities: the lowest number first
ASKED_FOR = 10  # somebody waits for it
_URGENCY = (jobs.c.priority, jobs.c.attempts, jobs.c.version_id)  # untried ones first


class Lane(StrEnum):
    """Slow work waits in a lane of its own, so that it never delays text."""

    TEXT = "text"
    OCR = "ocr"
    SCORES = "scores"
    PAUSED = "paused"  # text that nobody is to read now


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
    connection: Connection, version_id: int, lane: Lane = Lane.TEXT, priority: int = USUAL
) -> None:
    """Queue a version to be read (again); lower priorities first. An existing job starts over."""
    remove(connection, version_id)
    # Fences begin at the clock: a claim from an earlier life of the job never fits the new one.
    values = {
        "version_id": version_id,
        "lane": lane,
        "priority": priority,
        "fence": time.time_ns(),
    }
    connection.execute(insert(jobs), values)


def claim(
    connection: Connection,
    worker: str,
    limit: int,
    lane: Lane = Lane.TEXT,
    *,
    tried_less_than: int = MAXIMUM_ATTEMPTS,
    priority: int | None = None,
    version_id: int | None = None,
) -> tuple[Claim, ...]:
    """Lease up to ``limit`` jobs that nobody works on, untried ones first.

    ``priority`` leaves out what is less urgent, ``version_id`` every other version.
    """
    now = datetime.now(UTC)
    wanted = [jobs.c.lane == lane, jobs.c.attempts < tried_less_than, _is_free(now)]
    if priority is not None:
        wanted.append(jobs.c.priority <= priority)
    if version_id is not None:
        wanted.append(jobs.c.version_id == version_id)
    free = (
        select(jobs.c.version_id, jobs.c.fence, jobs.c.attempts, jobs.c.stops)
        .where(*wanted)
        .order_by(*_URGENCY)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(free).all()  # nobody else's: locked until this transaction ends
    if rows:
        taken = update(jobs).where(jobs.c.version_id.in_([row.version_id for row in rows]))
        counted = {"fence": jobs.c.fence + 1, "attempts": jobs.c.attempts + 1}
        connection.execute(taken.values(leased_until=now + LEASE, leased_by=worker, **counted))
    return tuple(Claim(row.version_id, row.fence + 1, row.attempts + 1, row.stops) for row in rows)


def free(connection: Connection, lane: Lane, limit: int) -> tuple[tuple[int, int], ...]:
    """The version and the fence of the jobs that would be claimed next."""
    now = datetime.now(UTC)
    query = (
        select(jobs.c.version_id, jobs.c.fence)
        .where(jobs.c.lane == lane, jobs.c.attempts < MAXIMUM_ATTEMPTS, _is_free(now))
        .order_by(*_URGENCY)
        .limit(limit)
    )
    return tuple((row.version_id, row.fence) for row in connection.execute(query))


def renew(connection: Connection, claims: Iterable[Claim]) -> None:
    """Extend the leases; one that was lost meanwhile stays lost."""
    for ours in claims:
        connection.execute(
            update(jobs).where(_is(ours)).values(leased_until=datetime.now(UTC) + LEASE)
        )


def give_back(connection: Connection, ours: Claim, *, stopped: bool) -> None:
    """Let the job be claimed again: its parser was stopped, or reading it never began."""
    if stopped:
        counts = {"attempts": ours.attempts, "stops": ours.stops + 1}
    else:
        counts = {"attempts": ours.attempts - 1}
    connection.execute(
        update(jobs).where(_is(ours)).values(leased_until=None, leased_by=None, **counts)
    )


def give_up(connection: Connection, ours: Claim) -> None:
    """Keep a job from being claimed until it is asked for anew."""
    connection.execute(
        update(jobs)
        .where(_is(ours))
        .values(attempts=MAXIMUM_ATTEMPTS, leased_until=None, leased_by=None)
    )


def finish(connection: Connection, *claims: Claim) -> frozenset[int]:
    """Remove the jobs that are still ours; their versions, whose results alone may be saved."""
    ours = delete(jobs).where(or_(false(), *map(_is, claims))).returning(jobs.c.version_id)
    return frozenset(connection.execute(ours).scalars())


def remove(connection: Connection, version_id: int) -> None:
    """Take a version out of the queue, whoever works on it."""
    connection.execute(delete(jobs).where(jobs.c.version_id == version_id))


def exhausted(connection: Connection, lane: Lane = Lane.TEXT) -> tuple[int, ...]:
    """The versions of a lane that were tried too often and that nobody works on now, by id."""
    query = select(jobs.c.version_id).where(
        jobs.c.lane == lane, jobs.c.attempts >= MAXIMUM_ATTEMPTS, _is_free(datetime.now(UTC))
    )
    return tuple(connection.execute(query.order_by(jobs.c.version_id)).scalars())


def queued(connection: Connection) -> frozenset[int]:
    """The versions with a job, in whatever lane."""
    return frozenset(connection.execute(select(jobs.c.version_id)).scalars())


def left_in(connection: Connection, lane: Lane) -> frozenset[int]:
    """The versions of a lane that wait or are being worked on; those given up are left out."""
    query = select(jobs.c.version_id).where(
        jobs.c.lane == lane,
        or_(jobs.c.attempts < MAXIMUM_ATTEMPTS, not_(_is_free(datetime.now(UTC)))),
    )
    return frozenset(connection.execute(query).scalars())


def is_any_free(connection: Connection, lane: Lane, priority: int | None = None) -> bool:
    """Whether there is a job to claim or to give up; asking takes no write lock."""
    wanted = [jobs.c.lane == lane, _is_free(datetime.now(UTC))]
    if lane is Lane.SCORES:
        wanted.append(jobs.c.attempts < MAXIMUM_ATTEMPTS)  # those given up stay
    if priority is not None:
        wanted.append(jobs.c.priority <= priority)
    return connection.execute(select(jobs.c.version_id).where(*wanted).limit(1)).first() is not None


def count(connection: Connection, lane: Lane = Lane.TEXT) -> int:
    """How many versions there are in a lane, whoever works on them; those given up included."""
    query = select(func.count()).select_from(jobs).where(jobs.c.lane == lane)
    return int(connection.execute(query).scalar_one())


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(jobs.c.leased_until.is_(None), is_over(jobs.c.leased_until, now))


def _is(ours: Claim) -> ColumnElement[bool]:
    return (jobs.c.version_id == ours.version_id) & (jobs.c.fence == ours.fence)
