"""What stands on a PDF's pages → blocks: headings, paragraphs, tables, notes, in reading order.

Running lines, notes and tables are parted from the body first; what a page's end cut in two, a
paragraph or a table, is put together again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from contracts.document import Block, BlockKind, Cell, PageBox
from ingest.parsers.joined_text import paragraph_text, without_bullet, words_of
from ingest.parsers.page_frame import Box
from ingest.parsers.paragraphs import Line, Paragraph, join_lines
from ingest.parsers.pdf_headings import HeadingGuess
from ingest.parsers.pdf_layout import with_common_edges
from ingest.parsers.pdf_notes import part_notes
from ingest.parsers.pdf_outline import Outline
from ingest.parsers.pdf_running import part_running_lines
from ingest.parsers.recognised_page import LevelLine

Row = tuple[Cell, ...]
SAME_EDGE = 6.0  # points that the edges of one table may differ on two pages


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table read: where it stands, and its blocks."""

    page: int
    box: Box
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: lines outside of tables in reading order, and the ruled tables.

    ``is_scan`` says that it is a picture still to be read; ``recognised`` is what was read in one.
    """

    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    is_scan: bool = False
    recognised: tuple[LevelLine, ...] = ()


def blocks_of(pages: Sequence[Page], outline: Outline) -> list[Block]:
    """The blocks of all pages; lines that the outline names are headings."""
    running = part_running_lines(with_common_edges([page.lines for page in pages]))
    bodies, notes = part_notes(running.bodies)
    body = [line for lines in bodies for line in lines]
    words = words_of([line.text for line in body])
    headings = HeadingGuess(body, outline)
    blocks = [_running_block(lines, BlockKind.HEADER) for lines in running.headers]
    waiting = dict(notes)
    for part in _joined(_parts(bodies, [page.tables for page in pages])):
        if isinstance(part, PageTable):
            blocks += part.blocks
            continue
        for paragraph in join_lines(part):
            blocks += _notes_before(waiting, paragraph[0].page)
            text = paragraph_text([line.text for line in paragraph], words.__contains__)
            blocks += _body_block(paragraph, text, headings.level(paragraph, text))
    blocks += _notes_before(waiting, len(pages) + 1)
    return blocks + [_running_block(lines, BlockKind.FOOTER) for lines in running.footers]


def _notes_before(waiting: dict[int, Sequence[Line]], page: int) -> list[Block]:
    """The notes of the pages before one, each a block; they wait no longer."""
    due = [number for number in sorted(waiting) if number < page]
    paragraphs = (paragraph for number in due for paragraph in join_lines(waiting.pop(number)))
    return [
        _block(paragraph, BlockKind.FOOTNOTE, paragraph_text([line.text for line in paragraph]))
        for paragraph in paragraphs
    ]


def _joined(parts: Iterator[list[Line] | PageTable]) -> Iterator[list[Line] | PageTable]:
    """The parts, where a table that goes on at the top of the next page is one table."""
    open_table: PageTable | None = None
    for part in parts:
        if not part:
            continue
        if open_table is not None:
            together = _together(open_table, part) if isinstance(part, PageTable) else None
            if together is not None:
                open_table = together
                continue
            yield open_table
            open_table = None
        if isinstance(part, PageTable):
            open_table = part
        else:
            yield part
    if open_table is not None:
        yield open_table


def _together(table: PageTable, rest: PageTable) -> PageTable | None:
    """A table and what goes on with it on the next page, its repeated head left out."""
    one, other = (each.blocks[0] if len(each.blocks) == 1 else None for each in (table, rest))
    if one is None or other is None or not one.table or not other.table:
        return None
    edges = zip((table.box[0], table.box[2]), (rest.box[0], rest.box[2]), strict=True)
    if (
        rest.page != table.page + 1
        or any(abs(left - right) > SAME_EDGE for left, right in edges)
        or _columns(one) != _columns(other)
    ):
        return None
    rows = other.table
    if [cell.text for cell in rows[0]] == [cell.text for cell in one.table[0]]:
        rows = rows[1:]
    table_rows = (*one.table[:-1], *_row_over_pages(one.table[-1], rows))
    block = replace(
        one,
        text="\n".join(map(_as_line, table_rows)),
        table=table_rows,
        page_end=rest.page,
        boxes=one.boxes + other.boxes,
    )
    return PageTable(rest.page, rest.box, (block,))


def _row_over_pages(last: Row, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The last row of a page and those of the next one; one that was cut in two is one again.

    It was where a cell of its second half is empty: no row of a table begins so at a page's top.
    """
    cut = rows and len(rows[0]) == len(last) and any(not cell.text for cell in rows[0])
    if not cut or any(cell.row_span > 1 for cell in (*last, *rows[0])):
        return (last, *rows)
    whole = tuple(
        replace(above, text=paragraph_text(list(filter(None, (above.text, below.text)))))
        for above, below in zip(last, rows[0], strict=True)
    )
    return (whole, *rows[1:])


def _as_line(row: Row) -> str:
    return "\t".join(cell.text.replace("\n", " ").replace("\t", " ") for cell in row)


def _columns(block: Block) -> int:
    return max(sum(cell.column_span for cell in row) for row in block.table)


def _body_block(paragraph: Paragraph, text: str, level: int | None) -> list[Block]:
    kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
    item = without_bullet(text)
    if item != text:
        kind, level = BlockKind.LIST_ITEM, None
    return [_block(paragraph, kind, item, level)] if item else []


def _parts(
    bodies: Sequence[Sequence[Line]], tables: Sequence[Sequence[PageTable]]
) -> Iterator[list[Line] | PageTable]:
    """The body in reading order: stretches of lines, and the tables between them."""
    stretch: list[Line] = []
    for lines, page_tables in zip(bodies, tables, strict=True):
        waiting = list(page_tables)
        for line in lines:
            while waiting and _stands_below(line, waiting[0]):
                yield stretch
                yield waiting.pop(0)
                stretch = []
            stretch.append(line)
        for table in waiting:
            yield stretch
            yield table
            stretch = []
    yield stretch


def _stands_below(line: Line, table: PageTable) -> bool:
    x0, _, x1, bottom = table.box
    return (line.top + line.bottom) / 2 >= bottom and line.x0 < x1 and line.x1 > x0


def _block(lines: Sequence[Line], kind: BlockKind, text: str, level: int | None = None) -> Block:
    boxes = tuple(
        PageBox(
            page=page,
            x0=min(line.x0 for line in group),
            top=min(line.top for line in group),
            x1=max(line.x1 for line in group),
            bottom=max(line.bottom for line in group),
        )
        for (page, _), group in (
            (place, list(group))
            for place, group in groupby(lines, key=lambda line: (line.page, line.column))
        )
    )
    pages = [line.page for line in lines]
    return Block(
        0, kind, text, level=level, page_start=min(pages), page_end=max(pages), boxes=boxes
    )


def _running_block(lines: Sequence[Line], kind: BlockKind) -> Block:
    """A running line once, as on its first page, with its places on all pages."""
    return _block(lines, kind, paragraph_text([lines[0].text]))
