"""Processes with a limit on time and memory, and who waits for them.

They are recycled after some hundred files and end with their parent.
"""

import logging
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.guarded import process
from ingest.guarded.fork_server import started_fork_server
from ingest.guarded.stops import died, interrupted, out_of_memory, out_of_time

logger = logging.getLogger(__name__)

FILES_A_PROCESS = 300  # then it is replaced, whatever its libraries leaked
TIMES_BROKEN = 2  # a task is given to a new pool once, should the first one break under it


class GuardedProcesses:
    """Runs functions in ``processes`` processes, for ``seconds`` and with ``memory_bytes`` each."""

    def __init__(self, processes: int, seconds: float, memory_bytes: int) -> None:
        self._processes = processes
        self._seconds = seconds
        self._memory = memory_bytes
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._closed = False
        self._awaited: set[ProcessFuture[Any]] = set()

    def require_open(self) -> None:
        """Raise ReadingInterrupted once this is closed."""
        if self._closed:
            raise interrupted()

    def close(self) -> None:
        """End the processes, with what they are doing; whoever waits for them is told so."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
            left = tuple(self._awaited)
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble left this one unannotated
            pool.join()
        for task in left:  # pebble forgets them
            task.cancel()  # type: ignore[no-untyped-call]

    def run(self, function: Callable[..., Any], *arguments: object) -> Any:
        """What the function gives. Raises what it raises, ParserStopped and ReadingInterrupted."""
        for _ in range(TIMES_BROKEN):
            task = self._begin(function, *arguments)
            try:
                result = task.result()
            except BrokenProcessPool:
                self.require_open()  # closed under way, it may break
                logger.warning("the parsers' pool broke and is started anew")
                continue
            except FutureTimeoutError as error:
                raise out_of_time(self._seconds) from error
            except MemoryError as error:
                raise out_of_memory() from error
            except CancelledError as error:
                raise interrupted() from error
            except ProcessExpired as error:
                if error.exitcode == -signal.SIGTERM:  # nothing ends that way by itself
                    raise interrupted() from error
                raise died() from error
            finally:
                with self._lock:
                    self._awaited.discard(task)
            if isinstance(result, process.Refusal):
                raise result.kind(result.message_zh, result.message_en)
            return result
        raise died()

    def _begin(self, function: Callable[..., Any], *arguments: object) -> ProcessFuture[Any]:
        with self._lock:
            self.require_open()
            task: ProcessFuture[Any] = self._running_pool().schedule(
                process.limited,
                args=(self._seconds, function, *arguments),
                timeout=self._seconds,
            )
            self._awaited.add(task)
            return task

    def _running_pool(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                max_workers=self._processes,
                max_tasks=FILES_A_PROCESS,
                initializer=process.prepare,
                initargs=(self._memory,),
                context=started_fork_server(),
            )
        return self._pool
