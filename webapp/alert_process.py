"""The alert process: runs saved searches again and again, and tells their owners what is new."""

import os
import signal
from contextlib import closing
from threading import Event

from index.back_ends import open_index
from searching.alerts import watch
from store.database import Database
from webapp.logs import configure_logging
from webapp.settings import Settings
from webapp.supervisor import die_with_parent

NICENESS = 10  # pages are served first


def run(settings: Settings) -> None:
    """Run saved searches until SIGTERM or Ctrl-C, finishing the one at hand."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stop.set())
    os.nice(NICENESS)
    configure_logging()
    index = open_index(settings.search_engine, settings.data / "index", settings.elasticsearch)
    with closing(Database(settings.database_url)) as database:
        watch(database, index, settings.mail, stop=stop)


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
