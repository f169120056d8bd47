"""Tables, whatever file they come from: rows of cells as one block, or as the text they lay out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts.document import Block, BlockKind, Cell, Revision

MOST_PARAGRAPHS = 8  # a cell with more lays out a page rather than holds a value
MOST_CHARACTERS = 1500
MOST_SPAN = 1000  # rows or columns; a larger figure is a mistake or an attack


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as a parser found it: the blocks in it and how many rows and columns it covers."""

    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1


def table_blocks(rows: Sequence[Sequence[ReadCell]]) -> list[Block]:
    """One table block; or the cells' own blocks, row by row, where the table is only layout."""
    filled = _without_empty_rows(rows)
    if not filled:
        return []
    if _is_layout(filled):
        return [block for row in filled for cell in row for block in cell.blocks]
    return [_table(filled)]


def in_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with their order counted from 0."""
    return tuple(replace(block, order=order) for order, block in enumerate(blocks))


def _without_empty_rows(rows: Sequence[Sequence[ReadCell]]) -> list[Sequence[ReadCell]]:
    """The rows with any text; all with a cell, where a span counts on the empty ones too."""
    spanned = any(cell.row_span > 1 for row in rows for cell in row)
    filled = [row for row in rows if any(cell.blocks for cell in row)]
    return [row for row in rows if row] if filled and spanned else filled


def _is_layout(rows: Sequence[Sequence[ReadCell]]) -> bool:
    if all(sum(bool(cell.blocks) for cell in row) <= 1 for row in rows):
        return True
    return any(
        len(cell.blocks) > MOST_PARAGRAPHS
        or sum(len(block.text) for block in cell.blocks) > MOST_CHARACTERS
        for row in rows
        for cell in row
    )


def _table(rows: Sequence[Sequence[ReadCell]]) -> Block:
    lines: list[str] = []
    revisions: list[Revision] = []
    offset = 0
    for row in rows:
        texts = []
        for cell in row:
            text = "\n".join(block.shown for block in cell.blocks)
            revisions += _moved_revisions(cell, offset)
            texts.append(text.replace("\n", " ").replace("\t", " "))
            offset += len(text) + 1
        lines.append("\t".join(texts))
    cells = tuple(
        tuple(
            Cell("\n".join(block.shown for block in cell.blocks), cell.row_span, cell.column_span)
            for cell in row
        )
        for row in rows
    )
    return Block(0, BlockKind.TABLE, "\n".join(lines), table=cells, revisions=tuple(revisions))


def _moved_revisions(cell: ReadCell, offset: int) -> list[Revision]:
    """The cell's revisions, counted from the start of the table's text."""
    moved = []
    for block in cell.blocks:
        label_length = len(block.shown) - len(block.text)
        moved += [
            replace(revision, offset=offset + label_length + revision.offset)
            for revision in block.revisions
        ]
        offset += len(block.shown) + 1
    return moved
