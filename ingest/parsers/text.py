"""Plain text: one paragraph a line, or hard-wrapped lines joined to paragraphs.

Columns of characters serve as places on a page (a Chinese character is two wide), so that the same
rules as for PDF tell where a paragraph ends.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from contracts.document import Block, BlockKind, ParsedFile
from ingest.files.encodings import decode
from ingest.parsers.drawn_tables import with_drawn_tables
from ingest.parsers.joined_text import HANZI, paragraph_text, without_bullet, words_of
from ingest.parsers.paragraphs import PAGE_NUMBER, RULE, SENTENCE_END, Line, join_lines
from ingest.parsers.running_text import part_running_lines
from ingest.parsers.tables import in_order

PARSER = "text 1"
TAB_WIDTH = 8
NARROWEST, WIDEST = 40, 120  # columns of hard-wrapped text
LEAST_WRAPPED = 0.4  # share of lines that end near the right edge in mid-sentence
SET_APART = 24  # columns of indent: page heads, dates and signatures, which wrap nowhere
EDGE = 6  # columns within which full lines end
FEWEST_FULL = 6
MOSTLY = 2 / 3
MID_SENTENCE = re.compile(rf"(?:[{HANZI}，、]|[{HANZI}] ?\d+)$")
LONG_LINE = 160  # columns; in a longer line three spaces part what were paragraphs
BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
GAP = re.compile(r" {3,}")


def parse(data: bytes) -> ParsedFile:
    """Read a text file in any of the usual encodings. Raises EmptyFile and DamagedFile."""
    body, feet = part_running_lines(list(paragraphs(decode(data))))
    blocks = with_drawn_tables(map(_block, body))
    blocks += [Block(0, BlockKind.FOOTER, text) for text in feet]
    return ParsedFile(in_order([block for block in blocks if block.text]), PARSER)


def text_blocks(text: str) -> list[Block]:
    """The paragraphs of a text, as blocks."""
    return [block for block in map(_block, paragraphs(text)) if block.text]


def _block(paragraph: str) -> Block:
    item = without_bullet(paragraph)
    return Block(0, BlockKind.PARAGRAPH if item == paragraph else BlockKind.LIST_ITEM, item)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, white space at their ends removed."""
    text = text.replace("\xa0", " ")
    lines = [_line(line, row) for row, line in enumerate(BREAK.split(text)) if line.strip()]
    lines = [line for line in lines if not RULE.fullmatch(line.text)]
    right = _wrap_column(lines)
    if right is None:
        for line in lines:
            yield from _split_long(line.text)
        return
    wrapped = [_in_column(line, right) for line in lines]
    words = words_of([line.text for line in wrapped])
    for paragraph in join_lines(wrapped):
        yield paragraph_text([line.text for line in paragraph], words.__contains__)


def _split_long(text: str) -> Iterator[str]:
    if _width(text) < LONG_LINE:
        yield text
        return
    yield from (part.strip() for part in GAP.split(text) if part.strip())


def _in_column(line: Line, right: float) -> Line:
    """The line in the text's column, or in one of its own where it is a page's number set apart."""
    apart = line.x0 >= SET_APART and PAGE_NUMBER.fullmatch(line.text)
    placed = line.between(0, right)
    return replace(placed, column=1) if apart else placed


def _wrap_column(lines: Sequence[Line]) -> float | None:
    """The column at which the lines were wrapped, or None where each is a paragraph."""
    lines = [line for line in lines if line.x0 < SET_APART]
    if len(lines) < 5:
        return None
    ends = sorted(line.x1 for line in lines)
    right = ends[len(ends) * 9 // 10]
    if not NARROWEST <= right <= WIDEST:
        return None
    wrapped = sum(line.x1 >= 0.8 * right and not SENTENCE_END.search(line.text) for line in lines)
    many = wrapped >= LEAST_WRAPPED * len(lines)
    return right if many or _stops_at_edge(lines, right) else None


def _stops_at_edge(lines: Sequence[Line], right: float) -> bool:
    """Whether no Chinese line goes over the edge, and those that reach it stop in mid-sentence.

    So do articles of one or two lines, most of which end before the edge.
    """
    full = [line for line in lines if line.x1 > right - EDGE]
    broken = sum(MID_SENTENCE.search(line.text) is not None for line in full)
    over = max(line.x1 for line in lines) > right + EDGE
    return not over and len(full) >= FEWEST_FULL and broken >= MOSTLY * len(full)


def _line(text: str, row: int) -> Line:
    expanded = text.expandtabs(TAB_WIDTH)
    start = _width(expanded) - _width(expanded.lstrip())
    end = _width(expanded.rstrip())
    return Line(text.strip(), start, row, end, row + 1, em=2, left=0, right=end)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
