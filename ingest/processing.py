"""One received file from the queue to its clauses: what a broker's task does for the id it names.

The row in the database is the truth. A task that comes twice, late, or for a file that is read
already finds nothing to claim; one whose worker died is claimed again once the lease has run out.
The embedded worker does the same for many files at once (``ingest.worker``).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from contracts.visibility import EVERYTHING
from ingest.archives.unpacking import Openers, read_or_unpack
from ingest.pipeline import save
from store import jobs
from store.database import Database, DatabaseUnavailable
from store.documents import get_version
from store.files import FileStore
from store.workers import this_worker

RENEW_AFTER = 15.0  # seconds; leases last 60


def process(
    version_id: int,
    database: Database,
    files: FileStore,
    parsers: Openers,
    *,
    ask_for_scores: bool = False,
) -> bool:
    """Read a version if it waits to be read; False where it doesn't or somebody else is at it."""
    with database.write() as connection:
        claims = jobs.claim(connection, this_worker(), 1, version_id=version_id)
        if not claims:
            return False
        version = get_version(connection, version_id, EVERYTHING)
    (claim,) = claims
    with _held(database, claim):
        result = read_or_unpack(version, database, files, parsers)
    with database.write() as connection:
        save(connection, {claim: result}, ask_for_scores=ask_for_scores)
    return True


@contextmanager
def _held(database: Database, claim: jobs.Claim) -> Iterator[None]:
    """Renew a claim's lease for as long as it is worked on."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEW_AFTER):
            try:
                with database.write() as connection:
                    jobs.renew(connection, [claim])
            except DatabaseUnavailable:
                continue  # the next time may come in time; else the file is read again

    thread = threading.Thread(target=renew, name=f"lease of {claim.version_id}")
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
