"""Originals: complete or absent, never outside the folder, never changed."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import NotFound, OversizedFile
from store.files import FileStore, StorageFull


class FullDisk(io.BytesIO):
    """A stream on whose way the disk fills up."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError(28, "No space left on device")


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_stored_is_found_by_its_hash(files: FileStore) -> None:
    stored = files.store(io.BytesIO("第一条".encode()), limit=100)
    assert stored.size == 9
    with files.open(stored.sha256) as file:
        assert file.read().decode() == "第一条"
    assert files.verify(stored.sha256)
    assert list(files.every_hash()) == [stored.sha256]


def test_an_original_is_read_only(files: FileStore) -> None:
    stored = files.store(io.BytesIO(b"contract"), limit=100)
    assert files.path(stored.sha256).stat().st_mode & 0o777 == 0o440


def test_equal_files_are_kept_once(files: FileStore) -> None:
    first = files.store(io.BytesIO(b"contract"), limit=100)
    assert files.store(io.BytesIO(b"contract"), limit=100) == first
    assert len(everything_in(files.root)) == 1


def test_a_second_upload_heals_a_damaged_copy(files: FileStore) -> None:
    stored = files.store(io.BytesIO(b"contract"), limit=100)
    files.path(stored.sha256).chmod(0o640)
    files.path(stored.sha256).write_bytes(b"Contract")
    assert not files.verify(stored.sha256)
    files.store(io.BytesIO(b"contract"), limit=100)
    assert files.verify(stored.sha256)


def test_beyond_the_limit_nothing_is_kept(files: FileStore) -> None:
    with pytest.raises(OversizedFile):
        files.store(io.BytesIO(b"x" * 11), limit=10)
    assert everything_in(files.root) == []
    assert files.store(io.BytesIO(b"x" * 10), limit=10).size == 10


def test_a_full_disk_leaves_nothing_behind(files: FileStore) -> None:
    with pytest.raises(StorageFull):
        files.store(FullDisk(), limit=10)
    assert everything_in(files.root) == []


@given(name=st.text())
def test_only_a_hash_names_a_file(name: str) -> None:
    with pytest.raises(NotFound):
        FileStore.path(FileStore.__new__(FileStore), name)


@pytest.mark.parametrize("name", ["../" * 8 + "etc/passwd", "/etc/passwd", "", "A" * 64])
def test_nothing_escapes_the_folder(files: FileStore, name: str) -> None:
    with pytest.raises(NotFound):
        files.open(name)
    assert not files.verify(name)


def test_a_missing_original_is_said_to_be_missing(files: FileStore) -> None:
    with pytest.raises(NotFound):
        files.open("0" * 64)
    assert not files.verify("0" * 64)


def test_leftovers_of_interrupted_uploads_go_when_they_are_old(files: FileStore) -> None:
    old, new = files.root / "incoming" / "old", files.root / "incoming" / "new"
    old.write_bytes(b"half a con")
    new.write_bytes(b"half a con")
    os.utime(old, (0, 0))
    files.remove_leftovers(older_than=3600)
    assert everything_in(files.root) == [new]
