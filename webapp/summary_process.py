"""The summary process: makes what the matrix and the dashboard show of each review."""

import os
import signal
from contextlib import closing
from threading import Event

from review.summary_lane import make_summaries
from store.database import Database
from webapp.logs import configure_logging
from webapp.scorer_process import NICENESS
from webapp.settings import Settings
from webapp.supervisor import die_with_parent


def run(settings: Settings) -> None:
    """Make summaries until SIGTERM or Ctrl-C, finishing the one at hand."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stop.set())
    os.nice(NICENESS)
    configure_logging()
    with closing(Database(settings.database_url)) as database:
        make_summaries(database, stop=stop)


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
