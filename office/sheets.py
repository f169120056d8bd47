"""Sheets of a workbook: frozen heads, filters, column widths, wrapped text, colours.

Rows are written as they come, so that a large portfolio needs little memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil
from typing import cast
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from office.colours import ACCENT, GROUND, INK, LINE, Tone
from office.sheet_rows import Rows, splice
from office.sheet_values import Mark, Marked, Value, safe
from office.xml_text import writable

PAPER_A4 = 9
ROOM = 0.93  # of a column's width that words fill before they turn
LINE_POINTS, HIGHEST = 15, 409  # a line's height and the most that a row may have, in points
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_HEAD_FONT, _HEAD_FILL = Font(bold=True, color=ACCENT), PatternFill("solid", fgColor="E9EEF4")
_BELOW = Border(bottom=Side("thin", color=LINE))
_LOOKS = {
    Mark.TAKEN: InlineFont(color=Color(f"FF{INK[Tone.GRAVE]}"), strike=True),
    Mark.PUT: InlineFont(color=Color(f"FF{INK[Tone.GOOD]}"), u="single"),
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, its width in characters."""

    title: str
    width: float
    upright: bool = False  # the title runs from bottom to top


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: ``frozen`` columns stay in view, cells that begin with a word bear its tone."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Rows
    tones: Mapping[str, Tone] = field(default_factory=dict)
    frozen: int = 0


def new_workbook(name: str) -> Workbook:
    """An empty workbook whose rows are written as they come."""
    book = Workbook(write_only=True)
    book.properties.title = writable(name)
    book.properties.creator = "条理 Tiaoli"
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as XLSX."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def add_sheet(book: Workbook, sheet: Sheet) -> Worksheet:
    """Write a sheet at the end of a workbook."""
    made = _with_head(book, sheet)
    widths = [column.width for column in sheet.columns]
    count = 0
    for values in sheet.rows:
        count += 1
        made.row_dimensions[count + 1].height = _height(values, widths)
        made.append([_cell(made, each) for each in values])
    _finish(made, sheet, count)
    return made


def add_large_sheet(book: Workbook, sheet: Sheet, count: int) -> None:
    """Add the head of a sheet whose ``count`` rows are put in by ``large_workbook_bytes``."""
    _finish(_with_head(book, sheet), sheet, count)


def large_workbook_bytes(book: Workbook, sheets: Iterable[Sheet]) -> bytes:
    """The workbook as XLSX, with the rows of its large sheets."""
    numbers = {name: number for number, name in enumerate(book.sheetnames, 1)}
    rows = {numbers[sheet.title]: sheet.rows for sheet in sheets}
    return splice(workbook_bytes(book), rows)


def _with_head(book: Workbook, sheet: Sheet) -> Worksheet:
    made = _new_sheet(book, sheet.title)
    for number, column in enumerate(sheet.columns, 1):
        made.column_dimensions[get_column_letter(number)].width = column.width
    made.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    if any(column.upright for column in sheet.columns):
        made.row_dimensions[1].height = 130
    made.append([_head_cell(made, column) for column in sheet.columns])
    return made


def _finish(made: Worksheet, sheet: Sheet, count: int) -> None:
    """Filters and colours for ``count`` rows below the head."""
    last = f"{get_column_letter(len(sheet.columns))}{max(count, 1) + 1}"
    made.auto_filter.ref = f"A1:{last}"
    _colour(made, f"A2:{last}", sheet.tones)


def _colour(sheet: Worksheet, cells: str, tones: Mapping[str, Tone]) -> None:
    """Give the cells that begin with a word the colours of its tone."""
    for word, tone in tones.items():
        look = DifferentialStyle(
            font=Font(color=INK[tone], bold=True),
            fill=PatternFill(bgColor=GROUND[tone], fill_type="solid"),
        )
        begins = [f'LEFT(A2,{len(word)})="{word}"']
        sheet.conditional_formatting.add(cells, Rule("expression", dxf=look, formula=begins))


def add_facts(book: Workbook, title: str, facts: Iterable[tuple[str, str]]) -> Worksheet:
    """Write a sheet of facts, a label and a value a line."""
    made = _new_sheet(book, title)
    made.column_dimensions["A"].width, made.column_dimensions["B"].width = 26, 100
    for number, fact in enumerate(facts, 1):
        made.row_dimensions[number].height = _height(fact, (26, 100))
        label, value = (_cell(made, each) for each in fact)
        label.font = Font(bold=True, color=ACCENT)
        made.append([label, value])
    return made


def _new_sheet(book: Workbook, title: str) -> Worksheet:
    """An empty sheet, printed on A4 in landscape, as wide as the page."""
    sheet = cast(Worksheet, book.create_sheet(title[:31]))  # one that is written row by row
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return sheet


def _height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """The height that the wrapped texts of a row need: not every program computes it."""
    lines = max(
        sum(ceil(max(1, _columns(line)) / (ROOM * width)) for line in str(value).split("\n"))
        for value, width in zip(values, widths, strict=True)
    )
    return min(LINE_POINTS * lines + 4, HIGHEST)


def _columns(text: str) -> int:
    """How wide a text is, in narrow characters."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cell(sheet: Worksheet, value: Value) -> Cell:
    made: Cell = WriteOnlyCell(sheet)
    made.value = _rich(value) if isinstance(value, Marked) else safe(value)
    made.alignment, made.border = _WRAPPED, _BELOW
    return made


def _rich(value: Marked) -> CellRichText | str:
    """The text with its marks; without them where a cell can't hold it as it is."""
    held = str(safe(value))
    if held != value.text:
        return held
    pieces: list[str | TextBlock] = []
    position = 0
    for start, end in value.places:
        pieces += [held[position:start], TextBlock(_LOOKS[value.mark], held[start:end])]
        position = end
    pieces.append(held[position:])
    return CellRichText([piece for piece in pieces if str(piece)])


def _head_cell(sheet: Worksheet, column: SheetColumn) -> Cell:
    made: Cell = WriteOnlyCell(sheet, safe(column.title))
    made.font, made.fill, made.border = _HEAD_FONT, _HEAD_FILL, _BELOW
    turned = 90 if column.upright else 0
    made.alignment = Alignment(vertical="bottom", wrap_text=True, text_rotation=turned)
    return made
