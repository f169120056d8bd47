"""``tiaoli serve``: the real server on a real port, killed and stopped as an operator would."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from store.database import Database
from webapp.processes.serve import first_administrator

PATIENCE = 90.0  # seconds for what takes one or two on an idle machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@dataclass
class Server:
    process: subprocess.Popen[str]
    data: Path
    first_lines: str
    address: str

    def answers(self) -> bool:
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status in (200, 302)  # 302: to the login
        except (HTTPException, OSError):
            return False
        finally:
            connection.close()

    def child(self, name: str) -> int | None:
        """The process id of the child whose command line names this module."""
        return next((p for p in descendants(self.process.pid) if name in command_of(p)), None)


def command(data: Path, port: int) -> list[str]:
    tiaoli = [sys.executable, "-m", "webapp.cli", "--language", "en", "--data", str(data)]
    return [*tiaoli, "serve", "--port", str(port)]


def start(data: Path, weights: Path = Path("/no/weights")) -> Server:
    environment = {name: value for name, value in os.environ.items() if "TIAOLI" not in name}
    process = subprocess.Popen(
        command(data, 0),
        stderr=subprocess.PIPE,
        text=True,
        env={**environment, "TIAOLI_ENCODER_WEIGHTS": str(weights)},
        cwd=Path(__file__).parents[3],
    )
    assert process.stderr is not None
    lines = ""
    while not (found := re.search(r"http://\S+", lines)):
        if not (line := process.stderr.readline()):
            process.communicate()
            raise AssertionError(f"the server did not start: {lines}")
        lines += line
    return Server(process, data, lines, found[0])


def refused(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    """A server that ends at once because it may not start there."""
    tried = subprocess.run(
        command(data, port),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert tried.returncode == 1
    return tried


def stop(server: Server) -> None:
    server.process.terminate()
    server.process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the tests of this file, until one of the last two stops it."""
    server = start(tmp_path_factory.mktemp("running"))
    yield server
    stop(server)


@pytest.fixture(scope="module")
def scoring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same with weights of an encoder; they are opened once there is something to score."""
    model: dict[str, object] = {"weights": [], "intercepts": {}}
    joining: dict[str, object] = {"passage": model, "present": model, "there": model}
    joining |= {"passage_from": {}, "present_from": {}, "there_from": {}}
    joining |= {"reliability": {"by_cue": {}, "otherwise": {}}}
    sheet = {"name": "none-1", "outputs": [], "touched": False, "parts": [1, 1]}
    weights = tmp_path_factory.mktemp("weights")
    (weights / "zh.json").write_text(json.dumps({**sheet, "joining": joining}))
    (weights / "zh.onnx").touch()
    server = start(tmp_path_factory.mktemp("scoring"), weights)
    yield server
    stop(server)


def command_of(process_id: int) -> str:
    try:
        return Path(f"/proc/{process_id}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def parent_of(process_id: int) -> int:
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return 0
    state, parent = stat.rpartition(")")[2].split()[:2]
    return 0 if state == "Z" else int(parent)


def descendants(process_id: int) -> list[int]:
    everyone = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    children = [other for other in everyone if parent_of(other) == process_id]
    return children + [grandchild for child in children for grandchild in descendants(child)]


def is_running(process_id: int) -> bool:
    return parent_of(process_id) != 0


def within_patience(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_the_first_start_makes_an_administrator_and_answers(running: Server) -> None:
    assert re.search(r"administrator admin with the password \S{12,}", running.first_lines)
    assert running.address.startswith("http://127.0.0.1:")
    assert within_patience(running.answers)


def test_an_address_too_long_leads_to_the_page_that_says_so(running: Server) -> None:
    assert within_patience(running.answers)
    connection = HTTPConnection(running.address.removeprefix("http://"), timeout=PATIENCE)
    connection.request("GET", "/?q=" + "%E7%94%B2" * 2000)
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (303, "/too-long")
    connection.close()


def test_without_weights_it_says_that_rules_are_all_there_is(running: Server) -> None:
    assert "tags rest on rules alone" in running.first_lines
    assert running.child("processes.scorer") is None


def test_with_weights_a_scorer_runs_behind_everything_else(scoring: Server) -> None:
    assert "rules and none-1" in scoring.first_lines
    assert within_patience(lambda: scoring.child("processes.scorer"))
    scorer = scoring.child("processes.scorer")
    assert scorer is not None
    assert within_patience(lambda: os.getpriority(os.PRIO_PROCESS, scorer) == 19)


def test_an_administrator_is_made_only_where_there_is_no_user(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/tiaoli.sqlite")
    database.upgrade()
    assert first_administrator(database)
    assert first_administrator(database) is None
    database.close()


def test_a_killed_worker_is_started_again_and_the_pages_stay_up(running: Server) -> None:
    assert within_patience(lambda: running.child("processes.worker"))
    assert within_patience(running.answers)
    first = running.child("processes.worker")
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert within_patience(lambda: running.child("processes.worker") not in (None, first))
    assert running.answers()


def test_the_process_that_forks_has_loaded_no_network() -> None:
    """Its threads would be missing in the process that serves, which would end with an error."""
    loaded = "import sys, webapp.processes.web; print('onnxruntime' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert told.stdout == "False\n"


def test_a_second_server_on_the_same_folder_is_refused(running: Server) -> None:
    second = refused(running.data, 0)
    assert f"process {running.process.pid}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_taken_port_is_refused(running: Server, tmp_path: Path) -> None:
    port = running.address.rpartition(":")[2]
    second = refused(tmp_path / "other", int(port))
    assert f"127.0.0.1:{port}" in second.stderr


def test_sigterm_stops_everything(running: Server) -> None:
    assert within_patience(running.answers)
    assert within_patience(lambda: running.child("processes.worker"))
    family = descendants(running.process.pid)
    assert family
    running.process.terminate()
    assert running.process.wait(PATIENCE) == 0
    assert within_patience(lambda: not any(map(is_running, family)))


def test_children_do_not_outlive_a_killed_parent(scoring: Server) -> None:
    assert within_patience(scoring.answers)
    assert within_patience(lambda: scoring.child("processes.worker"))
    family = descendants(scoring.process.pid)
    scoring.process.kill()
    assert within_patience(lambda: not any(map(is_running, family)))
