"""Named leases: what only one process in the whole installation does at a time.

A holder that was too slow loses its lease; it must then repeat what it did, because the next holder
may have been faster.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from store.queue_tables import leases

INDEX = "index"
APPLIED = "applied"  # the fence under which the index was changed last
SUMMARIES = "summaries"
ALERTS = "alerts"
LEASE = timedelta(seconds=60)
FURTHEST = 10 * LEASE  # ahead: clocks of several machines may differ a little
_PAST = datetime(2000, 1, 1, tzinfo=UTC)


def is_over(until: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    """Whether a lease that ends then holds no more.

    One that ends further ahead than a lease can was taken by a clock that was wrong, and that has
    been put right since: it would hold up everything for as long as the clock was ahead.
    """
    return or_(until < now, until > now + FURTHEST)


def take(connection: Connection, name: str, holder: str) -> int | None:
    """The lease's fence, or None while another process holds it."""
    now = datetime.now(UTC)
    taken = connection.execute(
        update(leases)
        .where(leases.c.name == name, is_over(leases.c.leased_until, now))
        .values(fence=leases.c.fence + 1, leased_until=now + LEASE, leased_by=holder)
        .returning(leases.c.fence)
    )
    fence = taken.scalar_one_or_none()
    return None if fence is None else int(fence)


def renew(connection: Connection, name: str, fence: int) -> bool:
    """Extend the lease; False where it was lost."""
    return _hold_until(connection, name, fence, datetime.now(UTC) + LEASE)


def give_back(connection: Connection, name: str, fence: int) -> bool:
    """End the lease; False where it was lost before."""
    return _hold_until(connection, name, fence, _PAST)


def give_up(connection: Connection, name: str, holder: str) -> None:
    """End the lease of a holder that could not give it back, whatever its fence."""
    held = (leases.c.name == name) & (leases.c.leased_by == holder)
    connection.execute(update(leases).where(held).values(leased_until=_PAST))


def note_applied(connection: Connection, fence: int) -> None:
    """Keep how far the index has come; the row holds no lease, only the fence."""
    kept = {"fence": fence, "leased_until": _PAST, "leased_by": ""}
    known = connection.execute(update(leases).where(leases.c.name == APPLIED).values(**kept))
    if known.rowcount == 0:
        connection.execute(insert(leases).values(name=APPLIED, **kept))


def applied(connection: Connection) -> int:
    """How far the index has come at least; 0 where that was never noted."""
    query = select(leases.c.fence).where(leases.c.name == APPLIED)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def _hold_until(connection: Connection, name: str, fence: int, moment: datetime) -> bool:
    held = connection.execute(
        update(leases)
        .where(leases.c.name == name, leases.c.fence == fence)
        .values(leased_until=moment)
    )
    return held.rowcount == 1
