"""Asking for a version to be scored by an encoder: its job in the scoring lane (``store.jobs``).

A job that was given up stays in the table, where ``tiaoli check`` shows it; meanwhile the tags that
the rules gave stand.
"""

import time
from collections.abc import Iterable

from sqlalchemy import Connection, delete
from sqlalchemy.dialects import postgresql, sqlite

from store.jobs import USUAL, Lane
from store.queue_tables import jobs


def enqueue(
    connection: Connection, version_ids: Iterable[int], *, priority: int = USUAL, anew: bool = False
) -> None:
    """Queue versions to be scored, except those still to be read: reading queues them itself.

    An existing job can only become more urgent; ``anew`` also resets how often it was tried.
    """
    own = postgresql if connection.dialect.name == "postgresql" else sqlite
    rows = [
        {"version_id": id, "lane": Lane.SCORES, "priority": priority, "fence": time.time_ns()}
        for id in sorted(set(version_ids))  # in one order, so that two who ask can't deadlock
    ]
    asked = own.insert(jobs)
    new = {"priority": asked.excluded.priority}
    which = jobs.c.lane == Lane.SCORES
    if anew:
        new |= {"fence": asked.excluded.fence, "attempts": 0, "stops": 0}
        new |= {"leased_until": None, "leased_by": None}
    else:
        which &= jobs.c.priority > asked.excluded.priority
    if rows:
        asked = asked.on_conflict_do_update(index_elements=["version_id"], set_=new, where=which)
        connection.execute(asked, rows)


def remove(connection: Connection, version_id: int) -> None:
    """Take a version out of the scoring lane, whoever works on it: it was scored elsewhere."""
    its_job = (jobs.c.version_id == version_id) & (jobs.c.lane == Lane.SCORES)
    connection.execute(delete(jobs).where(its_job))
