"""The lane of the index: a thread that applies what waits in the outbox, again and again.

What is unavailable for a while, database or index, is tried again after a pause that grows.
"""

import logging
import threading
import time
from dataclasses import dataclass, field

from contracts.errors import SearchUnavailable
from index.protocol import SearchIndex
from ingest.indexer import apply_outbox, begin, is_behind, let_go, rebuild
from store import outbox
from store.database import Database, DatabaseUnavailable

logger = logging.getLogger(__name__)

LOOK_AFTER = 0.2  # seconds between two looks at the outbox
INDEX_AFTER = 5.0  # seconds, while there is more to read
LONGEST_PAUSE = 60.0  # seconds between two attempts at what is unavailable


@dataclass(slots=True)
class Pause:
    """How long to wait: twice as long after each failure."""

    seconds: float = 0.0

    def failed(self) -> float:
        """Count a failure; returns how many seconds to wait now."""
        self.seconds = min(max(1.0, 2 * self.seconds), LONGEST_PAUSE)
        return self.seconds

    def succeeded(self) -> None:
        """Forget the failures so far."""
        self.seconds = 0.0


@dataclass(slots=True)
class Indexing:
    """Applies the outbox in batches: at once when there is nothing to read, else now and then.

    Whoever reads says with ``more_to_come`` that there is.
    """

    database: Database
    index: SearchIndex
    stop: threading.Event = field(default_factory=threading.Event)
    more_to_come: bool = False
    index_is_away: bool = False
    index_is_known: bool = False  # or it may never have been there
    database_was_away: bool = False
    pause: Pause = field(default_factory=Pause)

    def run(self) -> None:
        """Apply what waits, until asked to stop."""
        due = 0.0
        while not self.stop.wait(LOOK_AFTER):
            if time.monotonic() < due and (self.more_to_come or self.pause.seconds):
                continue
            try:
                if self.database_was_away:
                    let_go(self.database)
                    self.database_was_away = False
                if not self.index_is_known:
                    begin(self.database, self.index)
                    if is_behind(self.database, self.index):
                        logger.warning("the index is older than the database and is built anew")
                        rebuild(self.database, self.index)
                    self.index_is_known = True
                while apply_outbox(self.database, self.index) and not self.stop.is_set():
                    pass
                self.pause.succeeded()
                self.index_is_away = False
                due = time.monotonic() + INDEX_AFTER
            except SearchUnavailable as error:
                self.index_is_away, self.index_is_known = True, False
                due = time.monotonic() + self.pause.failed()
                logger.warning("the index is unavailable, changes wait: %s", error)
            except DatabaseUnavailable:
                self.database_was_away = True
                due = time.monotonic() + self.pause.failed()
                logger.exception("the database is unavailable, changes wait")

    def is_idle(self) -> bool:
        """Whether no changes wait, or none that could be applied now."""
        with self.database.read() as connection:
            return self.index_is_away or outbox.count(connection) == 0
