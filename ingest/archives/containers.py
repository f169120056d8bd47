"""Files that hold files: archives and mails are taken apart, with whatever is nested in them.

What comes out is a flat list. An archive within an archive is only a step in a path; a mail is a
document of its own, and its attachments stand beside it with its name in their path.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from contracts import media_types as kinds
from contracts.document import Failure
from contracts.errors import DamagedFile, EmptyFile, OversizedFile, UnreadableFile
from ingest.archives.zip_archive import (
    MOST_BYTES_TOGETHER,
    MOST_ENTRIES,
    ZipArchive,
    oversized_archive,
)
from ingest.files.media_type import sniff_file
from ingest.parsers.eml import read_eml
from ingest.parsers.mail import Mail
from ingest.parsers.msg import read_msg

DEEPEST = 5  # containers within containers
MAILS: Mapping[str, Callable[[bytes], Mail]] = {kinds.EML: read_eml, kinds.MSG: read_msg}
ARCHIVES = frozenset({kinds.ZIP})
CONTAINERS = ARCHIVES | MAILS.keys()


@dataclass(frozen=True, slots=True)
class Member:
    """A file from a container: its path there, and where it lies now, or why it doesn't."""

    path: str
    file: Path | None = None
    failure: Failure | None = None


class HoldsTooMuch(OversizedFile):
    """The files nested in a container are together more than is allowed."""


def take_apart(source: Path, media_type: str, folder: Path) -> tuple[Member, ...]:
    """Put all that a container holds into an empty folder, under names of our own.

    Raises what keeps the whole of it from being opened: DamagedFile, EncryptedFile, OversizedFile,
    and EmptyFile for an archive without files.
    """
    opened = _Opened(folder)
    with source.open("rb") as stream:
        opened.open(stream, media_type, "", 0)
    if media_type in ARCHIVES and not opened.members:
        raise _empty()
    return tuple(opened.members.values())


@dataclass(slots=True)
class _Opened:
    """The files taken out so far, by path; the limits hold for all of them together."""

    folder: Path
    members: dict[str, Member] = field(default_factory=dict)
    entries: int = 0
    size: int = 0

    def open(self, stream: BinaryIO, media_type: str, path: str, depth: int) -> None:
        """Take a container apart; ``path`` stands before those of its members."""
        if depth > DEEPEST:
            raise OversizedFile(
                f"压缩包或邮件嵌套超过 {DEEPEST} 层，未打开。请逐层解压后上传。",
                f"Archives or mails are nested more than {DEEPEST} deep. "
                "Unpack them one by one and upload what is in them.",
            )
        for name, content in _contents(stream, media_type):
            self.take(f"{path}{name}", content, depth)

    def take(self, path: str, content: Iterable[bytes] | Failure, depth: int) -> None:
        """Keep one file; where it is a container, take that apart too."""
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            raise _too_much()
        if isinstance(content, Failure):
            self.add(path, failure=content)
            return
        file = self.folder / str(self.entries)
        try:
            self.write(file, content)
        except DamagedFile as error:
            file.unlink()
            self.add(path, failure=error.failure())
            return
        with file.open("rb") as stream:
            kind = sniff_file(stream, path)
        if kind not in ARCHIVES:
            self.add(path, file)
        if kind in CONTAINERS:
            self.open_inner(file, kind, path, depth + 1)

    def open_inner(self, file: Path, kind: str, path: str, depth: int) -> None:
        """Take a nested container apart; one that can't be becomes a member saying why."""
        before = len(self.members)
        try:
            with file.open("rb") as stream:
                self.open(stream, kind, f"{path}/", depth)
            if len(self.members) == before and kind in ARCHIVES:
                raise _empty()
        except HoldsTooMuch:
            raise
        except UnreadableFile as error:
            if kind in ARCHIVES:
                self.add(path, failure=error.failure())
            elif isinstance(error, OversizedFile):  # else the mail itself says what is wrong
                self.add(f"{path}/", failure=error.failure())
        if kind in ARCHIVES:
            file.unlink()

    def write(self, file: Path, content: Iterable[bytes]) -> None:
        """Write a file out, as long as the limits allow."""
        with file.open("wb") as out:
            for piece in content:
                self.size += len(piece)
                if self.size > MOST_BYTES_TOGETHER:
                    raise _too_much()
                out.write(piece)

    def add(self, path: str, file: Path | None = None, failure: Failure | None = None) -> None:
        """Note a member. Two of the same path are told apart, so that none is lost."""
        shown, number = path, 1
        while shown in self.members:
            number += 1
            shown = f"{path} ({number})"
        self.members[shown] = Member(shown, file, failure)


def _contents(stream: BinaryIO, media_type: str) -> Iterator[tuple[str, Iterable[bytes] | Failure]]:
    """Name and content, or why there is none, of each file in a container."""
    if media_type in MAILS:
        for attachment in MAILS[media_type](stream.read()).attachments:
            yield attachment.name, [attachment.data]
        return
    archive = ZipArchive(stream)
    for entry in archive.entries:
        yield entry.name, entry.failure or archive.pieces(entry)


def _too_much() -> HoldsTooMuch:
    error = oversized_archive()
    return HoldsTooMuch(error.message_zh, error.message_en)


def _empty() -> EmptyFile:
    return EmptyFile(
        "压缩包里没有文件。请确认上传的是正确的文件。",
        "There are no files in the archive. Check that it is the right one.",
    )
