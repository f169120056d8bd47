"""A version's text as sections to be printed: one a clause, made of the pieces of its blocks.

All offsets count in the version's text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Strength, Tag, doubts
from contracts.document import Block, BlockKind, Cell, PageBox, document_text
from webapp.pages.marking import Marks, Run, runs

_SPACE = " \t　\n"
_AFTER_A_NUMBER = _SPACE + "、.．)）:："  # may stand between a number and its words


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
    """A clause as printed; ``clause`` is None for what stands outside every clause.

    ``doubts`` are those of its tags that a person should look at.
    """

    clause: Clause | None
    depth: int
    tags: tuple[Tag, ...]
    doubts: tuple[Tag, ...]
    pieces: tuple[Piece, ...]
    boxes: tuple[PageBox, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A block and where it stands."""

    block: Block
    start: int
    end: int


def sections_of(
    blocks: Sequence[Block],
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    marks: Marks,
) -> tuple[Section, ...]:
    """The sections in reading order."""
    text = document_text(tuple(blocks))
    places = {place.block.order: place for place in _placed(blocks)}
    depths = _depths(clauses)
    doubtful = doubts(tags)
    found: list[tuple[int, Section]] = []
    for clause in clauses:
        own = [places[order] for order in clause.blocks if order in places]
        pieces = tuple(_pieces(clause, own, text, marks)) or (_without_blocks(clause, marks),)
        open_tags = doubtful.get(clause.id, ())
        held = tuple(tag for tag in tags.get(clause.id, ()) if _is_shown(tag) or tag in open_tags)
        boxes = tuple(box for place in own for box in place.block.boxes)
        section = Section(clause, depths[clause.id], held, open_tags, pieces, boxes)
        found.append((clause.span.start, section))
    owned = {order for clause in clauses for order in clause.blocks}
    for order, place in places.items():
        if order not in owned and place.block.shown.strip():
            piece = _piece(place.block, text, marks, (place.start, place.end))
            found.append((place.start, Section(None, 0, (), (), (piece,), place.block.boxes)))
    return tuple(section for _start, section in sorted(found, key=lambda pair: pair[0]))


def _is_shown(tag: Tag) -> bool:
    """Whether it is shown in any case; a heading alone is only where it leaves something open."""
    return tag.strength is not Strength.CANDIDATE and tag.reason != "heading_only"


def _depths(clauses: Sequence[Clause]) -> dict[str, int]:
    """Clause id → how many clauses it stands under."""
    depths: dict[str, int] = {}
    for clause in clauses:
        depths[clause.id] = depths.get(clause.parent, -1) + 1 if clause.parent else 0
    return depths


def _placed(blocks: Sequence[Block]) -> Iterator[_Place]:
    start = 0
    for block in blocks:
        end = start + len(block.shown)
        yield _Place(block, start, end)
        start = end + 1  # the line break between two blocks


def _pieces(clause: Clause, places: Sequence[_Place], text: str, marks: Marks) -> Iterator[Piece]:
    """The clause's blocks, cut to the clause: its number and heading are in the first."""
    first = True
    for place in places:
        start, end = max(place.start, clause.span.start), min(place.end, clause.span.end)
        if start >= end:
            continue
        if first:
            names = (clause.number_label, clause.heading)
        else:
            names = (place.block.number_label if start == place.start else "", "")
        yield _piece(place.block, text, marks, (start, end), names)
        first = False


def _without_blocks(clause: Clause, marks: Marks) -> Piece:
    """The clause by its own text, where the blocks that it was read from are not kept."""
    before = clause.span.start
    own_marks = [(start - before, end - before) for start, end in marks]
    block = Block(0, BlockKind.PARAGRAPH, clause.text)
    names = (clause.number_label, clause.heading)
    return _piece(block, clause.text, own_marks, (0, len(clause.text)), names)


def _piece(
    block: Block,
    text: str,
    marks: Marks,
    span: tuple[int, int],
    names: tuple[str, str] = ("", ""),
) -> Piece:
    """``text[start:end]`` with the number and the heading that it begins with set apart."""
    start, end = span
    label, heading = names
    if block.kind is BlockKind.TABLE and block.table:
        return Piece("", (), (), _table(block, text, marks, start))
    start = _skip(text, start, end, _SPACE)
    if label and text.startswith(label, start):
        start = _skip(text, start + len(label), end, _AFTER_A_NUMBER)
    else:
        label = ""
    if block.kind is BlockKind.HEADING:
        heading = text[start:end]
    middle = start + len(heading) if text.startswith(heading, start) else start
    return Piece(label, runs(text, marks, start, middle), runs(text, marks, middle, end), ())


def _skip(text: str, start: int, end: int, characters: str) -> int:
    while start < end and text[start] in characters:
        start += 1
    return start


def _table(
    block: Block, text: str, marks: Marks, position: int
) -> tuple[tuple[ShownCell, ...], ...]:
    """The rows; a cell's marks are found by where its text stands in the block's."""
    rows: list[tuple[ShownCell, ...]] = []
    for row in block.table:
        cells: list[ShownCell] = []
        for cell in row:
            found = text.find(cell.text, position, position + len(block.shown))
            if found >= 0:
                position = found + len(cell.text)
                cells.append(ShownCell(cell, runs(text, marks, found, position)))
            else:
                cells.append(ShownCell(cell, runs(cell.text, ())))
        rows.append(tuple(cells))
    return tuple(rows)
