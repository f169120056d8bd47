"""DOCX: paragraphs, tables, notes, text boxes, headers and footers, in reading order.

Read straight from the XML (ECMA-376), because libraries lose automatic numbers, tracked
insertions, text boxes, notes and content controls, and repeat merged cells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from contracts.document import Block, BlockKind, NumberSource, ParsedFile
from contracts.errors import DamagedFile, EmptyFile
from ingest.parsers.docx_numbering import NumberCounter, Numbered, NumberList, read_numbering
from ingest.parsers.docx_styles import ParagraphStyle, Styles, heading_level, read_styles
from ingest.parsers.docx_tables import read_rows
from ingest.parsers.docx_text import NoteReference, ParagraphText, mark_deleted, read_paragraph
from ingest.parsers.paragraphs import PAGE_NUMBER
from ingest.parsers.tables import in_order, table_blocks
from office.package import Package
from office.word_elements import W, child, content, integer, value

PARSER = "docx 1"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
PARTS = {"styles", "numbering", "header", "footer", "footnotes", "endnotes"}
SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def parse(data: bytes) -> ParsedFile:
    """Read a DOCX. Raises DamagedFile, EncryptedFile, OversizedFile, EmptyFile."""
    package = Package(data)
    try:
        return _parse(package)
    except RecursionError as error:
        raise DamagedFile(
            "文件内部嵌套过深，无法读取。请用 Word 打开后另存为新文件。",
            "The file is nested too deeply to be read. Open it in Word and save it as a new file.",
        ) from error


def _parse(package: Package) -> ParsedFile:
    main = package.main_part("word/document.xml")
    body = child(package.xml(main), "body")
    if body is None:
        raise DamagedFile(
            "文件里没有 Word 正文。请用 Word 打开并另存为 .docx，或重新获取原件。",
            "The file holds no Word text. Open it in Word and save it as .docx, "
            "or get the original again.",
        )
    parts = _parts(package, main)
    definitions = _Definitions.of(parts)
    blocks = _Story(definitions).blocks(body)
    if not blocks:
        raise EmptyFile(
            "文件里没有文字。请确认上传的是正确的文件。",
            "There is no text in the file. Check that it is the right one.",
        )
    headers = _running(parts.get("header", []), BlockKind.HEADER, definitions)
    footers = _running(parts.get("footer", []), BlockKind.FOOTER, definitions)
    return ParsedFile(in_order(headers + blocks + footers), PARSER, title=_title(package))


def _parts(package: Package, main: str) -> dict[str, list[etree._Element]]:
    """The parts the document refers to, by kind of reference."""
    parts: dict[str, list[etree._Element]] = {}
    for link in package.relationships(main).values():
        root = package.xml(link.target) if link.kind in PARTS else None
        if root is not None:
            parts.setdefault(link.kind, []).append(root)
    return parts


def _running(
    roots: list[etree._Element], kind: BlockKind, definitions: "_Definitions"
) -> list[Block]:
    """The texts of all headers (or footers), each once; a lone page number is left out."""
    blocks: dict[str, Block] = {}
    for root in roots:
        for block in _Story(definitions, kind).blocks(root):
            blocks.setdefault(block.shown, block)
    return [block for text, block in blocks.items() if not PAGE_NUMBER.fullmatch(text)]


def _title(package: Package) -> str:
    for link in package.relationships().values():
        root = package.xml(link.target) if link.kind == "core-properties" else None
        if root is not None:
            return (root.findtext(TITLE) or "").strip()
    return ""


@dataclass(frozen=True, slots=True)
class _Definitions:
    """What the stories of a document (body, headers, notes) refer to."""

    styles: Styles
    lists: Mapping[str, NumberList]
    notes: Mapping[NoteReference, etree._Element]

    @classmethod
    def of(cls, parts: Mapping[str, list[etree._Element]]) -> "_Definitions":
        styles = read_styles(next(iter(parts.get("styles", [])), None))
        lists = read_numbering(next(iter(parts.get("numbering", [])), None), styles)
        notes = {
            NoteReference(kind, note.get(f"{W}id", "")): note
            for kind in ("footnote", "endnote")
            for root in parts.get(f"{kind}s", [])
            for note in root.iterchildren(f"{W}{kind}")
            if note.get(f"{W}type") not in SEPARATORS
        }
        return cls(styles, lists, notes)


class _Story:
    """Reads one story and gives its blocks; ``kind`` is that of every block, where it is fixed."""

    def __init__(self, definitions: _Definitions, kind: BlockKind | None = None) -> None:
        self._definitions = definitions
        self._kind = kind
        self._counter = NumberCounter(definitions.lists)
        self._notes_seen: dict[str, int] = {}

    def blocks(self, container: etree._Element) -> list[Block]:
        blocks: list[Block] = []
        pending: ParagraphText | None = None  # what stands before a deleted paragraph mark
        for element in content(container):
            if element.tag == f"{W}p":
                read = read_paragraph(element)
                read = pending.followed_by(read) if pending else read
                pending = read if mark_deleted(element) else None
                if pending is None:
                    blocks += self._paragraph(child(element, "pPr"), read)
            elif element.tag == f"{W}tbl":
                if pending:
                    blocks += self._paragraph(None, pending)
                    pending = None
                blocks += table_blocks(read_rows(element, self.blocks))
        if pending:
            blocks += self._paragraph(None, pending)
        return blocks

    def _paragraph(self, properties: etree._Element | None, read: ParagraphText) -> list[Block]:
        style = self._definitions.styles.of(value(child(properties, "pStyle")))
        numbered = self._number(child(properties, "numPr"), style)
        heading = heading_level(integer(child(properties, "outlineLvl")), style)
        read = read.stripped()
        blocks = []
        if read.text or read.revisions or (numbered and numbered.label):
            blocks.append(self._block(read, numbered, heading))
        for box in read.text_boxes:
            blocks += self._inner(box, BlockKind.TEXT_BOX)
        for reference in read.notes:
            blocks += self._note(reference)
        return blocks

    def _number(self, own: etree._Element | None, style: ParagraphStyle) -> Numbered | None:
        list_id = value(child(own, "numId")) or None
        return self._counter.number(style, list_id, integer(child(own, "ilvl")))

    def _block(self, read: ParagraphText, numbered: Numbered | None, heading: int | None) -> Block:
        label = numbered.label if numbered else ""
        kind, level = BlockKind.PARAGRAPH, None
        if heading is not None:
            kind, level = BlockKind.HEADING, heading
        elif numbered is not None:
            kind, level = BlockKind.LIST_ITEM, numbered.level
        return Block(
            order=0,
            kind=self._kind or kind,
            text=read.text,
            number_label=label,
            number_source=NumberSource.AUTOMATIC if label else None,
            level=level,
            revisions=read.revisions,
        )

    def _inner(self, container: etree._Element, kind: BlockKind) -> list[Block]:
        """The blocks of a text box or note; the numbering goes on counting through them."""
        outer = self._kind
        self._kind = kind
        blocks = self.blocks(container)
        self._kind = outer
        return blocks

    def _note(self, reference: NoteReference) -> list[Block]:
        """A note, which follows the paragraph that refers to it, with the number of its mark."""
        element = self._definitions.notes.get(reference)
        if element is None:
            return []
        number = self._notes_seen.get(reference.kind, 0) + 1
        self._notes_seen[reference.kind] = number
        blocks = self._inner(element, BlockKind.FOOTNOTE)
        if blocks and not blocks[0].number_label:
            source = NumberSource.AUTOMATIC
            blocks[0] = replace(blocks[0], number_label=f"[{number}]", number_source=source)
        return blocks
