"""An import run: every file under a path counts, and a run cut short goes on."""

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from contracts.errors import DamagedFile
from contracts.visibility import EVERYTHING
from ingest.files.folder_files import shown
from ingest.run import import_paths, receipt
from store.database import Database
from store.document_list import list_documents
from store.files import FileStore, StorageFull, StoredFile
from store.import_items import Outcome, settle_items
from store.import_runs import ImportRun, items_of, list_runs
from store.reading_results import save_failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "合同夹"
    (folder / "2024").mkdir(parents=True)
    (folder / "b.txt").write_text("第一条 乙")
    (folder / "a.txt").write_text("第一条 甲")
    (folder / ".hidden.txt").write_text("第一条 隐藏")
    (folder / "2024" / "copy of a.txt").write_text("第一条 甲")
    return folder


class Import:
    """Imports paths into a collection."""

    def __init__(self, database: Database, files: FileStore, collection_id: int) -> None:
        self.database = database
        self.files = files
        self.collection_id = collection_id
        self.progress: list[tuple[int, int]] = []

    def __call__(self, *paths: Path) -> ImportRun:
        return import_paths(
            self.database,
            self.files,
            paths,
            collection_id=self.collection_id,
            started_by="王法务",
            size_limit=1000,
            progress=lambda done, total: self.progress.append((done, total)),
        )

    def outcomes(self, run: ImportRun) -> dict[str, str]:
        """File name → outcome, or the code of the failure."""
        with self.database.read() as connection:
            items = items_of(connection, run.id, EVERYTHING)
        return {
            Path(item.path).name: item.failure.code if item.failure else item.outcome.value
            for item in items
        }


@pytest.fixture
def importing(database: Database, files: FileStore, collection_id: int) -> Import:
    return Import(database, files, collection_id)


def test_every_file_counts_in_order_of_name(importing: Import, folder: Path) -> None:
    run = importing(folder)
    assert run.finished_at is not None
    assert importing.outcomes(run) == {
        ".hidden.txt": "received",
        "a.txt": "received",
        "b.txt": "received",
        "copy of a.txt": "duplicate",
    }
    assert list(importing.outcomes(run)) == [".hidden.txt", "a.txt", "b.txt", "copy of a.txt"]
    assert importing.progress == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_single_file_can_be_imported(importing: Import, folder: Path) -> None:
    assert importing.outcomes(importing(folder / "a.txt")) == {"a.txt": "received"}


def test_what_cannot_be_received_says_why(importing: Import, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("第一条 外面")
    (folder / "link out.txt").symlink_to(outside)
    (folder / "link in.txt").symlink_to(folder / "a.txt")
    (folder / "dead link.txt").symlink_to(folder / "nothing")
    (folder / "link to folder").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    (folder / "large.txt").write_text("x" * 1001)
    run = importing(folder, tmp_path / "missing.txt")
    outcomes = importing.outcomes(run)
    assert outcomes["link out.txt"] == "link_out"
    assert outcomes["link in.txt"] == "duplicate"
    assert outcomes["dead link.txt"] == "not_a_file"
    assert outcomes["link to folder"] == "not_a_file"
    assert outcomes["pipe"] == "not_a_file"
    assert outcomes["large.txt"] == "oversized"
    assert outcomes["missing.txt"] == "unreadable_path"
    with importing.database.read() as connection:
        result = receipt(connection, run.id, EVERYTHING)
    counts = result.counts
    assert counts.received == 11 == counts.duplicate + counts.failed + counts.pending
    assert {(cause.failure.code, len(cause.items)) for cause in result.causes} == {
        ("link_out", 1), ("not_a_file", 3), ("oversized", 1), ("unreadable_path", 1),
    }  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_may_not_be_read_says_why(importing: Import, folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    (folder / "2024").chmod(0)
    run = importing(folder)
    outcomes = importing.outcomes(run)
    (folder / "2024").chmod(0o700)
    assert outcomes["a.txt"] == outcomes["2024"] == "unreadable_path"


def test_a_name_that_is_no_utf_8_is_imported_once(importing: Import, folder: Path) -> None:
    name = os.fsdecode("合同.txt".encode("gb18030"))
    (folder / name).write_text("第一条 国标")
    run = importing(folder)
    shown_name = shown(Path(name))
    assert importing.outcomes(run)[shown_name] == "received"
    assert shown_name.isprintable()


def test_a_name_in_gb18030_is_read_as_people_wrote_it(importing: Import, folder: Path) -> None:
    (folder / os.fsdecode("采购.txt".encode("gb18030"))).write_text("第一条 国标")
    importing(folder)
    with importing.database.read() as connection:
        rows = list_documents(connection, EVERYTHING).rows
    assert "采购" in {row.document.title for row in rows}
    assert "采购.txt" in {row.newest.file_name for row in rows}


def test_what_failed_is_told_under_its_own_sentence(importing: Import, folder: Path) -> None:
    run = importing(folder)
    failures = [
        DamagedFile(f"文件已损坏：{part}。", f"The file is damaged: {part}.").failure()
        for part in ("目录", "正文")
    ]
    with importing.database.write() as connection:
        for version_id, failure in zip((1, 2), failures, strict=True):
            save_failure(connection, version_id, failure)
        settle_items(connection, [1, 2])
    with importing.database.read() as connection:
        result = receipt(connection, run.id, EVERYTHING)
    told = {
        Path(item.path).name: (cause.outcome.value, cause.failure.message_zh)
        for cause in result.causes
        for item in cause.items
    }
    assert told == {
        ".hidden.txt": ("failed", "文件已损坏：目录。"),
        "a.txt": ("failed", "文件已损坏：正文。"),
        "copy of a.txt": ("duplicate", "文件已损坏：正文。"),
    }


def test_a_run_cut_short_goes_on_where_it_was(importing: Import, folder: Path) -> None:
    class FullAfterTwo(FileStore):
        """A disk with room for two files."""

        def store(
            self, stream: BinaryIO, limit: int, unflushed: set[Path] | None = None
        ) -> StoredFile:
            if len(list(self.every_hash())) == 2:
                raise StorageFull("磁盘已满。", "The disk is full.")
            return super().store(stream, limit, unflushed)

    roomy = importing.files
    importing.files = FullAfterTwo(roomy.root)
    with pytest.raises(StorageFull):
        importing(folder)
    importing.files = roomy
    run = importing(folder)
    assert list(importing.outcomes(run).values()) == [
        "received", "received", "received", "duplicate",
    ]  # fmt: skip
    with importing.database.read() as connection:
        assert len(list_runs(connection, EVERYTHING)) == 1
        assert list_documents(connection, EVERYTHING).total == 3


def test_a_second_import_of_the_same_folder_finds_duplicates(
    importing: Import, folder: Path
) -> None:
    first, second = importing(folder), importing(folder)
    assert second.id != first.id
    assert set(importing.outcomes(second).values()) == {Outcome.DUPLICATE}
