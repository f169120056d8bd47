"""A report as PDF: LibreOffice prints the Word file."""

from contracts.errors import NeedsProgram, TiaoliError, UnreadableFile
from office.libreoffice import convert, has_component
from review.reports.parts import Layout
from review.reports.word import write_word
from review.reports.word_styles import LIBRE


class NotPrinted(TiaoliError):
    """LibreOffice made no PDF of a report."""

    code = "not_printed"


def write_pdf(layout: Layout) -> bytes:
    """The report as a PDF. Raises NeedsProgram where LibreOffice is absent, and NotPrinted."""
    if not has_component("writer"):
        raise NeedsProgram(
            "生成 PDF 需要 LibreOffice。请管理员安装 libreoffice-writer，或改用 Word 或网页格式。",
            "Making a PDF needs LibreOffice. Have libreoffice-writer installed on the server, or "
            "download the report as a Word file or a web page.",
        )
    try:
        return convert(write_word(layout, LIBRE), "docx", "pdf")
    except UnreadableFile as error:
        raise NotPrinted(
            "LibreOffice 未能生成 PDF。请下载 Word 格式，再用 Word 另存为 PDF。",
            "LibreOffice made no PDF. Download the Word file and save it as PDF in Word.",
        ) from error
