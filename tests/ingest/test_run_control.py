"""A run is paused, goes on and is cancelled; nothing is lost, and the sum stays right."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from installation import CONTRACT, Installation
from sqlalchemy import update

from contracts.errors import InvalidData
from contracts.visibility import EVERYTHING
from ingest import taking_in
from ingest.run import import_paths
from ingest.run_control import Progress, cancel, pause, progress_of, reopen, resume
from ingest.upkeep.check import check
from ingest.upkeep.retry import retry
from store import audit, jobs
from store.database import Database
from store.files import FileStore
from store.import_items import Outcome
from store.import_runs import (
    ImportRun,
    RunState,
    create_run,
    finish_run,
    get_run,
    items_of,
    list_runs,
)
from store.import_tables import import_items

BY = "王法务"


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "旧合同"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(CONTRACT.format(number=number))
    return folder


def take_in(installation: Installation, folder: Path, stop_after: int = 99) -> ImportRun:
    """Import the folder; somebody pauses it after some files."""

    def progress(done: int, total: int) -> None:
        if done == stop_after:
            with installation.database.read() as connection:
                run = list_runs(connection, EVERYTHING)[0]
            pause(installation.database, run.id, EVERYTHING, BY)

    return import_paths(
        installation.database, installation.files, [folder],
        collection_id=installation.collection_id, started_by=BY, size_limit=1 << 20,
        progress=progress,
    )  # fmt: skip


def test_what_is_paused_is_not_read_until_it_goes_on(installation: Installation) -> None:
    for number in range(3):
        installation.receive(CONTRACT.format(number=number))
    pause(installation.database, installation.run.id, EVERYTHING, BY)
    installation.receive(CONTRACT.format(number=3))  # received meanwhile
    installation.work()
    assert installation.parsers.parsed == 0
    assert installation.counts().pending == 4
    resume(installation.database, installation.run.id, EVERYTHING, BY)
    installation.work()
    assert installation.counts().indexed == 4
    with installation.database.read() as connection:
        deeds = [entry.action for entry in audit.entries(connection)]
    assert deeds.index("import running") < deeds.index("import paused")


def test_other_imports_go_on_beside_a_paused_one(installation: Installation) -> None:
    installation.receive(CONTRACT.format(number=1))
    pause(installation.database, installation.run.id, EVERYTHING, BY)
    with installation.database.write() as connection:
        installation.run = create_run(connection, installation.collection_id, BY, "another")
    installation.receive(CONTRACT.format(number=2))
    installation.work()
    assert installation.counts().indexed == 1
    assert installation.parsers.parsed == 1


def test_a_paused_folder_goes_on_at_the_file_where_it_stopped(
    installation: Installation, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "TOGETHER", 2)
    stopped = take_in(installation, folder, stop_after=2)
    assert (stopped.state, stopped.finished_at) == (RunState.PAUSED, None)
    installation.work()
    assert installation.parsers.parsed == 0
    finished = take_in(installation, folder)
    assert (finished.id, finished.state, finished.total) == (stopped.id, RunState.RUNNING, 6)
    assert finished.finished_at is not None
    installation.work()
    with installation.database.read() as connection:
        items = items_of(connection, finished.id, EVERYTHING)
    assert [item.outcome for item in items] == [Outcome.INDEXED] * 6
    assert installation.parsers.parsed == 6


def test_what_is_cancelled_is_kept_and_says_so(installation: Installation) -> None:
    versions = [installation.receive(CONTRACT.format(number=number)) for number in range(3)]
    cancel(installation.database, installation.run.id, EVERYTHING, BY)
    installation.receive(CONTRACT.format(number=3))  # out of an archive, say
    installation.work()
    assert installation.parsers.parsed == 0
    assert (installation.counts().attention, installation.counts().pending) == (4, 0)
    with installation.database.read() as connection:
        causes = {
            item.failure and item.failure.code
            for item in items_of(connection, installation.run.id, EVERYTHING)
        }
        assert jobs.queued(connection) == frozenset()
    assert causes == {"cancelled"}
    assert check(installation.database, installation.files, installation.index) == []
    with pytest.raises(InvalidData, match="cancelled"):
        resume(installation.database, installation.run.id, EVERYTHING, BY)
    reopen(installation.database, installation.run.id)
    retry(installation.database, versions[:1], visible=EVERYTHING, asked_by=BY)
    installation.work()
    assert (installation.counts().indexed, installation.counts().attention) == (1, 3)


def test_what_was_cancelled_and_comes_again_is_read(installation: Installation) -> None:
    installation.receive(CONTRACT)
    cancel(installation.database, installation.run.id, EVERYTHING, BY)
    with installation.database.write() as connection:
        installation.run = create_run(connection, installation.collection_id, BY, "again")
    installation.receive(CONTRACT)
    assert installation.counts().duplicate == 1
    installation.work()
    assert installation.parsers.parsed == 1
    with installation.database.read() as connection:
        (item,) = items_of(connection, installation.run.id, EVERYTHING)
    assert item.failure is None


def test_what_is_being_read_when_it_is_cancelled_is_finished(installation: Installation) -> None:
    first = installation.receive(CONTRACT.format(number=1))
    installation.receive(CONTRACT.format(number=2))
    with installation.database.write() as connection:
        (claim,) = jobs.claim(connection, "a worker", 1)
    cancel(installation.database, installation.run.id, EVERYTHING, BY)
    assert installation.counts().attention == 1
    with installation.database.write() as connection:
        assert claim.version_id == first
        assert jobs.finish(connection, claim)


@pytest.fixture
def read_at(installation: Installation) -> Callable[..., None]:
    """Has a file read for each of these seconds after the import began."""

    def read(*seconds: float) -> None:
        began = installation.run.started_at
        items = [installation.receive(CONTRACT.format(number=second)) for second in seconds]
        installation.work()
        with installation.database.write() as connection:
            for version_id, second in zip(items, seconds, strict=True):
                connection.execute(
                    update(import_items)
                    .where(import_items.c.version_id == version_id)
                    .values(settled_at=began + timedelta(seconds=second))
                )

    return read


def pace(installation: Installation, second: float) -> Progress:
    with installation.database.read() as connection:
        run = get_run(connection, installation.run.id, EVERYTHING)
        moment = run.started_at + timedelta(seconds=second)
        return progress_of(connection, run, EVERYTHING, moment)


def test_the_time_left_follows_from_the_files_read_lately(
    installation: Installation, read_at: Callable[..., None]
) -> None:
    read_at(100, 110, 120, 130)
    for number in range(6):
        installation.receive(CONTRACT.format(number=f"waiting {number}"))
    assert pace(installation, 130) == Progress(6, None)  # more may come
    with installation.database.write() as connection:
        finish_run(connection, installation.run.id)
    assert pace(installation, 130) == Progress(6, 60)
    later = pace(installation, 175)
    assert (later.a_minute, later.seconds_left) == pytest.approx((60 / 55, 330))


def test_what_passes_before_the_first_file_is_read_is_not_taken_for_work(
    installation: Installation, read_at: Callable[..., None]
) -> None:
    assert pace(installation, 30) == Progress(0, None)  # nothing was read yet
    read_at(40, 41, 42, 43, 44, 46)
    assert pace(installation, 44) == Progress(0, None)  # too soon to say
    assert pace(installation, 46).a_minute == 50


def test_duplicates_do_not_make_it_seem_fast(
    installation: Installation, read_at: Callable[..., None]
) -> None:
    read_at(10, 20)
    for _ in range(20):
        installation.receive(CONTRACT.format(number=10))
    assert installation.counts().duplicate == 20
    assert pace(installation, 20).a_minute == 6
