"""PDF: the text of each page in reading order, as headings, paragraphs and ruled tables.

The steps: runs of text with their places (pdf_text; recognised_page for scans), ruled tables
(pdf_tables; pictured_tables), lines in reading order (pdf_layout), running headers and footers
(pdf_running), paragraphs (paragraphs).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from contracts.document import Block, BlockKind, PageBox, ParsedFile
from contracts.errors import EmptyFile, NeedsOCR
from contracts.recognition import Recognised, is_doubtful, turn_of_page
from ingest.parsers.joined_text import paragraph_text
from ingest.parsers.page_frame import Box, holds
from ingest.parsers.paragraphs import join_lines
from ingest.parsers.pdf_blocks import Page, PageTable, blocks_of
from ingest.parsers.pdf_document import damaged, open_document
from ingest.parsers.pdf_layout import read_lines
from ingest.parsers.pdf_outline import outline_of
from ingest.parsers.pdf_tables import Grid, find_grids
from ingest.parsers.pdf_text import PageText, Run
from ingest.parsers.pictured_tables import find_pictured_grids
from ingest.parsers.recognised_page import (
    hyphenated,
    in_common_type,
    level_lines,
    recognised_block,
)
from ingest.parsers.tables import ReadCell, in_order, table_blocks

PARSER = "pdf 1"
LEAST_CHARACTERS = 16  # on a page with a picture; with fewer it is a scan


def parse(data: bytes, recognised: Recognised | None = None) -> ParsedFile:
    """Read a PDF; scanned pages bear what was recognised in them.

    Raises DamagedFile, EncryptedFile, NeedsOCR, EmptyFile.
    """
    recognised = recognised or {}
    document = open_document(data)
    try:
        pages = [
            _read_page(document[index], index + 1, recognised) for index in range(len(document))
        ]
        outline = outline_of(document)
        title = document.get_metadata_value("Title").strip()
    except pdfium.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()
    if not any(page.lines or page.tables for page in pages):
        raise _without_text(pages)
    pages = _in_common_type(pages)
    level = {number: page.recognised for number, page in enumerate(pages, start=1)}
    return ParsedFile(
        blocks=tuple(
            recognised_block(block, level) for block in in_order(blocks_of(pages, outline))
        ),
        parser=PARSER,
        page_count=len(pages),
        pages_without_text=tuple(
            number for number, page in enumerate(pages, start=1) if page.is_scan
        ),
        title=title,
        pages_in_doubt=tuple(page for page, lines in recognised.items() if is_doubtful(lines)),
    )


def scanned_pages(data: bytes) -> tuple[int, ...]:
    """The pages that are pictures without text. Raises DamagedFile, EncryptedFile."""
    document = open_document(data)
    try:
        return tuple(
            index + 1 for index, page in enumerate(document) if _is_scan(page, PageText(page))
        )
    except pdfium.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def _without_text(pages: Sequence[Page]) -> NeedsOCR | EmptyFile:
    if any(page.is_scan for page in pages):
        return NeedsOCR(
            "这是扫描件，页面上只有图像，没有文字。服务器装有文字识别（OCR）时会自动识别；"
            "没有安装的，请管理员安装，或自行识别后上传。",
            "This is a scan: its pages are images without text. Where text recognition (OCR) is "
            "installed on the server it is read by and by; else have it installed, or have the "
            "text recognised and upload the result.",
        )
    return EmptyFile(
        "文件的页面都是空白的。请确认上传的是正确的文件；原件有文字的，请重新扫描或导出。",
        "All pages of the file are blank. Check that it is the right one; where the original has"
        " text, scan or export it again.",
    )


def _read_page(page: pdfium.PdfPage, number: int, recognised: Recognised) -> Page:
    text = PageText(page)
    is_scan = _is_scan(page, text)
    if is_scan and number in recognised:
        pictured = find_pictured_grids(page, turn_of_page(recognised[number]))
        lines = level_lines(recognised[number], pictured)
        read = _page([each.run for each in lines], pictured.grids, number)
        return replace(read, lines=tuple(map(hyphenated, read.lines)), recognised=lines)
    grids = find_grids(page)
    runs = text.runs([cell.box for grid in grids for cell in grid.cells])
    return replace(_page(runs, grids, number), is_scan=is_scan)


def _in_common_type(pages: Sequence[Page]) -> list[Page]:
    read = in_common_type([page.lines for page in pages if page.recognised])
    return [replace(page, lines=next(read)) if page.recognised else page for page in pages]


def _page(runs: Iterable[Run], grids: Sequence[Grid], number: int) -> Page:
    cells = [cell.box for grid in grids for cell in grid.cells]
    in_cells: dict[Box, list[Run]] = {cell: [] for cell in cells}
    outside: list[Run] = []
    for run in runs:
        place = (run.x0, run.top, run.x1, run.bottom)
        cell = next((cell for cell in cells if holds(cell, place)), None)
        (outside if cell is None else in_cells[cell]).append(run)
    tables = (_table(grid, in_cells, number) for grid in grids)
    return Page(
        lines=tuple(read_lines(outside, number)),
        tables=tuple(table for table in tables if table.blocks),
    )


def _is_scan(page: pdfium.PdfPage, text: PageText) -> bool:
    few = len("".join(text.text.split())) < LEAST_CHARACTERS
    return few and _has_picture(page)


def _has_picture(page: pdfium.PdfPage) -> bool:
    kinds = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
    return any(
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page, index)) in kinds
        for index in range(pdfium_c.FPDFPage_CountObjects(page))
    )


def _table(grid: Grid, runs: Mapping[Box, Sequence[Run]], page: int) -> PageTable:
    rows = [
        [
            ReadCell(_cell_blocks(runs[cell.box], page), cell.row_span, cell.column_span)
            for cell in cells
        ]
        for _, cells in groupby(grid.cells, key=lambda cell: cell.row)
    ]
    box = PageBox(page, *grid.box)
    blocks = (
        replace(block, page_start=page, page_end=page, boxes=(box,)) for block in table_blocks(rows)
    )
    return PageTable(page, grid.box, tuple(blocks))


def _cell_blocks(runs: Sequence[Run], page: int) -> tuple[Block, ...]:
    lines = read_lines(runs, page)
    texts = (paragraph_text([line.text for line in lines]) for lines in join_lines(lines))
    return tuple(Block(0, BlockKind.PARAGRAPH, text) for text in texts if text)
