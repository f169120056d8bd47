"""Write a demo source as a Word file, the same bytes each time.

python-docx writes paragraphs, tables, headers and footers; automatic numbering and tracked changes,
which it doesn't know, are added as XML.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from demo_source import Layout, Paragraph, Source, Table

FONTS = {  # body and heading, as offices in each place have them
    "zh-CN": ("宋体", "黑体"),
    "zh-TW": ("新細明體", "微軟正黑體"),
    "en-US": ("Times New Roman", "Arial"),
}
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[\+(?P<inserted>.+?)\+\]|\[-(?P<deleted>.+?)-\]")
COLUMN_WIDTH_CM = 7.2  # of a page set in two
WRITTEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # any fixed day: the file says the same each time


def word_file(source: Source, title: str) -> bytes:
    """Return the source as DOCX."""
    document = Document()
    set_properties(document, title)
    set_page(document, source.layout)
    set_fonts(document, source.layout)
    numbering = add_numbering(document, source.layout)
    revisions = Revisions(source.layout)
    for part in source.parts:
        if isinstance(part, Table):
            add_table(document, part, source.layout, revisions)
        else:
            add_paragraph(document, part, source.layout, numbering, revisions)
    stream = io.BytesIO()
    document.save(stream)
    return same_bytes(stream.getvalue())


def set_properties(document: Any, title: str) -> None:
    """Fix what python-docx would take from its template or from the clock."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "Qingwu Select", ""
    properties.created = properties.modified = WRITTEN.replace(tzinfo=None)


def set_page(document: Any, layout: Layout) -> None:
    """A4, with a running header, and page numbers in the footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    section.header.paragraphs[0].text = layout.header
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in re.split(r"(PAGES?)", layout.footer):
        if text in {"PAGE", "PAGES"}:
            add_field(footer, "NUMPAGES" if text == "PAGES" else "PAGE")
        else:
            footer.add_run(text)
    if layout.columns > 1:
        body = document.add_section(WD_SECTION.CONTINUOUS)
        columns = body._sectPr.xpath("./w:cols")[0]
        columns.set(qn("w:num"), str(layout.columns))
        columns.set(qn("w:space"), "500")


def set_fonts(document: Any, layout: Layout) -> None:
    """Give body and headings the fonts of the language, in black."""
    body, heading = FONTS[layout.language]
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        fonts.set(qn("w:ascii"), "Times New Roman")
        fonts.set(qn("w:hAnsi"), "Times New Roman")
        fonts.set(qn("w:eastAsia"), body if name == "Normal" else heading)
        for colour in properties.xpath("./w:color"):
            properties.remove(colour)
        style.font.italic = False
    language = element("w:lang", val=layout.language, eastAsia=layout.language)
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    document.styles["Normal"].font.size = Pt(10 if layout.columns > 1 else 11)
    document.styles["Heading 1"].font.size = Pt(12)
    document.styles["Heading 2"].font.size = Pt(11)


def add_numbering(document: Any, layout: Layout) -> str | None:
    """Add the layout's numbering to numbering.xml and return its number, None without one."""
    if not layout.numbering:
        return None
    part = document.part.numbering_part.element
    abstract = element("w:abstractNum", abstractNumId="90")
    abstract.append(element("w:multiLevelType", val="multilevel"))
    for depth, level in enumerate(layout.numbering):
        lvl = element("w:lvl", ilvl=str(depth))
        lvl.append(element("w:start", val="1"))
        lvl.append(element("w:numFmt", val=level.format))
        if level.legal:
            lvl.append(element("w:isLgl"))
        lvl.append(element("w:suff", val="space"))
        lvl.append(element("w:lvlText", val=level.text))
        lvl.append(element("w:lvlJc", val="left"))
        indent = element("w:pPr")
        indent.append(element("w:ind", left=str(max(0, depth - 1) * 420), firstLine="0"))
        lvl.append(indent)
        abstract.append(lvl)
    part.insert(0, abstract)  # the schema wants every abstractNum before the first num
    number = element("w:num", numId="90")
    number.append(element("w:abstractNumId", val="90"))
    part.append(number)
    return "90"


