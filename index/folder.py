"""The folder of an embedded index: which generation is current, who may write, what is stale.

A rebuild makes a new generation beside the old one; the file ``current`` names the one in use and
is swapped in one step. One process at a time may write; reading needs no lock.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from contracts.errors import SearchUnavailable

_PAUSE = 0.02  # seconds between two attempts to get the lock


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """``form`` says how the index was made: one of another form must be rebuilt."""

    root: Path
    form: str

    def current(self) -> Path:
        """The generation in use.

        Raises SearchUnavailable where there is none, or one of another form.
        """
        try:
            generation = self.root / (self.root / "current").read_text(encoding="ascii").strip()
            form = (generation / "form").read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise missing() from error
        if form != self.form:
            raise of_another_form()
        return generation

    @contextmanager
    def writing(self, seconds: float) -> Iterator[None]:
        """The right to write, for this process and thread alone; waits at most ``seconds``.

        Raises SearchUnavailable where another writer keeps it longer, or the folder can't be
        written. The operating system takes the lock back from a process that dies.
        """
        with _in_words(self.root), _opened(self.root) as lock:
            deadline = time.monotonic() + seconds
            while not _locked(lock.fileno()):
                if time.monotonic() > deadline:
                    raise SearchUnavailable(
                        "搜索索引正由另一个进程写入（例如重建索引）。请稍后重试。",
                        "Another process is writing the search index (a reindex, say). "
                        "Try again in a while.",
                    )
                time.sleep(_PAUSE)
            yield

    @contextmanager
    def next_generation(self) -> Iterator[Path]:
        """A new folder that becomes the current one when the block ends well, else goes.

        To be used while ``writing``. What earlier rebuilds left behind goes as well.
        """
        numbers = [int(path.name) for path in self.root.iterdir() if path.name.isdecimal()]
        generation = self.root / str(max(numbers, default=0) + 1)
        generation.mkdir()
        try:
            yield generation
            _write(generation / "form", self.form)
            _write(self.root / "current.new", generation.name)
            (self.root / "current.new").replace(self.root / "current")
            _sync(self.root)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise
        for number in numbers:
            shutil.rmtree(self.root / str(number), ignore_errors=True)


@contextmanager
def _opened(root: Path) -> Iterator[TextIO]:
    root.parent.mkdir(parents=True, exist_ok=True)
    root.mkdir(mode=0o700, exist_ok=True)
    with (root / "write.lock").open("w") as lock:
        yield lock


@contextmanager
def _in_words(root: Path) -> Iterator[None]:
    """The system's complaint about a folder that can't be written, for whoever can mend it."""
    try:
        yield
    except OSError as error:
        raise SearchUnavailable(
            f"无法写入索引文件夹 {root}（{error.strerror}）。请检查权限和磁盘空间后重试。",
            f"The index folder {root} cannot be written ({error.strerror}). "
            "Check its permissions and the disk's free space, then try again.",
        ) from error


def missing() -> SearchUnavailable:
    """What to say where the index is not there or broken."""
    return SearchUnavailable(
        "搜索索引不存在或已损坏。请管理员运行 tiaoli reindex 重建索引；文档本身不受影响。",
        "The search index is missing or damaged. Have an administrator run "
        "`tiaoli reindex` to rebuild it; "
        "the documents themselves are safe.",
    )


def of_another_form() -> SearchUnavailable:
    """What to say where the index was made in another way than ours."""
    return SearchUnavailable(
        "搜索索引是由另一版本的程序或另一检索引擎建立的。请管理员运行 tiaoli reindex 重建索引。",
        "The search index was made by another version of the program, or another search "
        "engine. Have an administrator run `tiaoli reindex` to rebuild it.",
    )


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
