"""The dispatcher: tells a broker which files wait to be read. The rows are the truth, not it.

It is the only one that sends messages, so receiving a file never waits for a broker. A lost message
is sent again: the broker then holds fewer messages than there are files announced but not taken. A
message delivered twice finds nothing to do. Only a limited number of files is announced ahead, so
that urgent ones get through soon and a long queue costs the broker nothing.
"""

import time
from dataclasses import dataclass, field
from typing import Protocol

from ingest.pipeline import quarantine
from store import jobs
from store.database import Database
from store.jobs import Lane

AHEAD = 200  # files that are told and not yet taken, at most
LOST_AFTER = 2.0  # seconds; before that a message may be on its way


class Broker(Protocol):
    """Brings ids of versions to whatever worker is free."""

    def holds(self) -> int:
        """How many messages wait in it."""

    def tell(self, version_id: int) -> None:
        """Send a message so that a worker reads this version."""


@dataclass(slots=True)
class Dispatcher:
    """What was told when, by version and fence: a job that was claimed since is another job."""

    database: Database
    told: dict[tuple[int, int], float] = field(default_factory=dict)

    def dispatch(self, broker: Broker) -> int:
        """Tell of what waits and was not told, or was lost; how many files that were.

        Files that were tried too often are set aside. Raises what the broker raises.
        """
        held = broker.holds()  # before the rows: what is claimed in between is no loss
        self._set_aside()
        with self.database.read() as connection:
            waiting = jobs.free(connection, Lane.TEXT, AHEAD)
        self.told = {job: self.told[job] for job in waiting if job in self.told}
        lost = self._lost(len(self.told) - held)
        new = [job for job in waiting if job not in self.told]
        for job in [*lost, *new]:
            broker.tell(job[0])
            self.told[job] = time.monotonic()
        return len(lost) + len(new)

    def _lost(self, missing: int) -> list[tuple[int, int]]:
        """As many as are missing, told longest ago: the others come after them in the broker."""
        before = time.monotonic() - LOST_AFTER
        old = sorted((moment, job) for job, moment in self.told.items() if moment < before)
        return [job for _, job in old[: max(0, missing)]]

    def _set_aside(self) -> None:
        with self.database.read() as connection:
            exhausted = jobs.exhausted(connection)
        if exhausted:
            with self.database.write() as connection:
                for version_id in jobs.exhausted(connection):
                    quarantine(connection, version_id)
