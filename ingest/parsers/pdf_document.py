"""Opening a PDF, and drawing its pages. pdfium is not thread-safe: one thread a process."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from contracts.errors import DamagedFile, EncryptedFile, NotFound
from ingest.parsers.pictures import as_pdf, is_picture

WIDEST, HIGHEST = 4000, 12_000  # pixels


def open_document(source: bytes | Path) -> pdfium.PdfDocument:
    """Open a PDF, or a picture as a PDF of one, given as bytes or as a path.

    Raises DamagedFile and EncryptedFile; for pictures EmptyFile and OversizedFile too.
    """
    try:
        document = pdfium.PdfDocument(_pdf(source))
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedFile(
                "PDF 设有打开密码。请在导入页上或用 tiaoli remedy passwords 输入密码，"
                "或去掉密码后重新上传。",
                "The PDF asks for a password. Give it on the import's page or with tiaoli remedy "
                "passwords, or remove it and upload the file again.",
            ) from error
        if error.err_code == pdfium_c.FPDF_ERR_SECURITY:
            raise EncryptedFile(
                "PDF 使用了无法解开的加密方式。请导出未加密的副本后重新上传。",
                "The PDF is encrypted in a way that cannot be opened. "
                "Export an unencrypted copy and upload that.",
            ) from error
        raise damaged() from error
    if len(document) == 0:
        document.close()
        raise damaged()
    return document


def _pdf(source: bytes | Path) -> bytes | Path:
    if isinstance(source, bytes):
        return as_pdf(source) if is_picture(source) else source
    with source.open("rb") as file:
        picture = is_picture(file.read(8))
    return _kept_as_pdf(source) if picture else source


@lru_cache(maxsize=1)
def _kept_as_pdf(source: Path) -> bytes:
    """The file's pictures as a PDF: its pages are asked for one after the other."""
    return as_pdf(source.read_bytes())


def unlock_pdf(source: Path, password: str, target: Path) -> bool:
    """Write an unlocked copy of a PDF; False where the password is another. Raises DamagedFile."""
    try:
        document = pdfium.PdfDocument(source, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            return False
        raise damaged() from error
    try:
        document.save(target, flags=pdfium_c.FPDF_REMOVE_SECURITY)
    finally:
        document.close()
    return True


def damaged() -> DamagedFile:
    """The error for a PDF that cannot be opened or read."""
    return DamagedFile(
        "PDF 已损坏或不完整。请用阅读器打开后重新打印成 PDF，或重新获取原件。",
        "The PDF is damaged or cut short. Open it in a reader and print it to a new PDF, "
        "or get the original again.",
    )


def render_page(source: bytes | Path, page: int, width: int) -> bytes:
    """A page, counted from 1, as a PNG of ``width`` pixels.

    The picture notes its resolution, so that places in points (72 an inch) can be found on it.
    Raises DamagedFile, EncryptedFile, and NotFound where there is no such page.
    """
    document = open_document(source)
    try:
        if not 1 <= page <= len(document):
            raise NotFound(
                f"文件没有第 {page} 页，共 {len(document)} 页。",
                f"The file has no page {page}; it has {len(document)}.",
            )
        drawn = document[page - 1]
        across, down = drawn.get_size()
        wanted = min(max(width, 1), WIDEST) / max(across, 1)
        scale = min(wanted, HIGHEST / max(down, 1))
        png = BytesIO()
        resolution = (72 * scale, 72 * scale)
        drawn.render(scale=scale).to_pil().save(png, format="PNG", dpi=resolution)
        return png.getvalue()
    except pdfium.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()
