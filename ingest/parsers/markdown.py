"""Markdown: CommonMark with tables, read as contracts use it.

Numbers of ordered lists are typed contract numbers and stay in the text. A line break in a Chinese
paragraph ends it, as ``（1）…`` lines are typed one below the other. What CommonMark would swallow
(link definitions, lines of underscores to fill in) stays text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.token import Token

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import EmptyFile
from contracts.structure.numbering import parse_label
from ingest.files.encodings import decode
from ingest.parsers.html import html_blocks
from ingest.parsers.joined_text import WIDE, paragraph_text
from ingest.parsers.paragraphs import RULE, SENTENCE_END
from ingest.parsers.tables import ReadCell, in_order, table_blocks
from ingest.parsers.text import text_blocks

PARSER = "markdown 1"
# Indented text and a rule below a paragraph are layout in contracts, not code and headings.
MARKDOWN = MarkdownIt("commonmark").enable("table").disable(["code", "lheading", "reference"])
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
PIPE = re.compile(r"(?<!\\)\|")
FULL_LINE = 56  # columns: a shorter line was not broken because it was full
SOFT, HARD = "\n", "\v"


def parse(data: bytes) -> ParsedFile:
    """Read a Markdown file. Raises EmptyFile and DamagedFile."""
    source = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    front_matter = FRONT_MATTER.match(source)
    title = ""
    if front_matter:
        source = source[front_matter.end() :]
        titled = TITLE.search(front_matter[1] or "")
        title = titled[1].strip("\"'") if titled else ""
    lines = _with_whole_rows(source.split("\n"))
    blocks = _Reader(MARKDOWN.parse("\n".join(lines)), lines).blocks()
    if not blocks:
        raise EmptyFile(
            "文件里没有正文。请确认上传的是正确的文件。",
            "There is no text in the file. Check that it is the right one.",
        )
    return ParsedFile(in_order(blocks), PARSER, title=title)


def _with_whole_rows(lines: Sequence[str]) -> list[str]:
    """The source with table heads as wide as the widest row: the rule drops cells beyond them."""
    widened = list(lines)
    for index, line in enumerate(lines):
        if index == 0 or not DELIMITER_ROW.fullmatch(line):
            continue
        body = takewhile(lambda row: "|" in row, lines[index + 1 :])
        extra = max(map(_width, body), default=0) - _width(line)
        if extra > 0:
            widened[index - 1] = lines[index - 1].rstrip().removesuffix("|") + "|" + " |" * extra
            widened[index] = line.rstrip().removesuffix("|") + "|" + "---|" * extra
    return widened


def _width(row: str) -> int:
    return len(PIPE.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


class _Reader:
    """Reads the token stream, which is flat, with opening and closing tokens."""

    def __init__(self, tokens: Sequence[Token], source: Sequence[str]) -> None:
        self._tokens = tokens
        self._source = source
        self._blocks: list[Block] = []
        self._numbers: list[Iterator[str]] = []  # of the open lists
        self._marker: str | None = None  # of a list item not yet begun, "" for a bullet
        self._heading: int | None = None
        self._rows: list[list[ReadCell]] = []

    def blocks(self) -> list[Block]:
        for index, token in enumerate(self._tokens):
            match token.type:
                case "heading_open":
                    self._heading = int(token.tag[1]) - 1
                case "heading_close":
                    self._heading = None
                case "bullet_list_open" | "ordered_list_open":
                    self._numbers.append(iter(_numbers(self._tokens[index:])))
                case "bullet_list_close" | "ordered_list_close":
                    self._numbers.pop()
                case "list_item_open":
                    self._marker = next(self._numbers[-1])
                case "list_item_close":
                    self._marker = None
                case _:
                    self._leaf(token, self._tokens[index - 1].type)
        return self._blocks

    def _leaf(self, token: Token, opened_by: str) -> None:
        match token.type:
            case "inline" if opened_by in ("th_open", "td_open"):
                self._rows[-1].append(_cell(token))
            case "inline":
                self._paragraph(token)
            case "tr_open":
                self._rows.append([])
            case "table_close":
                self._blocks += table_blocks(self._rows)
                self._rows = []
            case "fence":
                self._blocks += text_blocks(token.content)
            case "html_block":
                self._blocks += html_blocks(token.content)
            case "hr" if token.markup.startswith("_") and token.map:
                self._add(self._source[token.map[0]].strip())

    def _paragraph(self, token: Token) -> None:
        for text in _lines(_text(token)):
            if text and not RULE.fullmatch(text):
                self._add(text)

    def _add(self, text: str) -> None:
        if self._heading is not None:
            self._blocks.append(Block(0, BlockKind.HEADING, text, level=self._heading))
            return
        if self._marker is None:
            self._blocks.append(Block(0, BlockKind.PARAGRAPH, text))
            return
        text = f"{self._marker} {text}" if self._marker else text
        level = len(self._numbers) - 1
        self._blocks.append(Block(0, BlockKind.LIST_ITEM, text, level=level))
        self._marker = None


def _numbers(tokens: Sequence[Token]) -> list[str]:
    """The markers of the items of a list that opens with the first of these tokens.

    They are as typed; where all are typed alike ("1." each time) they count up, as a reader of the
    printed page sees them.
    """
    opening = tokens[0]
    items = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == opening.level + 1:
            items.append(token)
        elif token.level == opening.level and token.nesting == -1:
            break
    if opening.type == "bullet_list_open":
        return [""] * len(items)
    alike = len({item.info for item in items}) == 1
    return [
        f"{int(item.info) + (place if alike else 0)}{item.markup}"
        for place, item in enumerate(items)
    ]


def _cell(token: Token) -> ReadCell:
    texts = (text for text in _lines(_text(token)) if text)
    return ReadCell(tuple(Block(0, BlockKind.PARAGRAPH, text) for text in texts))


def _text(token: Token) -> str:
    """The text of an inline token without its markup, line breaks as SOFT and HARD."""
    parts = []
    for child in token.children or ():
        if child.type == "softbreak":
            parts.append(SOFT)
        elif child.type == "hardbreak":
            parts.append(HARD)
        elif child.type == "html_inline":
            parts.append(HARD if LINE_BREAK_TAG.match(child.content) else "")
        else:
            parts.append(child.content)
    return "".join(parts)


def _lines(text: str) -> Iterator[str]:
    """The paragraphs that the line breaks make, wrapped lines joined."""
    for stretch in text.split(HARD):
        lines = [line.strip() for line in stretch.split(SOFT)]
        paragraph = lines[:1]
        for line in lines[1:]:
            if _is_wrapped(paragraph[-1], line):
                paragraph.append(line)
            else:
                yield paragraph_text(paragraph)
                paragraph = [line]
        yield paragraph_text(paragraph)


def _is_wrapped(line: str, following: str) -> bool:
    if parse_label(following) or not line or not following:
        return False
    if not re.search(rf"{WIDE}$", line) and not re.match(WIDE, following):
        return True
    width = sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in line)
    return width >= FULL_LINE and not SENTENCE_END.search(line)
