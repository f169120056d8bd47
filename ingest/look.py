"""A look into one file: what would become of it, and of the files in it, if it were imported."""

import hashlib
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from contracts.document import Failure
from contracts.errors import UnreadableFile
from ingest.archives.containers import ARCHIVES, CONTAINERS
from ingest.archives.unpacking import Openers
from ingest.files.media_type import sniff_file
from ingest.files.misnamed import misnamed
from store.import_items import Outcome

logger = logging.getLogger(__name__)

_BUG = Failure(
    code="internal",
    message_zh="程序读取此文件时出错，这是程序的问题。导入时原件会照样保存。",
    message_en="The program fails on this file; the fault is the program's. An import keeps the"
    " original all the same.",
)


class Lookers(Openers, Protocol):
    """What also looks into files without reading them, as ``GuardedParsers`` does."""

    def look(self, source: Path, media_type: str) -> Failure | None:
        """What a person would have to mend in a file; UnreadableFile where it can't be read."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A file and what would become of it. ``sha256`` is empty where it could not be opened."""

    path: str
    media_type: str
    size: int
    sha256: str
    outcome: Outcome
    failure: Failure | None = None


def look_at(source: Path, path: str, name: str, parsers: Lookers) -> Iterator[Foreseen]:
    """What would become of a file, and of each file in it where it is an archive or a mail.

    ``path`` is shown; duplicates are not looked for.
    """
    file = _open(source, path, name)
    members: list[Foreseen] = []
    if file.media_type in CONTAINERS:
        try:
            members = list(_members(source, file, parsers))
        except UnreadableFile as error:
            if file.media_type in ARCHIVES:
                yield failed(file, error.failure())
                return
    if file.media_type in ARCHIVES:
        yield replace(file, outcome=Outcome.UNPACKED)
    else:
        yield _read_through(source, file, parsers)
    yield from members


def _open(source: Path, path: str, name: str) -> Foreseen:
    with source.open("rb") as stream:
        media_type = sniff_file(stream, name)
        stream.seek(0)
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return Foreseen(path, media_type, source.stat().st_size, sha256, Outcome.INDEXED)


def _members(source: Path, file: Foreseen, parsers: Lookers) -> Iterator[Foreseen]:
    with tempfile.TemporaryDirectory() as folder:
        for member in parsers.take_apart(source, file.media_type, Path(folder)):
            path = f"{file.path}/{member.path}"
            if member.file is not None:
                inner = _open(member.file, path, PurePosixPath(member.path).name)
                yield _read_through(member.file, inner, parsers)
            elif member.failure is not None:
                yield failed(Foreseen(path, "", 0, "", Outcome.FAILED), member.failure)


def _read_through(source: Path, file: Foreseen, parsers: Lookers) -> Foreseen:
    try:
        name = PurePosixPath(file.path).name
        failure = parsers.look(source, file.media_type) or misnamed(name, file.media_type)
    except UnreadableFile as error:
        failure = error.failure()
    except Exception as error:  # noqa: BLE001 - the import records it likewise
        logger.error("%s while looking at a %s", type(error).__name__, file.media_type)
        failure = _BUG
    return failed(file, failure) if failure else file


def failed(file: Foreseen, failure: Failure) -> Foreseen:
    """The same file, with what is in the way of reading it."""
    outcome = Outcome.ATTENTION if failure.attention else Outcome.FAILED
    return replace(file, outcome=outcome, failure=failure)
