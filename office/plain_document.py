"""A plain Word file of the blocks that were read from a document of another format."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from contracts.document import Block, BlockKind
from office.xml_text import writable

_LATIN, _CHINESE, _CHINESE_HEADING = "Times New Roman", "宋体", "黑体"
_DEEPEST = 9  # Word's heading styles
_MARGIN = Cm(2.5)


def plain_document(blocks: Sequence[Block]) -> bytes:
    """A DOCX with a paragraph for each block, headings and tables as such."""
    document = docx.Document()
    _prepare(document)
    before: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            if before is not None and before.kind is BlockKind.TABLE:
                document.add_paragraph()  # or they would be one table
            _add_table(document, block)
        elif block.kind is BlockKind.HEADING:
            document.add_heading(writable(block.shown), min((block.level or 0) + 1, _DEEPEST))
        else:
            document.add_paragraph(writable(block.shown))
        before = block
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_typed_number(block: Block) -> Block:
    """The block as it reads in a plain document: an automatic number is typed there."""
    return replace(block, text=block.shown, number_label="", number_source=None)


def _prepare(document: docx.document.Document) -> None:
    """Fonts for Chinese and a page of A4."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    names = ["Normal", *(f"Heading {level}" for level in range(1, _DEEPEST + 1))]
    for name in names:
        style = document.styles[name]
        style.font.name = _LATIN
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.size = Pt(14 if name == "Heading 1" else 11)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), _CHINESE if name == "Normal" else _CHINESE_HEADING)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add_table(document: docx.document.Document, block: Block) -> None:
    width = max(sum(cell.column_span for cell in row) for row in block.table)
    table = document.add_table(rows=len(block.table), cols=width, style="Table Grid")
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(block.table):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            last = (
                min(number + cell.row_span, len(block.table)) - 1,
                min(column + cell.column_span, width) - 1,
            )
            covered.update(
                (below, beside)
                for below in range(number, last[0] + 1)
                for beside in range(column, last[1] + 1)
            )
            first = table.cell(number, min(column, width - 1))
            merged = first if last == (number, column) else first.merge(table.cell(*last))
            merged.text = writable(cell.text)
            column = last[1] + 1
