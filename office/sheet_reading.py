"""Reading the workbook that a person filled in: each sheet's rows as texts, with their numbers."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from contracts.errors import InvalidData
from office.broken_zip import BROKEN_ZIP
from office.sheet_values import unquoted

MOST_BYTES = 50 * 1024 * 1024  # inflated
MOST_ROWS = 5000  # a sheet
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something: its number counted from 1, its cells' texts."""

    number: int
    cells: tuple[str, ...]


def column_letter(place: int) -> str:
    """A, B … Z, AA …: how the column at a place, counted from 0, is called."""
    return get_column_letter(place + 1)


def read_sheets(data: bytes, name: str) -> Mapping[str, tuple[SheetRow, ...]]:
    """Sheet → its rows. Raises InvalidData where the file is no workbook, or a huge one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > MOST_BYTES:
            raise _no_workbook(name)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        return {
            sheet.title: tuple(_rows(sheet.iter_rows(values_only=True), name))
            for sheet in book.worksheets
        }
    except (*BROKEN_ZIP, KeyError, SyntaxError, InvalidFileException) as error:
        raise _no_workbook(name) from error


def _rows(rows: Iterator[tuple[object, ...]], name: str) -> Iterator[SheetRow]:
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise _no_workbook(name)
        texts = tuple(map(_text, cells[:MOST_COLUMNS]))
        if any(texts):
            yield SheetRow(number, texts)


def _text(value: object) -> str:
    """What a cell holds, as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unquoted(str(value)).strip()


def _no_workbook(name: str) -> InvalidData:
    return InvalidData(
        f"{name} 不是可读的工作簿（XLSX，每个工作表最多 {MOST_ROWS} 行）。请从导出的文件改起。",
        f"{name} is not a readable workbook (XLSX, {MOST_ROWS} rows a sheet at most). Begin "
        "with an exported one.",
    )
