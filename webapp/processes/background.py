"""How a background process starts: at low priority, with logging, stopping when asked."""

import os
import signal
from threading import Event

from webapp.logs import configure_logging
from webapp.one_heap import share_one_heap

AFTER_PAGES = 10  # niceness: pages are served first
WHEN_IDLE = 19  # niceness: pages and the reading of files go first


def begin(niceness: int) -> Event:
    """Lower the priority, configure logging and memory; the event is set by SIGTERM and by Ctrl-C.

    Must be called from the main thread.
    """
    share_one_heap()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stop.set())
    os.nice(niceness)
    configure_logging()
    return stop
