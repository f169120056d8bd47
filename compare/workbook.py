"""The list of changes as a workbook: a row a change, the words taken out and put in coloured."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compare.comparison import Comparison, Flag, Pair
from compare.names import FLAG_NAMES, KIND_NAMES, in_words
from contracts.clause import Clause
from office.sheet_values import LONGEST, safe_text

_TAKEN = InlineFont(color=Color("FFA4262C"), strike=True)
_PUT = InlineFont(color=Color("FF1E6B3A"), u="single")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BELOW = Border(bottom=Side("thin", color="D5DAE0"))
_HEAD = PatternFill("solid", fgColor="E9EEF4")
_PAPER_A4 = 9
_LINE, _HIGHEST = 16, 400  # points
_NARROW = 0x2E7F  # characters beyond are as wide as two
_HINT = 24  # characters that name a clause without number and heading
_COLUMNS = (
    ("序号", "No.", 6), ("类别", "Kind", 11), ("实质", "Material", 9), ("另有", "Also", 18),
    ("旧条款", "Old clause", 20), ("新条款", "New clause", 20),
    ("旧文", "Old text", 58), ("新文", "New text", 58),
)  # fmt: skip
_COUNT_COLUMNS = (("类别", "Kind", 30), ("数量", "Count", 10))
_REST_COLUMNS = (("文件", "Document", 12), ("文字", "Text", 100))

Words = str | CellRichText


def changes_workbook(comparison: Comparison, names: tuple[str, str], language: str) -> bytes:
    """The changes between two documents of these names as XLSX, with counts and what was not
    compared.
    """
    zh = language.startswith("zh")
    book = Workbook()
    book.properties.title = " → ".join(names)
    book.properties.creator = "条理 Tiaoli"
    book.remove(book.worksheets[0])
    _add(book, "变更" if zh else "Changes", _COLUMNS, _changes(comparison, language), language)
    _add(book, "计数" if zh else "Counts", _COUNT_COLUMNS, _counts(comparison, language), language)
    rest = _not_compared(comparison, language)
    _add(book, "未比对" if zh else "Not compared", _REST_COLUMNS, rest, language)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _changes(comparison: Comparison, language: str) -> Iterator[Sequence[Words | int]]:
    changed = [pair for pair in comparison.pairs if pair.is_change]
    for number, pair in enumerate(changed, 1):
        flags = [flag for flag in Flag if flag in pair.flags and flag is not Flag.MATERIAL]
        yield (
            number,
            in_words(KIND_NAMES[pair.kind], language),
            in_words(("是", "yes"), language) if Flag.MATERIAL in pair.flags else "",
            "\n".join(in_words(FLAG_NAMES[flag], language) for flag in flags),
            safe_text(_named(pair.old)),
            safe_text(_named(pair.new)),
            _old_words(pair),
            _new_words(pair),
        )


def _counts(comparison: Comparison, language: str) -> Iterator[Sequence[Words | int]]:
    names: dict[str, tuple[str, str]] = {code.value: said for code, said in KIND_NAMES.items()}
    names |= {code.value: said for code, said in FLAG_NAMES.items()}
    for code, count in comparison.counts.items():
        yield in_words(names[code], language), count


def _not_compared(comparison: Comparison, language: str) -> Iterator[Sequence[Words | int]]:
    for rest in comparison.not_compared:
        side = ("旧文件", "old") if rest.side == "old" else ("新文件", "new")
        yield in_words(side, language), safe_text(rest.text)


def _named(clauses: Sequence[Clause]) -> str:
    """Number and heading of the clauses, or their first words."""
    return "\n".join(
        f"{clause.number_label} {clause.heading}".strip() or clause.text.split("\n")[0][:_HINT]
        for clause in clauses
    )


def _old_words(pair: Pair) -> Words:
    places = [(words.edit.old_start, words.edit.old_end) for words in pair.edits]
    return _marked(pair.old_text, places if pair.new else [(0, len(pair.old_text))], _TAKEN)


def _new_words(pair: Pair) -> Words:
    places = [(words.edit.new_start, words.edit.new_end) for words in pair.edits]
    return _marked(pair.new_text, places if pair.old else [(0, len(pair.new_text))], _PUT)


def _marked(text: str, places: Sequence[tuple[int, int]], look: InlineFont) -> Words:
    """The text with some of it in another look; plain where it is too long for a cell."""
    if safe_text(text) != text or not text or len(text) > LONGEST:
        return safe_text(text)
    pieces: list[str | TextBlock] = []
    position = 0
    for start, end in places:
        if start < end:
            pieces += filter(None, [text[position:start]])
            pieces.append(TextBlock(look, text[start:end]))
            position = end
    pieces += filter(None, [text[position:]])
    return CellRichText(pieces)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide; a hanzi counts two."""
    return sum(
        1 + sum(2 if ord(letter) > _NARROW else 1 for letter in line) // width
        for line in text.split("\n")
    )


def _add(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, str, int]],
    rows: Iterator[Sequence[Words | int]],
    language: str,
) -> None:
    sheet: Worksheet = book.create_sheet(title)
    sheet.append([in_words((zh, en), language) for zh, en, _width in columns])
    for row in rows:
        sheet.append(list(row))
    for number, (_zh, _en, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    widths = [width for _zh, _en, width in columns]
    for number, row_cells in enumerate(sheet.iter_rows(), 1):
        for cell in row_cells:
            cell.alignment, cell.border = _WRAPPED, _BELOW
        texts = [str(cell.value or "") for cell in row_cells]
        lines = max(_lines(text, width - 3) for text, width in zip(texts, widths, strict=True))
        sheet.row_dimensions[number].height = min(lines * _LINE, _HIGHEST)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="1F3A5F"), _HEAD
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _PAPER_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
