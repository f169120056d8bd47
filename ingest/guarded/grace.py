"""How long a file may still be read once the program was told to stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol

GRACE_SECONDS = 20.0  # what supervises the process kills it after 30


class Closable(Protocol):
    """What reads files, and lets go of them when it is closed."""

    def close(self) -> None:
        """End what is being read."""


@contextmanager
def closed_after_grace(parsers: Closable, stop: Event) -> Iterator[None]:
    """Within it, close the parsers ``GRACE_SECONDS`` after ``stop`` is set.

    Most files are read to their end by then; one that is not is given back by whoever waits for it.
    """
    over = Event()

    def close_in_time() -> None:
        stop.wait()
        if not over.wait(GRACE_SECONDS):
            parsers.close()

    thread = Thread(target=close_in_time, name="grace", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        stop.set()
        thread.join()
