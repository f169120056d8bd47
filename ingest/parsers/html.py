"""HTML: the text a browser would show, as headings, paragraphs, list items and tables.

``<br>`` ends a paragraph, since saved contract pages use it for just that. Numbers of ordered lists
are automatic, like Word's: they stand in no text. What a site prints around its pages (``<header>``
and ``<footer>``) is page header and footer.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from contracts.document import Block, BlockKind, NumberSource, ParsedFile
from contracts.errors import DamagedFile, EmptyFile
from contracts.structure.numbering import parse_label
from ingest.files.encodings import decode
from ingest.parsers.docx_number_formats import format_number
from ingest.parsers.drawn_tables import with_drawn_tables
from ingest.parsers.joined_text import WIDE, without_bullet
from ingest.parsers.tables import MOST_SPAN, ReadCell, in_order, table_blocks
from ingest.parsers.text import paragraphs

PARSER = "html 1"
DROPPED = {
    "-comment", "script", "style", "noscript", "template", "head", "nav", "svg", "iframe", "object",
    "select", "button", "input", "audio", "video", "canvas", "math", "rp", "rt",
}  # fmt: skip
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "o:p", "st1:chsdate",
}  # fmt: skip
HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
FRAMES = {"header": BlockKind.HEADER, "footer": BlockKind.FOOTER}
DOCUMENT_PARTS = ("main", "article", *HEADINGS)
LONGEST_FRAME = 300  # characters: what is longer is no site's header but the document itself
LIST_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n\f]+")
SEAM = re.compile(rf"(?<={WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={WIDE})")  # a wrapped source line
TOLD = re.compile(r".{30}|[。；;]", re.DOTALL)  # a text, not what is filled in: 地址, then where
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
PLAIN_LIST = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)


def parse(data: bytes) -> ParsedFile:
    """Read an HTML file. Raises EmptyFile and DamagedFile."""
    declared = CHARSET.search(data[:4096])
    tree = LexborHTMLParser(decode(data, declared[1].decode("ascii") if declared else ""))
    blocks = _body_blocks(tree)
    if not blocks:
        raise EmptyFile(
            "网页里没有文字。请确认保存的是完整网页。",
            "There is no text in the page. Check that the whole page was saved.",
        )
    title = tree.css_first("title")
    return ParsedFile(in_order(blocks), PARSER, title=title.text().strip() if title else "")


def html_blocks(source: str) -> list[Block]:
    """The blocks of a piece of HTML, as Markdown may hold one. Raises DamagedFile."""
    return _body_blocks(LexborHTMLParser(source))


def _body_blocks(tree: LexborHTMLParser) -> list[Block]:
    try:
        blocks = _Walk().blocks(tree.body) if tree.body else []
    except RecursionError as error:
        raise DamagedFile(
            "网页嵌套过深，无法读取。请在浏览器中打开后另存为纯文本或 PDF。",
            "The page is nested too deeply to be read. "
            "Open it in a browser and save it as text or PDF.",
        ) from error
    return with_drawn_tables(blocks)


class _Walk:
    """Goes through the elements once, collecting text until an element ends the paragraph."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._heading: int | None = None
        self._frame: BlockKind | None = None
        self._list_depth = 0
        self._item: str | None = None  # the label of an item not yet begun, "" for a bullet

    def blocks(self, node: LexborNode) -> list[Block]:
        """The blocks of an element's content."""
        self._children(node)
        self._end_paragraph()
        return self._blocks

    def _children(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            self._node(child)

    def _node(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text.append(node.text_content or "")
        elif tag in DROPPED or _is_hidden(node):
            return
        elif tag in INLINE:
            self._children(node)
        else:
            self._end_paragraph()
            self._block_element(tag, node)
            self._end_paragraph()

    def _block_element(self, tag: str, node: LexborNode) -> None:
        if tag in HEADINGS or (tag == "dt" and _heads_text(node)):
            self._heading = HEADINGS.get(tag, len(HEADINGS))
            self._children(node)
            self._end_paragraph()
            self._heading = None
        elif tag in FRAMES and _is_frame(node):
            self._frame = FRAMES[tag]
            self._children(node)
            self._end_paragraph()
            self._frame = None
        elif tag == "table":
            self._blocks += table_blocks(list(_rows(node)))
        elif tag in ("ul", "ol"):
            self._list(tag, node)
        elif tag in ("pre", "textarea"):
            for paragraph in paragraphs(node.text(deep=True)):
                self._add(paragraph)
        else:
            self._children(node)

    def _list(self, tag: str, node: LexborNode) -> None:
        number = _integer(node, "start", 1)
        number_format = LIST_FORMATS.get(node.attributes.get("type") or "1", "decimal")
        plain = tag == "ul" or bool(PLAIN_LIST.search(node.attributes.get("style") or ""))
        self._list_depth += 1
        for child in node.iter(include_text=True):
            if child.tag == "li":
                number = _integer(child, "value", number)
                self._item = "" if plain else f"{format_number(number, number_format)}."
                number += 1
            self._node(child)
            self._end_paragraph()
            self._item = None
        self._list_depth -= 1

    def _end_paragraph(self) -> None:
        text = SPACES.sub(" ", SEAM.sub("", "".join(self._text))).replace("\xa0", " ").strip()
        self._text = []
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        item = without_bullet(text)
        label, kind, level = "", BlockKind.PARAGRAPH, None
        if self._frame is not None:
            kind, item = self._frame, text
        elif self._heading is not None:
            kind, level, item = BlockKind.HEADING, self._heading, text
        elif self._item is not None:
            kind, level = BlockKind.LIST_ITEM, self._list_depth - 1
            label = "" if parse_label(item) else self._item  # typed as well: shown once
        elif item != text:
            kind, level = BlockKind.LIST_ITEM, self._list_depth
        self._item = None
        if item:
            source = NumberSource.AUTOMATIC if label else None
            self._blocks.append(Block(0, kind, item, label, source, level))


def _rows(table: LexborNode) -> Iterator[list[ReadCell]]:
    for node in table.iter():
        if node.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(node)
        elif node.tag == "tr" and not _is_hidden(node):
            yield [
                ReadCell(
                    tuple(_Walk().blocks(cell)),
                    row_span=min(max(_integer(cell, "rowspan", 1), 1), MOST_SPAN),
                    column_span=min(max(_integer(cell, "colspan", 1), 1), MOST_SPAN),
                )
                for cell in node.iter()
                if cell.tag in ("td", "th") and not _is_hidden(cell)
            ]
        elif node.tag == "caption":
            yield [ReadCell(tuple(_Walk().blocks(node)))]


def _heads_text(term: LexborNode) -> bool:
    """Whether a term of a list heads what is said of it, and doesn't name a field or a word."""
    told = term.next
    while told is not None and told.tag == "-text":
        told = told.next
    return told is not None and told.tag == "dd" and TOLD.search(told.text()) is not None


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(HIDDEN.search(attributes.get("style") or ""))


def _is_frame(node: LexborNode) -> bool:
    """Whether a header or footer is the site's: outside the document, and without its title."""
    above = node.parent
    while above is not None:
        if above.tag in DOCUMENT_PARTS:
            return False
        above = above.parent
    holds_document = any(node.css_first(tag) is not None for tag in DOCUMENT_PARTS)
    return not holds_document and len(node.text()) <= LONGEST_FRAME


def _integer(node: LexborNode, attribute: str, default: int) -> int:
    text = (node.attributes.get(attribute) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
