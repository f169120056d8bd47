"""Supervised processes: started again when they end, stopped together, killed if they won't."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from webapp.processes.supervisor import Child, keep_running

PATIENCE = 20.0  # seconds


@contextmanager
def running(*children: Child, drain_seconds: float = 5) -> Iterator[None]:
    stop = Event()
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(
            keep_running, children, {"GREETING": "hello"}, stop=stop, drain_seconds=drain_seconds
        )
        try:
            yield
        finally:
            stop.set()
            future.result(PATIENCE)


def python(name: str, program: str) -> Child:
    return Child(name, [sys.executable, "-c", program])


def within_patience(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not condition():
        time.sleep(0.05)
    return condition()


def test_a_child_that_ends_is_started_again_after_growing_pauses(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    child = python("brief", f"import time; open({str(log)!r}, 'a').write(f'{{time.time()}}\\n')")
    with running(child):
        assert within_patience(lambda: log.exists() and len(log.read_text().split()) == 3)
    first, second, third = map(float, log.read_text().split())
    assert second - first >= 1
    assert third - second >= 2


def test_a_child_gets_the_environment_given(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = f"import os; open({str(said)!r}, 'w').write(os.environ['GREETING'])"
    with running(python("speaker", program)):
        assert within_patience(lambda: said.exists() and said.read_text() == "hello")


def test_a_child_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    stubborn = python(
        "stubborn",
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"open({str(ready)!r}, 'w').close(); time.sleep(60)",
    )
    with running(stubborn, drain_seconds=0.5):
        assert within_patience(ready.exists)
    assert stubborn.process is not None
    assert stubborn.process.returncode == -9
