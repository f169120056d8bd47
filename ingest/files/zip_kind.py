"""Which kind of package a ZIP is: told in the web process, so neither its list nor what it holds is
taken in whole.
"""

import re
import zipfile
from typing import IO, BinaryIO, cast

from contracts.media_types import DOCX, PPTX, XLSB, XLSX, ZIP
from ingest.files.pieces import found
from office.broken_zip import BROKEN_ZIP

LARGEST_LIST = 8 << 20  # bytes: more files than are taken out of an archive
PACKAGE_LIST = "[Content_Types].xml"  # in every Office package; a ZIP may well have a folder "word"
PACKAGE_KIND = re.compile(rb"application/[a-z0-9.+-]+")  # as OpenDocument and EPUB name it inside
ZIP_MEMBERS = (
    ("word/", DOCX),
    ("ppt/", PPTX),
    ("xl/workbook.bin", XLSB),
    ("xl/", XLSX),
)


def zip_kind(file: BinaryIO) -> str:
    """The media type of a ZIP, by what it says of itself and by the names in it."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], _Sparing(file))) as archive:
            names = [name.lstrip("/") for name in archive.namelist()[:10_000]]
            mimetype = _beginning(archive, "mimetype") if "mimetype" in names[:1] else b""
    except BROKEN_ZIP:
        return DOCX if found(file, [b"word/document.xml"]) else ZIP  # cut short
    if named := PACKAGE_KIND.fullmatch(mimetype.strip()):
        return named[0].decode()
    for prefix, media_type in ZIP_MEMBERS if PACKAGE_LIST in names else ():
        if any(name.startswith(prefix) for name in names):
            return media_type
    return ZIP


class _Sparing:
    """A file of which nobody takes much at once: of a ZIP's list of members, most of all."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._read = file.read

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_LIST:
            raise zipfile.BadZipFile
        return self._read(size)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a member, however much it unpacks to."""
    with archive.open(name) as member:
        return member.read(100)
