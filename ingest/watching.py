"""Watching a folder: what is put there is received, once it is whole; nothing there is changed.

A file is whole when it looked the same twice. What was received before is known again by its path
and its bytes, so that stopping and starting receives nothing twice.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.files.folder_files import files_under, shown
from ingest.taking_in import take_in
from store.database import Database
from store.files import FileStore
from store.import_runs import create_run, finish_run, hashes_by_path

PASSED_OVER = (".", "~")  # how names of files begin that programs keep for themselves

Looks = tuple[int, int]  # size and time of the last change, in nanoseconds


@dataclass(slots=True)
class Watch:
    """A folder, the collection that its files go to, and what was seen there so far."""

    database: Database
    files: FileStore
    folder: Path
    collection_id: int
    watched_by: str
    size_limit: int
    seen: dict[Path, Looks] = field(default_factory=dict)
    taken: dict[Path, Looks] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """How the imports of this folder are called."""
        return f"{shown(self.folder)} (watched)"

    def look(self) -> int:
        """Receive what is new and whole, as one import; how many files that were."""
        now = dict(self._files())
        whole = [path for path, looks in now.items() if self.seen.get(path) == looks]
        new = [path for path in whole if self.taken.get(path) != now[path]]
        self.seen = now
        received = self._receive(new)
        self.taken |= {path: now[path] for path in new}
        return received

    def _files(self) -> Iterator[tuple[Path, Looks]]:
        for entry in files_under(self.folder):
            if isinstance(entry, Path) and not entry.name.startswith(PASSED_OVER):
                try:
                    status = entry.stat()
                except OSError:
                    continue  # it is gone again
                yield entry, (status.st_size, status.st_mtime_ns)

    def _receive(self, paths: list[Path]) -> int:
        if not paths:
            return 0
        with self.database.read() as connection:
            known = hashes_by_path(connection, self.collection_id, self.label)
        new = [path for path in paths if _hash(path) not in known.get(shown(path), ())]
        if not new:
            return 0
        with self.database.write() as connection:
            run = create_run(connection, self.collection_id, self.watched_by, self.label)
        try:
            take_in(self.database, self.files, run, self.size_limit, new)
        finally:
            with self.database.write() as connection:
                finish_run(connection, run.id)
        return len(new)


def _hash(path: Path) -> str:
    """The SHA-256 of a file, "" where it cannot be read: taking it in says why."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
