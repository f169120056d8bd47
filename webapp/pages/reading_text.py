"""A version's text as sections to be printed: one a clause, made of the pieces of its blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Strength, Tag
from contracts.document import Block, BlockKind, Cell, PageBox
from webapp.pages.marking import Marks, Run, runs

# A number may stand in a block's text before its words with any of these between.
_AFTER_A_NUMBER = " \t　、.．)）:："


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A table cell with its marked words."""

    cell: Cell
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or the part of one that belongs to a clause: number, heading and text apart."""

    label: str
    heading: tuple[Run, ...]
    text: tuple[Run, ...]
    table: tuple[tuple[ShownCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A clause as printed; ``clause`` is None for what stands outside every clause."""

    clause: Clause | None
    depth: int
    tags: tuple[Tag, ...]
    pieces: tuple[Piece, ...]
    boxes: tuple[PageBox, ...]


def sections_of(
    blocks: Sequence[Block],
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    marks: Marks,
) -> tuple[Section, ...]:
    """The sections in reading order; ``marks`` count in the version's text."""
    marks = tuple(marks)
    depths = _depths(clauses)
    places = {block.order: (block, start, end) for block, start, end in _placed(blocks)}
    owned = {order for clause in clauses for order in clause.blocks}
    found = [(clause.span.start, _section(clause, depths, tags, places, marks)) for clause in clauses]
    for order, (block, start, end) in places.items():
        if order not in owned and block.shown.strip():
            piece = _piece(block, start, start, end, marks, "", "")
            found.append((start, Section(None, 0, (), (piece,), block.boxes)))
    return tuple(section for _start, section in sorted(found, key=lambda pair: pair[0]))


def _depths(clauses: Sequence[Clause]) -> dict[str, int]:
    """Clause id → how many clauses it stands under."""
    depths: dict[str, int] = {}
    for clause in clauses:
        depths[clause.id] = depths.get(clause.parent, -1) + 1 if clause.parent else 0
    return depths


def _placed(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, int]]:
    """The blocks with their offsets in the version's text."""
    start = 0
    for block in blocks:
        end = start + len(block.shown)
        yield block, start, end
        start = end + 1  # the line break between two blocks


def _section(
    clause: Clause,
    depths: Mapping[str, int],
    tags: Mapping[str, Sequence[Tag]],
    places: Mapping[int, tuple[Block, int, int]],
    marks: Marks,
) -> Section:
    pieces: list[Piece] = []
    boxes: list[PageBox] = []
    for block, start, end in (places[order] for order in clause.blocks):
        here, there = max(start, clause.span.start), min(end, clause.span.end)
        if here >= there:
            continue
        label, heading = (clause.number_label, clause.heading) if not pieces else ("", "")
        if pieces and here == start:
            label = block.number_label
        pieces.append(_piece(block, start, here, there, marks, label, heading))
        boxes += block.boxes
    held = [tag for tag in tags.get(clause.id, ()) if tag.strength is not Strength.CANDIDATE]
    return Section(clause, depths[clause.id], tuple(held), tuple(pieces), tuple(boxes))


def _piece(
    block: Block, start: int, here: int, there: int, marks: Marks, label: str, heading: str
) -> Piece:
    """The part of a block from ``here`` to ``there``, its number and its heading set apart."""
    text = block.shown
    shifted = [(first - start, last - start) for first, last in marks]
    if block.kind is BlockKind.TABLE and block.table:
        return Piece(label, (), (), _table(block, shifted))
    position, end = here - start, there - start
    position += _spaces(text, position, end)
    if label and text.startswith(label, position):
        position += len(label)
        position += _spaces(text, position, end, _AFTER_A_NUMBER)
    else:
        label = ""
    heading_end = position + len(heading) if text.startswith(heading, position) else position
    return Piece(
        label,
        runs(text, shifted, position, heading_end),
        runs(text, shifted, heading_end, end),
        (),
    )


def _spaces(text: str, position: int, end: int, characters: str = " \t　\n") -> int:
    rest = text[position:end]
    return len(rest) - len(rest.lstrip(characters))


def _table(block: Block, marks: Marks) -> tuple[tuple[ShownCell, ...], ...]:
    """The rows, each cell's marks found by where its text stands in the block's."""
    marks = tuple(marks)
    position = 0
    rows: list[tuple[ShownCell, ...]] = []
    for row in block.table:
        cells: list[ShownCell] = []
        for cell in row:
            found = block.shown.find(cell.text, position)
            if found >= 0:
                position = found + len(cell.text)
                cells.append(ShownCell(cell, runs(block.shown, marks, found, position)))
            else:
                cells.append(ShownCell(cell, runs(cell.text, ())))
        rows.append(tuple(cells))
    return tuple(rows)
