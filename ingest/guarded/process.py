"""What happens inside a guarded process: its limits, and what it is told to do.

What was read travels to the parent as thousands of small values. Python pickles a frozen dataclass
with slots by asking ``dataclasses.fields`` for each of them, on both sides; here each class is
asked once, and its instances travel as their fields in order.
"""

import copyreg
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from multiprocessing.connection import wait
from operator import attrgetter
from typing import Any

from contracts.clause import Clause, Span, Tag
from contracts.document import Block, Cell, PageBox
from contracts.errors import TiaoliError


def _travels_by_fields(kind: type[Any]) -> None:
    values = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda one: (kind, values(one)))


for _kind in (Block, Cell, PageBox, Clause, Span, Tag):
    _travels_by_fields(_kind)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error on its way back: exceptions with two arguments do not survive pickling."""

    kind: type[TiaoliError]
    message_zh: str
    message_en: str


def prepare(memory_bytes: int) -> None:
    """Set up a process: its limits, and that it ends when its parent does."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # ends it even within a library's loop
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent's end. (PR_SET_PDEATHSIG would wait for the fork server's instead.)"""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def limited(seconds: float, function: Callable[..., Any], *arguments: object) -> Any:
    """Run in the process: errors for people come back as values.

    The limit on processor time ends even what never lets another thread run.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime + 2 * seconds + 2)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
    try:
        return function(*arguments)
    except TiaoliError as error:
        return Refusal(type(error), error.message_zh, error.message_en)
