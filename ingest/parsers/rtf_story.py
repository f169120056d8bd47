"""A story of an RTF file (its body, a note, a header): paragraphs and table rows as they end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from contracts.document import Block, BlockKind, NumberSource
from ingest.parsers.joined_text import without_bullet
from ingest.parsers.paragraphs import PAGE_NUMBER
from ingest.parsers.tables import MOST_SPAN, ReadCell, table_blocks

BODY_TEXT = 9  # the outline level of what is no heading


@dataclass(slots=True)
class _Merge:
    """How a cell is defined to join others: the one before it, or the one above."""

    across: bool = False
    down: bool = False
    first_down: bool = False


class Story:
    """Gathers text until a word ends the paragraph, cell or row.

    ``kind`` is that of every block where it is fixed, ``label`` the number of the next paragraph.
    ``waiting`` are notes and text boxes, which follow the paragraph that they are anchored in.
    """

    def __init__(self, kind: BlockKind | None = None, label: str = "") -> None:
        self.kind = kind
        self.label = label
        self.waiting: list[Block] = []
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._level: int | None = None
        self._in_table = False
        self._cell: list[Block] = []
        self._row: list[ReadCell] = []
        self._rows: list[list[ReadCell]] = []
        self._open_cells: dict[int, tuple[int, int]] = {}  # column → row and place, merged down
        self._merges: list[_Merge] = []
        self._merge = _Merge()

    def add(self, text: str) -> None:
        """Add to the paragraph at hand."""
        self._text.append(text)

    def reset(self) -> None:
        """Forget what was set on paragraphs (\\pard)."""
        self._level, self._in_table = None, False

    def set_level(self, number: int | None) -> None:
        """Make a heading of the paragraph, unless it is body text."""
        self._level = number if number is not None and 0 <= number < BODY_TEXT else None

    def enter_table(self) -> None:
        """The paragraph stands in a cell."""
        self._in_table = True

    def end_paragraph(self) -> None:
        """A block of what was gathered, if it is anything."""
        block = self._paragraph()
        if not self._in_table and (block or self.waiting):
            self._end_table()
        target = self._cell if self._in_table else self._blocks
        if block:
            target.append(block)
        target += self.waiting
        self.waiting = []

    def end_cell(self) -> None:
        """The paragraphs since the last cell are one."""
        self._in_table = True
        self.end_paragraph()
        self._row.append(ReadCell(tuple(self._cell)))
        self._cell = []

    def end_row(self) -> None:
        """The cells since the last row are one; those merged are joined."""
        row: list[ReadCell] = []
        for column, cell in enumerate(self._row):
            merge = self._merges[column] if column < len(self._merges) else _Merge()
            if merge.across and row:
                span = min(row[-1].column_span + 1, MOST_SPAN)
                row[-1] = replace(row[-1], column_span=span)
            elif merge.down and column in self._open_cells:
                above, place = self._open_cells[column]
                span = min(len(self._rows) - above + 1, MOST_SPAN)
                self._rows[above][place] = replace(self._rows[above][place], row_span=span)
            else:
                self._open_cells.pop(column, None)
                if merge.first_down:
                    self._open_cells[column] = (len(self._rows), len(row))
                row.append(cell)
        self._rows.append(row)
        self._row = []

    def begin_row_definition(self) -> None:
        """The cells of the row are defined anew."""
        self._merges, self._merge = [], _Merge()

    def define_merge(
        self, *, across: bool = False, down: bool = False, first_down: bool = False
    ) -> None:
        """How the cell that is being defined joins others."""
        self._merge = _Merge(
            across or self._merge.across,
            down or self._merge.down,
            first_down or self._merge.first_down,
        )

    def end_cell_definition(self) -> None:
        """The next cell is defined now."""
        self._merges.append(self._merge)
        self._merge = _Merge()

    def finish(self) -> list[Block]:
        """All blocks of the story."""
        self._in_table = False
        self.end_paragraph()
        self._end_table()
        return self._blocks

    def take_text(self) -> str:
        """What was gathered, and nothing is gathered now; halves of a character are joined."""
        joined = "".join(self._text)
        self._text = []
        return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()

    def _end_table(self) -> None:
        if self._row or self._cell:  # a row without an end
            self.end_cell()
            self._in_table = False
            self.end_row()
        self._blocks += table_blocks(self._rows)
        self._rows, self._open_cells = [], {}

    def _paragraph(self) -> Block | None:
        text, label = self.take_text(), self.label
        self.label = ""
        running = self.kind in (BlockKind.HEADER, BlockKind.FOOTER)
        if not text or (running and PAGE_NUMBER.fullmatch(text)):
            return None
        item = without_bullet(text)
        numbered = label != "" and without_bullet(f"{label} x") != "x"
        kind = BlockKind.PARAGRAPH if item == text and not label else BlockKind.LIST_ITEM
        if self._level is not None:
            kind, item = BlockKind.HEADING, text
        return Block(
            0,
            self.kind or kind,
            item,
            number_label=label if numbered else "",
            number_source=NumberSource.AUTOMATIC if numbered else None,
            level=self._level,
        )


STORY_WORDS: Mapping[str, Callable[[Story, int | None], None]] = {
    "par": lambda story, _: story.end_paragraph(),
    "sect": lambda story, _: story.end_paragraph(),
    "page": lambda story, _: story.end_paragraph(),
    "nestcell": lambda story, _: story.end_paragraph(),
    "nestrow": lambda story, _: story.end_paragraph(),
    "pard": lambda story, _: story.reset(),
    "intbl": lambda story, _: story.enter_table(),
    "trowd": lambda story, _: story.begin_row_definition(),
    "clmrg": lambda story, _: story.define_merge(across=True),
    "clvmgf": lambda story, _: story.define_merge(first_down=True),
    "clvmrg": lambda story, _: story.define_merge(down=True),
    "cellx": lambda story, _: story.end_cell_definition(),
    "cell": lambda story, _: story.end_cell(),
    "row": lambda story, _: story.end_row(),
}
