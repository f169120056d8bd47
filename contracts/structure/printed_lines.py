"""Lines: the pieces of a version's text that may begin a clause.

A block is cut at its line ends; other modules cut further where several clauses run together.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from contracts.document import Block, BlockKind, NumberSource
from contracts.structure.numbering import Label, read_labels
from contracts.text import fold

_LEFT_OUT = (BlockKind.HEADER, BlockKind.FOOTER)
_FIGURE = re.compile(r"\(\d")
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|hundred"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -]\w+)?)\s+$"
)


@dataclass(frozen=True, slots=True)
class VersionText:
    """A version's text as printed, and folded once for everyone."""

    printed: str
    folded: str

    @classmethod
    def of(cls, printed: str) -> "VersionText":
        """The text with its folding."""
        return cls(printed, fold(printed))


@dataclass(frozen=True, slots=True)
class Line:
    """``text.printed[start:end]``, without the spaces around it; never empty.

    ``labels`` are the readings of the number it begins with, ``level`` the depth of a list item.
    ``heading_level`` is set on what a parser found to be a heading; ``heading`` on what another
    module knows to be one.
    """

    start: int
    end: int
    block: int
    labels: tuple[Label, ...] = ()
    automatic: bool = False
    level: int | None = None
    heading_level: int | None = None
    table: bool = False
    heading: str = ""
    after_gap: bool = False  # what stood before it was left out: no clause reaches over that


def read_lines(blocks: Sequence[Block], text: VersionText) -> list[Line]:
    """The lines of all blocks, in order; page headers and footers and empty lines are left out."""
    lines: list[Line] = []
    offset = 0
    for index, block in enumerate(blocks):
        shown = block.shown
        if block.kind not in _LEFT_OUT and shown:
            lines.extend(_lines_of(block, index, shown, offset, text))
        offset += len(shown) + 1
    return lines


def _lines_of(
    block: Block, index: int, shown: str, offset: int, text: VersionText
) -> Iterable[Line]:
    heading_level = (block.level or 0) if block.kind is BlockKind.HEADING else None
    automatic = _automatic_label(block)
    for row in shown.split("\n"):
        bare = row.strip()
        if bare:
            start = offset + row.index(bare[0])
            line = Line(
                start,
                start + len(bare),
                index,
                automatic or labels_at(text, start, start + len(bare)),
                automatic=bool(automatic),
                level=block.level if automatic or block.kind is BlockKind.LIST_ITEM else None,
                heading_level=heading_level,
                table=block.kind is BlockKind.TABLE,
            )
            yield replace(line, labels=()) if line.table and "\t" in bare else line
        automatic = ()
        offset += len(row) + 1


def labels_at(text: VersionText, start: int, end: int) -> tuple[Label, ...]:
    """The readings of the label at ``start``; none that would reach over ``end``.

    Nor is (30) one where a line or a stop parts it from its "thirty".
    """
    if _FIGURE.match(text.folded, start) and _NUMBER_WORD.search(
        text.folded, max(0, start - 20), start
    ):
        return ()
    labels = read_labels(text.folded, text.printed, start)
    return labels if labels and start + labels[0].length <= end else ()


def _automatic_label(block: Block) -> tuple[Label, ...]:
    """Word's own number, which may lack the punctuation that typed ones have ("1", "A")."""
    printed = block.number_label
    if block.number_source is not NumberSource.AUTOMATIC or not printed:
        return ()
    for delimiter in ("", ". "):
        example = f"{printed}{delimiter}文"
        labels = read_labels(fold(example), example)
        if labels and labels[0].length >= len(printed):
            return tuple(replace(label, text=printed, length=len(printed)) for label in labels)
    return ()


def cut(lines: Iterable[Line], cuts: Iterable[Line], text: VersionText) -> list[Line]:
    """The lines cut where ``cuts`` begin; each cut says what its piece is.

    A cut gives the start; its piece ends where the next one starts or the line ends.
    """
    waiting = sorted(cuts, key=lambda piece: piece.start)
    position = 0
    pieces: list[Line] = []
    for line in lines:
        inside = []
        while position < len(waiting) and waiting[position].start < line.end:
            inside.append(waiting[position])
            position += 1
        begins = [line, *inside] if not inside or inside[0].start > line.start else inside
        ends = [piece.start for piece in begins[1:]] + [line.end]
        for piece, end in zip(begins, ends, strict=True):
            ending = piece.start + len(text.printed[piece.start : end].rstrip())
            pieces.append(piece if piece.end == ending else replace(piece, end=ending))
    return pieces


def leave_out(lines: Sequence[Line], indices: Collection[int]) -> list[Line]:
    """The lines without those; a line behind a gap is marked ``after_gap``."""
    kept: list[Line] = []
    gap = False
    for index, line in enumerate(lines):
        if index in indices:
            gap = True
        else:
            kept.append(replace(line, after_gap=True) if gap else line)
            gap = False
    return kept