def add_paragraph(
    document: Any, part: Paragraph, layout: Layout, numbering: str | None, revisions: "Revisions"
) -> None:
    """Add a paragraph in the style its mark asks for."""
    if part.mark == "~~~":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    depth = int(part.mark[1]) - 1 if part.mark.startswith("@") else None
    heading = depth is not None and layout.numbering[depth].heading
    style = {"=": "Heading 1", "==": "Heading 2", "-": "List Bullet"}.get(part.mark, "Normal")
    paragraph = document.add_paragraph(style="Heading 1" if heading else style)
    if depth is not None:
        number = element("w:numPr")
        number.append(element("w:ilvl", val=str(depth)))
        number.append(element("w:numId", val=numbering or "0"))
        paragraph._p.get_or_add_pPr().append(number)
    if part.mark.startswith("#"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.mark == ">":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.line_spacing = 1.25
    add_runs(paragraph, part.text, revisions)
    if part.mark == "#":
        for run in paragraph.runs:
            run.font.size, run.bold = Pt(18), True


def add_table(document: Any, part: Table, layout: Layout, revisions: "Revisions") -> None:
    """Add a table; a cell `<` is merged into its left neighbour, `^` into the one above."""
    columns = max(map(len, part.rows))
    table = document.add_table(len(part.rows), columns)
    if part.ruled:
        table.style = "Table Grid"
    if layout.columns > 1:
        for column in table.columns:
            column.width = Cm(COLUMN_WIDTH_CM / columns)
    for row, cells in enumerate(part.rows):
        for column, text in enumerate(cells):
            if text == "<":
                table.cell(row, column - 1).merge(table.cell(row, column))
            elif text == "^":
                table.cell(row - 1, column).merge(table.cell(row, column))
            else:
                add_runs(table.cell(row, column).paragraphs[0], text, revisions)
    document.add_paragraph()


class Revisions:
    """Numbers the tracked changes of one file: each needs an id of its own."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.count = layout, 0

    def element(self, tag: str) -> Any:
        """Return an empty w:ins or w:del by the layout's reviser."""
        self.count += 1
        return element(
            tag, id=str(self.count), author=self.layout.reviser, date=self.layout.revised_at
        )


def add_runs(paragraph: Any, text: str, revisions: Revisions) -> None:
    """Add the text, its bold passages and its tracked changes."""
    for kind, piece in pieces(text):
        run = paragraph.add_run(piece)
        run.bold = True if kind == "bold" else None
        if kind in {"inserted", "deleted"}:
            change = revisions.element("w:ins" if kind == "inserted" else "w:del")
            run._r.addprevious(change)
            change.append(run._r)
        if kind == "deleted":
            for deleted in run._r.xpath("./w:t"):
                deleted.tag = qn("w:delText")
                deleted.set(qn("xml:space"), "preserve")


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces that are plain, bold, inserted or deleted."""
    end = 0
    for match in INLINE.finditer(text):
        if match.start() > end:
            yield "plain", text[end : match.start()]
        assert match.lastgroup  # noqa: S101 - each branch of the expression has a name
        yield match.lastgroup, match[match.lastgroup]
        end = match.end()
    if end < len(text):
        yield "plain", text[end:]


def add_field(paragraph: Any, name: str) -> None:
    """Add a field such as PAGE, which the word processor fills in."""
    simple = element("w:fldSimple", instr=name)
    run = element("w:r")
    text = element("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def element(tag: str, **attributes: str) -> Any:
    """Return an element of WordprocessingML with its attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def same_bytes(archive: bytes) -> bytes:
    """Return the ZIP with every member dated alike, so that equal contents give equal files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":  # python-docx's own template in small
                continue
            member = zipfile.ZipInfo(name, date_time=WRITTEN.timetuple()[:6])
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(member, old.read(name))
    return stream.getvalue()
