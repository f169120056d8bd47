"""Killed at random moments, receiver and worker lose nothing and double nothing."""

import subprocess
import sys
from pathlib import Path

KILL = Path(__file__).parents[2] / "benchmarks" / "kill.py"


def test_nothing_acknowledged_is_lost_when_processes_are_killed() -> None:
    test = subprocess.run(
        [sys.executable, str(KILL), "--kills", "2", "--files", "20"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "lost 0, doubled 0, problems 0" in test.stdout, test.stdout + test.stderr
    assert test.returncode == 0
