"""A ledger read from CSV or XLSX: its head, its rows, and a guess at what each column means."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from contracts import media_types as kinds
from contracts.errors import TiaoliError
from contracts.text import fold
from ingest.files.encodings import decode
from ingest.files.media_type import sniff

if TYPE_CHECKING:  # who uploads a CSV file need not wait for what reads workbooks
    from ingest.parsers.xlsx import Sheet

MOST_ROWS = 50_000
HEAD_WITHIN = 10  # of the first rows with two cells: a title and remarks may stand above
_CSV = (kinds.TEXT, kinds.MARKDOWN, kinds.HTML)  # a table of text may look like any of them


class Field(StrEnum):
    """What a column says: two by which a row finds its document, the others of the document."""

    NUMBER = "number"
    FILE = "file"
    TITLE = "title"
    COUNTERPARTY = "counterparty"
    CONTRACT_TYPE = "contract_type"
    AGREEMENT_DATE = "agreement_date"
    EFFECTIVE_DATE = "effective_date"
    EXPIRATION_DATE = "expiration_date"
    AMOUNT = "amount"
    COLLECTION = "collection"


KEYS = (Field.NUMBER, Field.FILE)
_HEADS: Mapping[Field, str] = {  # folded words of the columns' titles, the surest first
    Field.NUMBER: "合同编号|合同号|协议编号|编号|contract no|contract number|number",
    Field.FILE: "文件名|附件|文件|file name|filename|file",
    Field.TITLE: "合同名称|协议名称|标题|名称|contract name|title",
    Field.COUNTERPARTY: "相对方|对方|供应商|客户|合作方|乙方|counterparty|supplier|customer",
    Field.CONTRACT_TYPE: "合同类型|合同类别|类型|contract type|type",
    Field.AGREEMENT_DATE: "签订日期|签署日期|签约日期|签订时间|signing date|signed",
    Field.EFFECTIVE_DATE: "生效日期|开始日期|起始日期|effective date|start date",
    Field.EXPIRATION_DATE: "到期日期|终止日期|截止日期|到期日|expiration|end date",
    Field.AMOUNT: "合同金额|金额|总价|价款|amount|value|price",
    Field.COLLECTION: "合同集|文件夹|归档|collection",
}


class InvalidLedger(TiaoliError):
    """The file is no list with a head and rows."""

    code = "invalid_ledger"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A list of contracts: the titles of its columns, and its rows, all of the same width.

    ``numbers`` are those of the rows as Excel counts them; ``sheets`` names the sheet of each row
    where the workbook has several. Sheets that are ``left_out`` have other columns.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    sheets: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def place(self, row: int) -> str:
        """Where a person finds the row: its number, with its sheet where there are several."""
        sheet = self.sheets[row] if self.sheets else ""
        return f"{sheet} {self.numbers[row]}".strip()


class TableParsers(Protocol):
    """What reads workbooks; ``ingest.guarded.guard.GuardedParsers`` does."""

    def sheets(self, data: bytes) -> "tuple[Sheet, ...]":
        """The sheets of an XLSX file."""


def read_ledger(data: bytes, file_name: str, parsers: TableParsers) -> Ledger:
    """A CSV file, or the sheets of a workbook with the same columns. Raises InvalidLedger and
    UnreadableFile.

    The head is the row whose titles say most; what stands above it is left out.
    """
    kind = sniff(data, file_name)
    if kind == kinds.XLSX:
        tables = [_table(sheet.name, _lines(sheet)) for sheet in parsers.sheets(data)]
    elif kind in _CSV:
        tables = [_table("", enumerate(_csv_rows(decode(data)), start=1))]
    else:
        raise _no_ledger()
    found = [table for table in tables if table is not None]
    if not found:
        raise _no_ledger()
    main = max(found, key=lambda table: (len(guess_fields(table.head)), len(table.rows)))
    alike = [table for table in found if table.titles == main.titles]
    rows = [(table, *row) for table in alike for row in table.rows]
    if not 1 <= len(rows) <= MOST_ROWS:
        raise _no_ledger()
    return Ledger(
        main.head,
        tuple(_under(main.head, table, line) for table, _number, line in rows),
        tuple(number for _table, number, _line in rows),
        tuple(table.name for table, _number, _line in rows) if len(alike) > 1 else (),
        tuple(table.name for table in found if table not in alike),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet that may be a ledger: its head, and the rows below it with their numbers."""

    name: str
    head: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    @property
    def titles(self) -> frozenset[str]:
        """The titles of the columns, in whatever order they stand."""
        return frozenset(filter(None, self.head))


def _under(head: tuple[str, ...], table: _Table, line: list[str]) -> tuple[str, ...]:
    """A line of a table with these titles, in their order."""
    if table.head == head:
        return tuple(line)
    cells = dict(zip(table.head, line, strict=True))
    return tuple(cells.get(title, "") for title in head)


def _table(name: str, numbered: Iterable[tuple[int, list[str]]]) -> _Table | None:
    """What is listed below a row of titles; None where no row has two cells."""
    lines = [(number, [" ".join(cell.split()) for cell in line]) for number, line in numbered]
    lines = [(number, line) for number, line in lines if any(line)]
    starts = [at for at, (_, line) in enumerate(lines) if sum(map(bool, line)) > 1][:HEAD_WITHIN]
    if not starts:
        return None
    start = max(starts, key=lambda at: len(guess_fields(tuple(lines[at][1]))))
    head = tuple(lines[start][1])
    width = len(head)
    return _Table(
        name, head, [(number, (line + [""] * width)[:width]) for number, line in lines[start + 1 :]]
    )


def _lines(sheet: "Sheet") -> Iterator[tuple[int, list[str]]]:
    """A sheet's rows, numbered from 1 as Excel does, with a cell for each column."""
    width = 1 + max((max(row) for row in sheet.rows.values()), default=-1)
    for number, row in sorted(sheet.rows.items()):
        yield number + 1, [row.get(column, "") for column in range(width)]


def guess_fields(head: tuple[str, ...]) -> dict[int, Field]:
    """What the columns seem to mean, by place; each meaning is given once."""
    names = [fold(title) for title in head]
    guessed: dict[int, Field] = {}
    for field, words in _HEADS.items():
        free = [place for place in range(len(names)) if place not in guessed]
        place = next((p for word in words.split("|") for p in free if word in names[p]), None)
        if place is not None:
            guessed[place] = field
    return guessed


def _csv_rows(text: str) -> list[list[str]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _no_ledger() -> InvalidLedger:
    return InvalidLedger(
        f"这不是台账：需要 CSV 或 XLSX，第一行是列标题，其后每行一份合同，最多 {MOST_ROWS} 行。",
        "This is no ledger: a CSV or XLSX file is wanted whose first row has the columns' titles,"
        f" with a contract in each row below, {MOST_ROWS} at most.",
    )
