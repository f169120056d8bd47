"""Remedies for files that could not be read: passwords, recognition, another file, doing without.

Reading again is ``ingest.upkeep.retry``. Whoever calls has found that the person may edit the
collection. Passwords are handed from the person to the parser's process, and are kept and logged
nowhere.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from contracts.document import SKIPPED, Failure, Version
from contracts.errors import InvalidData, UnreadableFile
from contracts.visibility import EVERYTHING
from ingest.intake import InsteadOf, receive
from ingest.run_control import reopen
from store import audit, jobs, remedies
from store.database import Database
from store.documents import get_version
from store.files import FileStore
from store.import_items import ImportItem, Remedy


class Unlockers(Protocol):
    """What opens locked files; ``ingest.guarded.guard.GuardedParsers`` does."""

    def unlock(self, source: Path, media_type: str, passwords: Sequence[str], target: Path) -> bool:
        """Write an unlocked copy; False where none of the passwords opens the file."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How many locked files were opened, stayed locked, and were not tried for want of time."""

    opened: int
    locked: int
    untried: int


def try_passwords(
    database: Database,
    files: FileStore,
    unlocker: Unlockers,
    items: Sequence[ImportItem],
    passwords: Sequence[str],
    *,
    tried_by: str,
    seconds: float,
) -> Tried:
    """Try passwords on locked files; of those that open, an unlocked copy is read instead.

    ``seconds`` is how long to go on beginning with further files.
    """
    until = time.monotonic() + seconds
    opened = locked = 0
    for number, item in enumerate(items):
        if time.monotonic() > until:
            return Tried(opened, locked, len(items) - number)
        with files.scratch() as folder:
            version = _version(database, item)
            copy = folder / "unlocked"
            try:
                done = unlocker.unlock(
                    files.path(version.sha256), version.media_type, passwords, copy
                )
            except UnreadableFile:
                done = False
            if done:
                with copy.open("rb") as stream:
                    _put_in_place(
                        database, files, item, stream, version.file_name,
                        remedy=Remedy.UNLOCKED, by=tried_by, size_limit=copy.stat().st_size,
                    )  # fmt: skip
        opened, locked = opened + done, locked + (not done)
    return Tried(opened, locked, 0)


def replace_file(
    database: Database,
    files: FileStore,
    item: ImportItem,
    stream: BinaryIO,
    file_name: str,
    *,
    replaced_by: str,
    size_limit: int,
) -> None:
    """Let another file be read in the place of one that could not be. The old one stays kept.

    Raises InvalidData for one beyond the limit, and for the same file once more.
    """
    _put_in_place(
        database, files, item, stream, file_name,
        remedy=Remedy.REPLACED, by=replaced_by, size_limit=size_limit,
    )  # fmt: skip


def skip(database: Database, items: Sequence[ImportItem], reason: str, skipped_by: str) -> None:
    """Skip files that could not be read. Raises InvalidData where no reason is given."""
    reason = " ".join(reason.split())
    if not reason:
        raise InvalidData("请写明跳过的理由。", "Say why the files are skipped.")
    with database.write() as connection:
        for item in items:
            remedies.skip(connection, item, _skipped(item, reason, skipped_by))
            audit.record(connection, skipped_by, "skip", f"item {item.id}")


def recognise(database: Database, version_ids: Sequence[int], asked_by: str) -> None:
    """Queue the scans among versions for recognition, before all others and as if never tried."""
    with database.write() as connection:
        for version_id in version_ids:
            jobs.enqueue(connection, version_id, jobs.Lane.OCR, jobs.ASKED_FOR)
            audit.record(connection, asked_by, "recognise", f"version {version_id}")


def _put_in_place(
    database: Database,
    files: FileStore,
    item: ImportItem,
    stream: BinaryIO,
    file_name: str,
    *,
    remedy: Remedy,
    by: str,
    size_limit: int,
) -> None:
    """Receive a file to be read in place of an item's; repeated after a crash, it happens once."""
    if item.run_id is not None:
        reopen(database, item.run_id)
    received = receive(
        database,
        files,
        stream,
        file_name,
        collection_id=item.collection_id,
        received_by=by,
        size_limit=size_limit,
        document_id=None if item.version_id is None else item.document_id,
        instead_of=InsteadOf(item, remedy),
    )
    if received.id != item.id and received.failure:
        raise InvalidData(received.failure.message_zh, received.failure.message_en)
    if received.version_id == item.version_id:
        raise InvalidData(
            "这就是未能读取的那个文件。请选择另一个文件。",
            "This is the same file that could not be read. Choose another.",
        )
    with database.write() as connection:
        audit.record(connection, by, remedy, f"item {item.id}")


def _version(database: Database, item: ImportItem) -> Version:
    with database.read() as connection:
        return get_version(connection, item.version_id or 0, EVERYTHING)


def _skipped(item: ImportItem, reason: str, skipped_by: str) -> Failure:
    cause = item.failure
    zh, en = (cause.message_zh, cause.message_en) if cause else ("", "")
    return Failure(
        SKIPPED,
        f"已跳过（{skipped_by}）：{reason}。原因：{zh}",
        f"Skipped by {skipped_by}: {reason}. Cause: {en}",
    )
