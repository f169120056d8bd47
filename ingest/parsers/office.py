"""Old Word, Works and OpenDocument files, which LibreOffice turns into what our own parsers read.

LibreOffice is a program of the system and may be absent; then what must be installed is said.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import olefile

from contracts import media_types as kinds
from contracts.document import ParsedFile
from contracts.errors import DamagedFile, EncryptedFile, NeedsProgram
from ingest.files.media_type import OLE_SIGNATURE
from ingest.parsers import docx, pptx, text, xlsx
from office.libreoffice import convert, has_component, run_catdoc

ENCRYPTED = 0x0100  # in the flags of a Word file (MS-DOC 2.5.2, fEncrypted)
FILE_PASS = 0x2F  # the record of a workbook that says how it is encrypted (MS-XLS 2.4.117)
FIRST_RECORDS = 64  # FILE_PASS comes soon after the beginning


@dataclass(frozen=True, slots=True)
class Format:
    """A format that LibreOffice reads: what it is turned into, and by which component."""

    suffix: str
    target: str
    component: str
    parser: Callable[[bytes], ParsedFile]


FORMATS: Mapping[str, Format] = {
    kinds.DOC: Format("doc", "docx", "writer", docx.parse),
    kinds.WORKS: Format("wps", "docx", "writer", docx.parse),
    kinds.ODT: Format("odt", "docx", "writer", docx.parse),
    kinds.XLS: Format("xls", "xlsx", "calc", xlsx.parse),
    kinds.ODS: Format("ods", "xlsx", "calc", xlsx.parse),
    kinds.PPT: Format("ppt", "pptx", "impress", pptx.parse),
    kinds.ODP: Format("odp", "pptx", "impress", pptx.parse),
}


def parse(media_type: str, data: bytes) -> ParsedFile:
    """Read a file of one of the ``FORMATS``.

    Raises NeedsProgram, DamagedFile, EncryptedFile, ParserStopped and EmptyFile.
    """
    if data.startswith(OLE_SIGNATURE) and _is_encrypted(data):
        raise EncryptedFile(
            "文件设有打开密码。请在导入页上或用 tiaoli remedy passwords 输入密码，"
            "或去掉密码后重新上传。",
            "The file asks for a password. Give it on the import's page or with tiaoli remedy "
            "passwords, or remove it and upload the file again.",
        )
    form = FORMATS[media_type]
    if has_component(form.component):
        parsed = form.parser(convert(data, form.suffix, form.target))
        return replace(parsed, parser=f"{form.suffix} 1 + {parsed.parser}")
    if media_type == kinds.DOC and shutil.which("catdoc"):
        return replace(text.parse(run_catdoc(data)), parser="doc 1 (catdoc)")
    raise NeedsProgram(
        f"读取 .{form.suffix} 文件需要 LibreOffice。请管理员安装 libreoffice-{form.component}，"
        "然后重试（tiaoli retry）；或在原程序中另存为新格式后上传。",
        f"Reading .{form.suffix} files needs LibreOffice. Have libreoffice-{form.component} "
        "installed on the server and retry (tiaoli retry), or save the file in a newer format and "
        "upload that.",
    )


def _is_encrypted(data: bytes) -> bool:
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            if file.exists("WordDocument"):
                head = file.openstream("WordDocument").read(12)
                return bool(int.from_bytes(head[10:12], "little") & ENCRYPTED)
            if file.exists("Workbook"):
                return _has_file_pass(file.openstream("Workbook").read(1 << 16))
            return bool(file.exists("EncryptedSummary"))
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise DamagedFile(
            "文件已损坏或不完整。请用原程序打开修复并另存，或重新获取原件。",
            "The file is damaged or cut short. Open and repair it in its own program and save it "
            "again, or get the original again.",
        ) from error


def _has_file_pass(stream: bytes) -> bool:
    position = 0
    for _ in range(FIRST_RECORDS):
        kind = int.from_bytes(stream[position : position + 2], "little")
        if kind == FILE_PASS:
            return True
        position += 4 + int.from_bytes(stream[position + 2 : position + 4], "little")
    return False
