"""The worker: claims jobs, has them read in parallel, saves, and keeps the index up to date.

The calling thread saves: each turn of its loop is one write transaction, which saves what has been
read, claims new jobs and renews leases. Other threads wait for the parsers' processes, and one
feeds the index. While the database or the index is unavailable, it is tried again and again.
"""

import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from index.protocol import SearchIndex
from ingest.archives.unpacking import Openers, read_or_unpack
from ingest.indexing_lane import Indexing, Pause
from ingest.pipeline import Result, quarantine, save
from store import jobs
from store.database import Connection, Database, DatabaseUnavailable
from store.documents import get_versions
from store.files import FileStore
from store.jobs import Claim, Lane
from store.workers import free_leases_of_the_dead, this_worker

logger = logging.getLogger(__name__)

PAUSE = 0.2  # seconds between two looks at an empty queue
FILES_AT_HAND = 8  # for each process: claimed, being read, or read and not saved yet
RENEW_AFTER = 15.0  # seconds; leases last 60


def work(
    database: Database,
    files: FileStore,
    index: SearchIndex,
    parsers: Openers,
    *,
    stop: threading.Event,
    processes: int = 2,
    until_idle: bool = False,
    lane: Lane = Lane.TEXT,
    ask_for_scores: bool = False,
) -> None:
    """Work until ``stop`` is set, or ``until_idle``: nothing left to read, the index up to date.

    ``processes`` is how many files are read at once. With ``ask_for_scores``, for installations
    with an encoder, what was read is queued to be scored. An index that is unavailable doesn't keep
    an idle worker from returning: the changes wait in the outbox. When asked to stop, the worker
    finishes the files that are being read and gives the others back.
    """
    with database.write() as connection:
        free_leases_of_the_dead(connection)
    indexing = Indexing(database, index)
    # Twice as many wait for the processes, so that none of these waits for its next file.
    with ThreadPoolExecutor(2 * processes + 1, "worker") as threads:
        capacity = FILES_AT_HAND * processes
        turns = _Turns(database, files, parsers, lane, threads, capacity, ask_for_scores)
        indexer = threads.submit(indexing.run)
        try:
            pause = Pause()
            while not stop.is_set() and not indexer.done():
                try:
                    busy = indexing.more_to_come = turns.take()
                    if not busy and until_idle and turns.is_idle() and indexing.is_idle():
                        break
                except DatabaseUnavailable:
                    logger.exception("the database is unavailable")
                    stop.wait(pause.failed())
                    continue
                pause.succeeded()
                if not busy:
                    stop.wait(PAUSE)
            turns.drain()
        finally:
            indexing.stop.set()
        indexer.result()


@dataclass(slots=True)
class _Turns:
    """The files that are being read, and the turns that save them and claim more."""

    database: Database
    files: FileStore
    parsers: Openers
    lane: Lane
    threads: ThreadPoolExecutor
    capacity: int
    ask_for_scores: bool
    reading: dict[Future[Result], Claim] = field(default_factory=dict)
    renewed: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Save what was read, renew leases, claim more; False where there was nothing to do."""
        self._wait()
        done = {future: claim for future, claim in self.reading.items() if future.done()}
        free = self.capacity - len(self.reading) + len(done)
        renewal_due = time.monotonic() - self.renewed > RENEW_AFTER
        if not done and not renewal_due and not (free and self._is_anything_free()):
            return bool(self.reading)
        with self.database.write() as connection:
            self._save_all(connection, done)
            if renewal_due:
                jobs.renew(connection, self.reading.values())
            for version_id in jobs.exhausted(connection, self.lane):
                quarantine(connection, version_id)
            claims = jobs.claim(connection, this_worker(), free, self.lane)
            versions = get_versions(connection, [claim.version_id for claim in claims])
        if renewal_due:
            self.renewed = time.monotonic()
        # Only what is committed counts: had the transaction failed, the next turn would save again.
        for future in done:
            del self.reading[future]
        for claim in claims:
            version = versions[claim.version_id]
            future = self.threads.submit(
                read_or_unpack, version, self.database, self.files, self.parsers
            )
            self.reading[future] = claim
        return bool(done or self.reading)

    def _wait(self) -> None:
        """Give files a moment to be read: saving several takes little longer than saving one."""
        enough = min(self.capacity // 2, len(self.reading))
        deadline = time.monotonic() + PAUSE
        while (
            len(unread := [each for each in self.reading if not each.done()])
            > (len(self.reading) - enough)
            and (left := deadline - time.monotonic()) > 0
        ):
            wait(unread, timeout=left, return_when=FIRST_COMPLETED)

    def drain(self) -> None:
        """Save what is being read, give back what isn't."""
        if not self.reading:
            return
        untouched = [claim for future, claim in self.reading.items() if future.cancel()]
        wait(future for future in self.reading if not future.cancelled())
        done = {future: ours for future, ours in self.reading.items() if not future.cancelled()}
        with self.database.write() as connection:
            for claim in untouched:
                jobs.give_back(connection, claim, stopped=False)
            self._save_all(connection, done)

    def is_idle(self) -> bool:
        """Whether there is nothing left to read, not even for another worker."""
        with self.database.read() as connection:
            return jobs.count(connection, self.lane) == 0

    def _save_all(self, connection: Connection, done: Mapping[Future[Result], Claim]) -> None:
        if done:
            results = {claim: future.result() for future, claim in done.items()}
            save(connection, results, ask_for_scores=self.ask_for_scores)

    def _is_anything_free(self) -> bool:
        with self.database.read() as connection:
            return jobs.is_any_free(connection, self.lane)
