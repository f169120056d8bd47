"""A watched folder: what is whole is received once, and nothing there is changed."""

from pathlib import Path

import pytest
from installation import CONTRACT

from contracts.visibility import EVERYTHING
from ingest.watching import Watch
from store.collections import create_collection
from store.database import Database
from store.files import FileStore
from store.import_items import Outcome
from store.import_runs import items_of, list_runs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    return folder


@pytest.fixture
def watch(sqlite_database: Database, files: FileStore, folder: Path) -> Watch:
    with sqlite_database.write() as connection:
        collection_id = create_collection(connection, "合同")
    return Watch(sqlite_database, files, folder, collection_id, "监视", 1 << 20)


def received(watch: Watch) -> list[tuple[str, Outcome]]:
    with watch.database.read() as connection:
        return [
            (Path(item.path).name, item.outcome)
            for run in reversed(list_runs(connection, EVERYTHING))
            for item in items_of(connection, run.id, EVERYTHING)
        ]


def test_a_file_is_received_once_it_is_whole(watch: Watch, folder: Path) -> None:
    path = folder / "合同.txt"
    path.write_text(CONTRACT[:20])
    assert watch.look() == 0
    path.write_text(CONTRACT)  # it was still being written
    assert watch.look() == 0
    assert watch.look() == 1
    assert watch.look() == 0
    assert received(watch) == [("合同.txt", Outcome.RECEIVED)]
    assert path.read_text() == CONTRACT
    with watch.database.read() as connection:
        (run,) = list_runs(connection, EVERYTHING)
    assert run.finished_at is not None


def test_starting_again_receives_nothing_twice(watch: Watch, folder: Path) -> None:
    (folder / "a.txt").write_text(CONTRACT.format(number=1))
    watch.look()
    watch.look()
    (folder / "b.txt").write_text(CONTRACT.format(number=2))
    again = Watch(
        watch.database, watch.files, folder, watch.collection_id, "监视", watch.size_limit
    )
    assert again.look() == 0
    assert again.look() == 1
    assert [name for name, _ in received(watch)] == ["a.txt", "b.txt"]


def test_a_changed_file_is_received_again(watch: Watch, folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text(CONTRACT.format(number=1))
    watch.look()
    watch.look()
    path.write_text(CONTRACT.format(number=1234))
    watch.look()
    assert watch.look() == 1
    assert len(received(watch)) == 2


def test_files_that_programs_keep_for_themselves_are_passed_over(
    watch: Watch, folder: Path
) -> None:
    for name in ("~$合同.docx", ".hidden", "合同.txt"):
        (folder / name).write_text(CONTRACT)
    watch.look()
    assert watch.look() == 1


def test_what_is_too_large_fails_once_and_holds_nothing_up(watch: Watch, folder: Path) -> None:
    (folder / "large.txt").write_bytes(b"x" * ((1 << 20) + 1))
    (folder / "small.txt").write_text(CONTRACT)
    watch.look()
    assert watch.look() == 2
    assert watch.look() == 0
    assert dict(received(watch)) == {"large.txt": Outcome.FAILED, "small.txt": Outcome.RECEIVED}
