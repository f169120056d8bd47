import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from contracts import media_types as kinds
from contracts.errors import EmptyFile, ParserStopped, ReadingInterrupted, UnsupportedFile
from ingest.guarded.guard import GuardedParsers

MEGABYTE = 1024 * 1024


def hang() -> None:
    while True:
        pass


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def told_to_stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def devour() -> int:
    return len(bytearray(8 * 1024 * MEGABYTE))


def echo(word: str) -> str:
    return word


@pytest.fixture
def parsers() -> Iterator[GuardedParsers]:
    with closing(GuardedParsers(processes=2, seconds=1.5, memory_bytes=1024 * MEGABYTE)) as guarded:
        yield guarded


def test_a_file_is_read_from_bytes_and_from_its_path(
    parsers: GuardedParsers, tmp_path: Path
) -> None:
    path = tmp_path / "contract"
    path.write_text("第一条 标的", encoding="utf-8")
    for source in (path, path.read_bytes()):
        read = parsers.read(source, kinds.TEXT, 1, "contract")
        assert read.parsed.blocks[0].text == "第一条 标的"


def test_a_file_read_in_two_halves_is_read_as_in_one(
    parsers: GuardedParsers, tmp_path: Path
) -> None:
    path = tmp_path / "买卖合同.docx"
    path.write_text("买卖合同\n甲方：天河公司\n第一条 付款\n甲方应在30日内付款。", encoding="utf-8")
    halves = parsers.read_on(parsers.cut(path, kinds.TEXT, 1, path.name), path.name)
    assert halves == parsers.read(path, kinds.TEXT, 1, path.name)
    assert halves.tags[halves.clauses[1].id]
    assert halves.failure is not None  # the name promises a Word file


def test_what_the_parser_refuses_is_refused_with_both_sentences(parsers: GuardedParsers) -> None:
    with pytest.raises(EmptyFile) as refused:
        parsers.read(b"  ", kinds.TEXT, 1, "contract")
    assert refused.value.message_zh
    assert refused.value.message_en
    with pytest.raises(UnsupportedFile):
        parsers.read(b"", kinds.UNKNOWN, 1, "contract")


@pytest.mark.parametrize("trouble", [hang, crash, devour])
def test_trouble_stops_its_own_task_alone(
    parsers: GuardedParsers, trouble: Callable[[], object]
) -> None:
    with ThreadPoolExecutor(6) as threads:
        bad = [threads.submit(parsers._processes.run, trouble) for _ in range(2)]
        good = [threads.submit(parsers._processes.run, echo, str(number)) for number in range(20)]
        for task in bad:
            with pytest.raises(ParserStopped):
                task.result()
        assert [task.result() for task in good] == [str(number) for number in range(20)]


def test_a_bug_in_a_parser_is_not_taken_for_a_bad_file(parsers: GuardedParsers) -> None:
    with pytest.raises(ZeroDivisionError):
        parsers._processes.run(divmod, 1, 0)


def test_a_closed_guard_leaves_no_process_behind() -> None:
    guarded = GuardedParsers(processes=2, seconds=5, memory_bytes=1024 * MEGABYTE)
    pid = guarded._processes.run(os.getpid)
    guarded.close()
    assert not _alive(pid)


def test_whoever_waits_for_a_guard_that_is_closed_is_told_so() -> None:
    guarded = GuardedParsers(processes=2, seconds=60, memory_bytes=1024 * MEGABYTE)
    with ThreadPoolExecutor(4) as threads:
        running = threads.submit(guarded._processes.run, time.sleep, 50)
        waiting = [threads.submit(guarded._processes.run, hang) for _ in range(3)]
        time.sleep(0.5)  # one is being run, whichever that is
        guarded.close()
        for task in (running, *waiting):
            with pytest.raises(ReadingInterrupted):
                task.result(10)
    with pytest.raises(ReadingInterrupted):
        guarded.read(b"", kinds.TEXT, 1, "contract")


def test_a_process_that_is_told_to_stop_is_no_fault_of_its_file(parsers: GuardedParsers) -> None:
    with pytest.raises(ReadingInterrupted):
        parsers._processes.run(told_to_stop)
    assert parsers._processes.run(echo, "on") == "on"


def test_a_killed_parent_takes_its_busy_processes_along() -> None:
    script = (
        "import os, threading, time\n"
        "from ingest.guarded.guard import GuardedParsers\n"
        "if __name__ == '__main__':\n"
        "    guarded = GuardedParsers(1, 60, 2**30)\n"
        "    print(guarded._processes.run(os.getpid), flush=True)\n"
        "    guarded._processes.run(time.sleep, 50)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what the killed process could not tidy up
        text=True,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
