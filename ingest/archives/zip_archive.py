"""ZIP archives that nobody vouches for: names as their writer saw them, sizes checked first."""

import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from contracts.document import Failure
from contracts.errors import DamagedFile, EncryptedFile, OversizedFile, UnreadableFile
from ingest.files.encodings import decode
from office.broken_zip import BROKEN_ZIP

MOST_ENTRIES = 10_000
MOST_BYTES = 500 * 1024 * 1024  # of one file in it
MOST_BYTES_TOGETHER = 4 * 1024 * 1024 * 1024
SUSPICIOUS_RATIO = 200  # unpacked to packed, as in office/package.py
SUSPICIOUS_FROM = 10 * 1024 * 1024  # bytes unpacked
NAMED_IN_UTF8 = 0x800
_PIECE = 1 << 20  # bytes unpacked at a time
LOCKED = 0x1
RESOURCE_FORKS = "__MACOSX/"  # what macOS notes beside the files; nothing a person put there


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its name, never used as a path, and why it can't be had, if so."""

    name: str
    size: int
    info: zipfile.ZipInfo
    failure: Failure | None = None


class ZipArchive:
    """An archive opened for reading. Raises DamagedFile, EncryptedFile and OversizedFile."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN_ZIP as error:
            raise _damaged() from error
        infos = self._zip.infolist()
        if any(info.flag_bits & LOCKED for info in infos):
            raise EncryptedFile(
                "压缩包设有密码。请在导入页上或用 tiaoli remedy passwords 输入密码，"
                "或解压后上传其中的文件。",
                "The archive asks for a password. Give it on the import's page or with tiaoli "
                "remedy passwords, or unpack it and upload the files in it.",
            )
        self.entries = entries_of(infos)

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        """What is in a file, piece by piece. Raises DamagedFile."""
        try:
            with self._zip.open(entry.info) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except BROKEN_ZIP as error:
            raise DamagedFile(
                "压缩包中的这个文件已损坏，无法解压。请重新获取原件。",
                "This file in the archive is damaged and cannot be unpacked. Get it again.",
            ) from error


def entries_of(infos: Sequence[zipfile.ZipInfo]) -> tuple[Entry, ...]:
    """The files in an archive, by its directory. Raises OversizedFile."""
    infos = [info for info in infos if not info.is_dir()]
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_BYTES_TOGETHER:
        raise oversized_archive()
    return tuple(
        Entry(name, info.file_size, info, _refused(info))
        for name, info in zip(_names(infos), infos, strict=True)
        if not name.startswith(RESOURCE_FORKS)
    )


def oversized_archive() -> OversizedFile:
    """The error for an archive that holds more than is allowed."""
    return OversizedFile(
        f"压缩包中的文件超过 {MOST_ENTRIES} 个，或解压后过大。请分成几个较小的包，或解压后上传。",
        f"The archive holds more than {MOST_ENTRIES} files, or too much once unpacked. "
        "Make several smaller ones of it, or unpack it and upload the files.",
    )


def _names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names; those without the mark for UTF-8 are in one encoding, told from all together."""
    unmarked = [info for info in infos if not info.flag_bits & NAMED_IN_UTF8]
    raw = [info.orig_filename.encode("cp437", "replace") for info in unmarked]
    try:
        read = decode(b"\n".join(raw)).split("\n") if any(raw) else []
    except UnreadableFile:
        read = []
    known = dict(zip(map(id, unmarked), read, strict=True)) if len(read) == len(raw) else {}
    return [known.get(id(info), info.orig_filename).replace("\\", "/") for info in infos]


def _refused(info: zipfile.ZipInfo) -> Failure | None:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return Failure(
            "not_a_file",
            "压缩包中的这一项是链接，不是文件，未导入。请直接导入它所指的文件。",
            "This entry of the archive is a link, not a file. Import what it points to instead.",
        )
    ratio = info.file_size / max(1, info.compress_size)
    bomb = info.file_size > SUSPICIOUS_FROM and ratio > SUSPICIOUS_RATIO
    if bomb or info.file_size > MOST_BYTES:
        return OversizedFile(
            "压缩包中的这个文件解压后过大，可能是压缩炸弹，未解压。请确认来源，解压后单独上传。",
            "This file in the archive is too large once unpacked and may be a decompression bomb. "
            "Check where it comes from, unpack it and upload it by itself.",
        ).failure()
    return None


def _damaged() -> DamagedFile:
    return DamagedFile(
        "压缩包已损坏或不完整。请重新打包，或解压后上传其中的文件。",
        "The archive is damaged or cut short. Pack it again, or unpack it and upload the files.",
    )
