"""``FileStore``: the original files, kept under their SHA-256 and never changed.

A file is complete and on the disk before its hash is given back: written to a temporary file on the
same disk, hashed on the way, flushed, made read-only, renamed, and the folder flushed. The name it
had is no part of its place, so nothing escapes the folder.
"""

import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from contracts.errors import NotFound, OversizedFile, TiaoliError

CHUNK = 1 << 20  # bytes
HASH = re.compile(r"[0-9a-f]{64}")
INCOMING = "incoming"
SET_ASIDE = "set-aside"
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class StorageFull(TiaoliError):
    """The disk holds no more; what was being received is not acknowledged."""

    code = "storage_full"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An original that is safely on the disk; ``size`` in bytes."""

    sha256: str
    size: int


class FileStore:
    """The folder of originals: ``root/ab/cd/abcd…``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / INCOMING).mkdir(parents=True, exist_ok=True)

    def store(self, stream: BinaryIO, limit: int, unflushed: set[Path] | None = None) -> StoredFile:
        """Keep what the stream holds; when this returns it survives a crash of the machine.

        With ``unflushed`` it does so only after ``flush``: folders whose entries are new are added
        to that set, because many files stored together share them and one flush serves all.
        Raises OversizedFile beyond ``limit`` bytes, and StorageFull; then nothing is kept.
        """
        descriptor, name = tempfile.mkstemp(dir=self.root / INCOMING)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                stored = _copy(stream, file, limit)
                file.flush()
                os.fchmod(file.fileno(), 0o440)
                os.fsync(file.fileno())
            folders = _move_in(temporary, self.path(stored.sha256))
        except BaseException as error:
            temporary.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in NO_SPACE:
                raise _storage_full() from error
            raise
        if unflushed is None:
            self.flush(folders)
        else:
            unflushed |= folders
        return stored

    def flush(self, folders: Iterable[Path]) -> None:
        """Put the entries of folders on the disk, so that renames in them survive a power cut."""
        for folder in sorted(folders):
            _flush_folder(folder)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder on the same disk, for what is about to be stored; removed afterwards."""
        with tempfile.TemporaryDirectory(dir=self.root / INCOMING) as name:
            yield Path(name)

    def path(self, sha256: str) -> Path:
        """Where the original of this hash lies, or would lie; NotFound for what is no hash."""
        if not HASH.fullmatch(sha256):
            raise NotFound("没有这样的文件。", "There is no such file.")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """The original, to be read; NotFound where it isn't there."""
        self.require(sha256)
        return self.path(sha256).open("rb")

    def require(self, sha256: str) -> None:
        """NotFound where the original isn't there."""
        if not self.path(sha256).exists():
            raise NotFound(
                "原件不在文件夹中，请管理员运行 tiaoli check 检查。",
                "The original is not in the folder; have an administrator run tiaoli check.",
            )

    def every_hash(self) -> Iterator[str]:
        """The hashes of all originals, in order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if HASH.fullmatch(path.name):
                yield path.name

    def age(self, sha256: str) -> float:
        """How many seconds ago the original was received (last, if more than once)."""
        return time.time() - self.path(sha256).stat().st_mtime

    def set_aside(self, sha256: str) -> Path:
        """Move a file that nothing refers to out of the way, and say where it is now."""
        target = self.root / SET_ASIDE / sha256
        target.parent.mkdir(exist_ok=True)
        self.path(sha256).rename(target)
        return target

    def remove_leftovers(self, older_than: float) -> None:
        """Remove what interrupted uploads left, if last written ``older_than`` seconds ago."""
        for path in (self.root / INCOMING).iterdir():
            if time.time() - path.stat().st_mtime <= older_than:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def verify(self, sha256: str) -> bool:
        """Whether the original is there and its bytes still have this hash."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except (NotFound, OSError):
            return False


def _storage_full() -> StorageFull:
    return StorageFull(
        "磁盘已满，文件未保存。请腾出空间后重新上传。",
        "The disk is full and the file was not kept. Make room, then upload it again.",
    )


def oversized(limit: int) -> OversizedFile:
    """The error for a file of more than ``limit`` bytes."""
    return OversizedFile(
        f"文件超过 {limit // CHUNK} MB 的上限，未保存。请拆分文件，或请管理员调高上限。",
        f"The file is larger than the limit of {limit // CHUNK} MB and was not kept."
        " Split it, or ask the administrator for a higher limit.",
    )


def _copy(stream: BinaryIO, file: BinaryIO, limit: int) -> StoredFile:
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise oversized(limit)
        digest.update(chunk)
        file.write(chunk)
    return StoredFile(digest.hexdigest(), size)


def _move_in(temporary: Path, target: Path) -> set[Path]:
    """Rename over whatever is there: the same bytes, or a damaged copy that this heals.

    Given back are the folders whose entries may be new.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(target)
    return set(target.parents[:3])


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
