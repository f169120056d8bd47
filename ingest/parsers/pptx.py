"""PPTX: slide by slide its title, text, tables and diagrams, then the speaker's notes (ECMA-376).

A slide counts as a page. Titles are headings; one repeated from the slide before is left out, since
what follows only goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import DamagedFile, EmptyFile
from ingest.parsers.drawing_text import plain_text, text_blocks
from ingest.parsers.tables import MOST_SPAN, ReadCell, in_order, table_blocks
from office.package import Package, Relationship

PARSER = "pptx 1"
RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DIAGRAM_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
TITLES = ("title", "ctrTitle")
LISTS = ("body", "obj", "")  # placeholders whose paragraphs are list items, unless they say not
FOOTER = "ftr"
LEFT_OUT = ("dt", "sldNum", "sldImg", "hdr")


def parse(data: bytes) -> ParsedFile:
    """Read a PPTX. Raises DamagedFile, EncryptedFile, OversizedFile, EmptyFile."""
    package = Package(data)
    slides = _slides(package)
    blocks: list[Block] = []
    footers: dict[str, Block] = {}
    title = ""
    for number, part in enumerate(slides, start=1):
        heading, slide_blocks = _slide(package, part)
        if heading and heading != title:
            slide_blocks.insert(0, Block(0, BlockKind.HEADING, heading, level=0))
        title = heading or title
        for block in slide_blocks:
            if block.kind is not BlockKind.FOOTER:
                blocks.append(replace(block, page_start=number, page_end=number))
            else:
                footers.setdefault(block.text, block)
    if not blocks:
        raise EmptyFile(
            "演示文稿里没有文字（可能只有图片）。请确认上传的是正确的文件。",
            "There is no text in the presentation, perhaps pictures alone. "
            "Check that it is the right one.",
        )
    first = blocks[0].text if blocks[0].kind is BlockKind.HEADING else ""
    blocks += footers.values()
    return ParsedFile(in_order(blocks), PARSER, page_count=len(slides), title=first)


def _slides(package: Package) -> list[str]:
    """The parts of the slides, in the order in which they are shown."""
    main = package.main_part("ppt/presentation.xml")
    root = package.xml(main)
    if root is None:
        raise DamagedFile(
            "文件里没有演示文稿的内容。请用 PowerPoint 打开并另存，或重新获取原件。",
            "The file holds no presentation. Open it in PowerPoint and save it again, "
            "or get the original again.",
        )
    links = package.relationships(main)
    shown = [links.get(slide.get(RELATIONSHIP_ID, "")) for slide in root.iter("{*}sldId")]
    return [link.target for link in shown if link is not None]


def _slide(package: Package, part: str) -> tuple[str, list[Block]]:
    """A slide's title and its other blocks. A slide that isn't there has neither."""
    root = package.xml(part)
    if root is None:
        return "", []
    links = package.relationships(part)
    title = ""
    blocks: list[Block] = []
    for shape in _shapes(root):
        kind = _placeholder(shape)
        if kind in TITLES and not title:
            title = plain_text(shape.find("{*}txBody"))
        elif kind == FOOTER:
            footer = plain_text(shape.find("{*}txBody"))
            blocks += [Block(0, BlockKind.FOOTER, footer)] if footer else []
        elif kind not in LEFT_OUT:
            blocks += _shape_blocks(package, shape, kind, links)
    notes = (link.target for link in links.values() if link.kind == "notesSlide")
    for target in notes:
        blocks += _notes(package, target)
    return title, blocks


def _shapes(root: etree._Element) -> Iterator[etree._Element]:
    """The shapes in the order in which they lie; those for older programs are left out."""
    for shape in root.iter("{*}sp", "{*}graphicFrame"):
        if next(shape.iterancestors("{*}Fallback"), None) is None:
            yield shape


def _placeholder(shape: etree._Element) -> str | None:
    """What kind of placeholder a shape is, None where it is none."""
    found = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    return found.get("type", "") if found is not None else None


def _shape_blocks(
    package: Package,
    shape: etree._Element,
    placeholder: str | None,
    links: Mapping[str, Relationship],
) -> Iterator[Block]:
    body = shape.find("{*}txBody")
    if body is not None:
        yield from text_blocks(body, listed=placeholder in LISTS)
        return
    for table in shape.iter("{*}tbl"):
        yield from table_blocks(list(_rows(table)))
    for diagram in shape.iter("{*}relIds"):
        data = links.get(diagram.get(DIAGRAM_DATA, ""))
        root = package.xml(data.target) if data else None
        for point in root.iter("{*}pt") if root is not None else ():
            text = plain_text(point.find("{*}t"))
            if text:
                yield Block(0, BlockKind.LIST_ITEM, text, level=0)


def _rows(table: etree._Element) -> Iterator[Sequence[ReadCell]]:
    for row in table.iterchildren("{*}tr"):
        yield [
            ReadCell(tuple(_cell_blocks(cell)), _span(cell, "rowSpan"), _span(cell, "gridSpan"))
            for cell in row.iterchildren("{*}tc")
            if not (_is_on(cell, "hMerge") or _is_on(cell, "vMerge"))
        ]


def _cell_blocks(cell: etree._Element) -> Iterator[Block]:
    body = cell.find("{*}txBody")
    return text_blocks(body) if body is not None else iter(())


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), MOST_SPAN)


def _is_on(cell: etree._Element, name: str) -> bool:
    return cell.get(name) in ("1", "true")


def _notes(package: Package, part: str) -> Iterator[Block]:
    """What the speaker noted, as footnotes of the slide."""
    root = package.xml(part)
    for shape in _shapes(root) if root is not None else ():
        body = shape.find("{*}txBody")
        if body is not None and _placeholder(shape) == "body":
            for block in text_blocks(body):
                yield replace(block, kind=BlockKind.FOOTNOTE, level=None)
