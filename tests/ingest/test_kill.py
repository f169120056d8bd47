"""Killed at random moments, receiver and worker lose nothing and double nothing."""

import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def run(benchmark: str, *arguments: str) -> None:
    """Let a benchmark kill what it started; nothing may be lost or doubled."""
    test = subprocess.run(
        [sys.executable, str(BENCHMARKS / benchmark), *arguments],
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert "lost 0, doubled 0, problems 0" in test.stdout, test.stdout + test.stderr
    assert test.returncode == 0


def test_nothing_acknowledged_is_lost_when_processes_are_killed() -> None:
    run("kill.py", "--kills", "2", "--files", "20")


def test_a_worker_killed_among_two_thousand_files_loses_nothing_and_doubles_nothing() -> None:
    run(
        "kill_celery.py", "--kills", "3", "--files", "2000"
    )  # without a broker: the embedded worker
