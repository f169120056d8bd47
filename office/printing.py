"""Word files as PDF: LibreOffice prints them, one at a time."""

import threading

from contracts.errors import NeedsProgram, TiaoliError, UnreadableFile
from office.libreoffice import convert, has_component

_printing = threading.Lock()  # LibreOffice takes a processor and 300 MB


class NotPrinted(TiaoliError):
    """LibreOffice made no PDF."""

    code = "not_printed"


def print_pdf(word_file: bytes) -> bytes:
    """A Word file as PDF. Raises NeedsProgram where LibreOffice is absent, and NotPrinted."""
    if not has_component("writer"):
        raise NeedsProgram(
            "生成 PDF 需要 LibreOffice。请管理员安装 libreoffice-writer，或改用 Word 或网页格式。",
            "Making a PDF needs LibreOffice. Have libreoffice-writer installed on the server, or "
            "take the Word file or the web page.",
        )
    try:
        with _printing:
            return convert(word_file, "docx", "pdf")
    except UnreadableFile as error:
        raise NotPrinted(
            "LibreOffice 未能生成 PDF。请下载 Word 格式，再用 Word 另存为 PDF。",
            "LibreOffice made no PDF. Download the Word file and save it as PDF in Word.",
        ) from error
