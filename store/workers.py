"""Worker processes as the leases name them: host and process id.

A worker that begins frees what dead workers of its own host held, instead of waiting until their
leases run out. Attempts still count, so a file that kills its worker is quarantined all the same.
"""

import os
import socket
from datetime import UTC, datetime

from sqlalchemy import Connection, select, union, update

from store.queue_tables import jobs, leases


def this_worker() -> str:
    """The name of this process."""
    return f"{socket.gethostname()}/{os.getpid()}"


def free_leases_of_the_dead(connection: Connection) -> None:
    """Free the leases of this host's processes that are gone, and of our own process id.

    Call it before this process holds any: what bears our id then belonged to one before us.
    """
    holders = union(select(jobs.c.leased_by), select(leases.c.leased_by))
    now = datetime.now(UTC)
    for holder in connection.execute(holders).scalars():
        if holder and _is_dead(holder):
            for table in (jobs, leases):
                connection.execute(
                    update(table).where(table.c.leased_by == holder).values(leased_until=now)
                )


def _is_dead(holder: str) -> bool:
    host, _, process = holder.rpartition("/")
    if host != socket.gethostname():
        return False
    if holder == this_worker():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
