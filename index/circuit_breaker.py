"""A circuit breaker: after several failures in a row, requests fail at once for a while.

Otherwise every request to a server that is down would wait for the time-out, and soon all threads
of the web server would be waiting.
"""

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Counts failures of a server; any number of threads may share it."""

    def __init__(
        self,
        failures: int = 3,
        pause: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """It opens after so many failures in a row; after ``pause`` seconds one request may try."""
        self._most = failures
        self._pause = pause
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def may_try(self) -> bool:
        """Whether to ask the server now; while one request tries, the others must not."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + self._pause
            return True

    def note(self, answers: bool) -> None:
        """Record whether the server answered."""
        with self._lock:
            self._failures = 0 if answers else self._failures + 1
            self._open_until = self._clock() + self._pause
