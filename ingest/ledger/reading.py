"""A ledger read from CSV or XLSX: its head, its rows, and a guess at what each column means."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from contracts import media_types as kinds
from contracts.document import ParsedFile
from contracts.errors import TiaoliError
from contracts.text import fold
from ingest.files.encodings import decode
from ingest.files.media_type import sniff

MOST_ROWS = 50_000
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

    ``numbers`` are those of the rows, counted from 1: in the file, or in the workbook's table.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


class TableParsers(Protocol):
    """What reads workbooks; ``ingest.guarded.guard.GuardedParsers`` does."""

    def parse(self, source: bytes | Path, media_type: str) -> ParsedFile:
        """The blocks of a file."""


def read_ledger(data: bytes, file_name: str, parsers: TableParsers) -> Ledger:
    """The first table of a workbook, or a CSV file. Raises InvalidLedger and UnreadableFile.

    The head is the first row with two cells or more; what stands above it is left out.
    """
    kind = sniff(data, file_name)
    if kind == kinds.XLSX:
        tables = (block.table for block in parsers.parse(data, kind).blocks if block.table)
        rows = [[cell.text for cell in row] for row in max(tables, key=len, default=())]
    elif kind in _CSV:
        rows = _csv_rows(decode(data))
    else:
        raise _no_ledger()
    lines = [[" ".join(cell.split()) for cell in row] for row in rows]
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if any(line)]
    while numbered and sum(map(bool, numbered[0][1])) < 2:
        del numbered[0]
    if not 2 <= len(numbered) <= MOST_ROWS:
        raise _no_ledger()
    width = len(numbered[0][1])
    filled = [tuple((line + [""] * width)[:width]) for _, line in numbered]
    return Ledger(filled[0], tuple(filled[1:]), tuple(number for number, _ in numbered[1:]))


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
