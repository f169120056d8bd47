"""Keeping processes running: restarted when they die, stopped together, never left behind."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
HEALTHY_SECONDS = 10  # a process that ran so long starts its count of failures anew
LONGEST_PAUSE_SECONDS = 10  # people wait meanwhile
PARENT = "TIAOLI_PARENT"  # tells a child whom it must not outlive
_SET_PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG (linux/prctl.h)


@dataclass(slots=True)
class Child:
    """A program to keep running, and how its present run goes."""

    name: str
    command: Sequence[str]
    pass_fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0  # by time.monotonic()
    failures: int = field(default=0)
    next_start: float = 0.0


def keep_running(
    children: Sequence[Child],
    environment: Mapping[str, str],
    *,
    stop: Event,
    drain_seconds: float = 30,
) -> None:
    """Start the children, restart those that end, and stop all when ``stop`` is set.

    Whatever is still running ``drain_seconds`` after SIGTERM is killed.
    """
    inherited = {**os.environ, **environment, PARENT: str(os.getpid())}
    try:
        while not stop.wait(POLL_SECONDS):
            for child in children:
                _tend(child, inherited)
    finally:
        _stop_all(children, drain_seconds)


def _tend(child: Child, environment: Mapping[str, str]) -> None:
    now = time.monotonic()
    if child.process is not None and (status := child.process.poll()) is not None:
        if now - child.started >= HEALTHY_SECONDS:
            child.failures = 0
        pause = min(2**child.failures, LONGEST_PAUSE_SECONDS)
        logger.error("%s ended with status %d; restarting in %d s", child.name, status, pause)
        child.process, child.next_start = None, now + pause
        child.failures += 1
    if child.process is None and now >= child.next_start:
        child.process = subprocess.Popen(  # noqa: S603 - our own programs
            child.command, env=environment, pass_fds=child.pass_fds
        )
        child.started = now


def _stop_all(children: Sequence[Child], drain_seconds: float) -> None:
    processes = [child.process for child in children if child.process is not None]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + drain_seconds
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.error("process %d did not stop in time and is killed", process.pid)
            process.kill()
            process.wait()


def die_with_parent() -> None:
    """Ask for SIGTERM when the supervisor ends, however that happens, or has happened already."""
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("the process that started this one has ended")
