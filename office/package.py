"""Opening an Office Open XML package without trusting it, and writing it with parts replaced.

A package is a ZIP of XML parts joined by relationships (ECMA-376 part 2). Sizes and counts are
checked before anything is inflated, a document type declaration is refused, and nothing outside
the package is ever fetched.
"""

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from contracts.errors import DamagedFile, EncryptedFile, OversizedFile
from office.broken_zip import BROKEN_ZIP

MOST_ENTRIES = 10_000
MOST_BYTES = 200 * 1024 * 1024  # of one inflated part
MOST_BYTES_TOGETHER = 1024 * 1024 * 1024  # of all parts, as declared
SUSPICIOUS_RATIO = 200  # inflated to packed; real parts stay under 100
SUSPICIOUS_FROM = 10 * 1024 * 1024  # bytes inflated; small parts may well pack tighter

STRICT = {  # ISO 29500 Strict names for what everyone else writes with the ECMA-376 names
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: its kind (the last word of its type) and its target."""

    id: str
    kind: str
    target: str


class Package:
    """A package opened for reading. Raises DamagedFile, EncryptedFile and OversizedFile."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except BROKEN_ZIP as error:
            raise _damaged() from error
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise _oversized()
        if sum(entry.file_size for entry in entries) > MOST_BYTES_TOGETHER:
            raise _oversized()
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}

    def xml(self, part: str) -> etree._Element | None:
        """The root element of a part, or None where there is no such part."""
        entry = self._entries.get(part)
        if entry is None:
            return None
        return parse_xml(self._read(entry))

    def data(self, part: str) -> bytes:
        """The bytes of a part, or b"" where there is no such part."""
        entry = self._entries.get(part)
        return b"" if entry is None else self._read(entry)

    def is_strict(self, part: str) -> bool:
        """Whether a part is written with the Strict names, which ``xml`` replaces."""
        data = self.data(part)
        return any(name in data for name in STRICT)

    def rewritten(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with these parts replaced or added, all others as they are."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, entry in self._entries.items():
                archive.writestr(name, parts[name] if name in parts else self._read(entry))
            for name in parts.keys() - self._entries.keys():
                archive.writestr(name, parts[name])
        return buffer.getvalue()

    def main_part(self, usual: str) -> str:
        """The part that holds the document itself: the one the package names, else the usual."""
        links = self.relationships().values()
        named = (link.target for link in links if link.kind == "officeDocument")
        return next(named, usual)

    def relationships(self, part: str = "") -> Mapping[str, Relationship]:
        """The internal relationships of a part (of the package itself by default), by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root.iterchildren("{*}Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            relationship = Relationship(element.get("Id", ""), kind, posixpath.normpath(path))
            found[relationship.id] = relationship
        return found

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 0x1:
            raise EncryptedFile(
                "文件设有密码。请去掉密码后重新上传。",
                "The file is protected by a password. Remove the password and upload it again.",
            )
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > MOST_BYTES or (
            entry.file_size > SUSPICIOUS_FROM and ratio > SUSPICIOUS_RATIO
        ):
            raise _oversized()
        try:
            return self._zip.read(entry)
        except BROKEN_ZIP as error:
            raise _damaged() from error


def parse_xml(data: bytes) -> etree._Element:
    """The root element of an XML part, entities unresolved. Raises DamagedFile."""
    for strict, transitional in STRICT.items():
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedFile(
            "文件内含文档类型声明（DOCTYPE），出于安全原因不予读取。请用 Office 程序另存为新文件。",
            "The file holds a document type declaration, which is refused for safety. "
            "Open it in its Office program and save it as a new file.",
        )
    return root


def serialised(root: etree._Element) -> bytes:
    """The bytes of a part, as they are written into a package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _damaged() -> DamagedFile:
    return DamagedFile(
        "文件已损坏或不完整。请用 Word 或其他 Office 程序打开修复并另存，或重新获取原件。",
        "The file is damaged or cut short. Open and repair it in its Office program and save it "
        "again, or get the original again.",
    )


def _oversized() -> OversizedFile:
    return OversizedFile(
        "文件解压后超出允许的大小，可能是压缩炸弹。请确认来源，并用 Office 程序另存后重新上传。",
        "The file unpacks to more than is allowed and may be a decompression bomb. "
        "Check where it comes from, save it again in its Office program, and upload that.",
    )
