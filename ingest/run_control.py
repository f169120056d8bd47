"""Pausing, resuming and cancelling an import run, and its progress: how fast, how much longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from contracts.document import Failure, Version
from contracts.errors import InvalidData
from contracts.visibility import Visible
from store import audit, jobs
from store.database import Connection, Database
from store.import_items import settle_items
from store.import_runs import ImportRun, RunState, counts_of, finish_run, get_run
from store.reading_results import begin_again, save_failure
from store.run_control import (
    paths_received,
    read_since,
    set_state,
    state_of,
    untouched,
)

TOGETHER = 200  # files that are given up in one transaction
LATELY = timedelta(seconds=60)  # what the rate is told from
LEAST = timedelta(seconds=5)  # before, a rate says nothing
CANCELLED = Failure(
    code="cancelled",
    message_zh="导入已取消，这个文件没有读取。原件已保存；需要时按“重新读取”。",
    message_en="The import was cancelled before this file was read. The original is kept; read it"
    " again if it is wanted.",
    attention=True,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a run: files read a minute lately, and how many seconds it will still take.

    ``a_minute`` is 0 and ``seconds_left`` None while that cannot be told.
    """

    a_minute: float
    seconds_left: float | None


def pause(database: Database, run_id: int, visible: Visible, asked_by: str) -> None:
    """Stop receiving and reading; files that are being read now are finished."""
    _change(database, run_id, visible, asked_by, RunState.PAUSED)


def resume(database: Database, run_id: int, visible: Visible, asked_by: str) -> None:
    """Go on reading; receiving goes on when the import is started again."""
    _change(database, run_id, visible, asked_by, RunState.RUNNING)


def cancel(
    database: Database,
    run_id: int,
    visible: Visible,
    asked_by: str,
) -> None:
    """End a run: nothing more is received; files that wait stay unread, and their items say so."""
    _change(database, run_id, visible, asked_by, RunState.CANCELLED)
    while True:
        with database.write() as connection:
            some = untouched(connection, run_id, TOGETHER)
            if not some:
                finish_run(connection, run_id)
                return
            _give_up(connection, some)


def reopen(database: Database, run_id: int) -> None:
    """Let a cancelled run go on, since some of its files are wanted after all."""
    with database.write() as connection:
        if state_of(connection, run_id) is RunState.CANCELLED:
            set_state(connection, run_id, RunState.RUNNING)


def read_after_all(connection: Connection, version: Version) -> None:
    """Queue a version that was cancelled, since the same file was received again."""
    if version.failure == CANCELLED:
        begin_again(connection, version.id)
        jobs.enqueue(connection, version.id)
        settle_items(connection, [version.id])


def follow_run(connection: Connection, run_id: int | None, version_id: int) -> None:
    """Hold back a version just received where its run is paused, drop it where it is cancelled."""
    state = state_of(connection, run_id)
    if state is RunState.PAUSED and run_id is not None:
        set_state(connection, run_id, state)
    elif state is RunState.CANCELLED:
        _give_up(connection, [version_id])


def _give_up(connection: Connection, version_ids: Sequence[int]) -> None:
    for version_id in version_ids:
        jobs.remove(connection, version_id)
        save_failure(connection, version_id, CANCELLED)
    settle_items(connection, version_ids)


def progress_of(
    connection: Connection, run: ImportRun, visible: Visible, now: datetime | None = None
) -> Progress:
    """How a run goes that may be seen.

    Time counts from the first file that was read lately: what is loaded before it, or the time that
    an import was paused, is no work on files.
    """
    now = now or datetime.now(UTC)
    first, after = read_since(connection, run.id, now - LATELY)
    if first is None or now - first < LEAST or not after:
        return Progress(0.0, None)
    a_second = after / (now - first).total_seconds()
    left = counts_of(connection, run.id, visible).pending
    if run.finished_at is None:
        if run.total is None:
            return Progress(60 * a_second, None)
        left += max(0, run.total - paths_received(connection, run.id))
    return Progress(60 * a_second, left / a_second)


def _change(
    database: Database, run_id: int, visible: Visible, asked_by: str, state: RunState
) -> None:
    with database.write() as connection:
        run = get_run(connection, run_id, visible)
        if run.state is RunState.CANCELLED and state is not RunState.CANCELLED:
            raise InvalidData(
                "这次导入已取消，不能再继续。未读取的文件可在导入页上或用 tiaoli remedy retry "
                "重新读取。",
                "The import was cancelled and does not go on. Files that were not read can be read"
                " again on its page or with tiaoli remedy retry.",
            )
        set_state(connection, run_id, state)
        audit.record(connection, asked_by, f"import {state}", f"import {run_id}")
