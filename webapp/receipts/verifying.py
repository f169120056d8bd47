"""Checking a receipt that somebody hands over: is a word of it changed, and does it add up?"""

import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from contracts.errors import TiaoliError
from store.import_items import Outcome
from webapp.receipts.statement import COLUMNS, LANGUAGES, OUTCOMES, RECEIVED, Statement, columns

_HASH = re.compile("[0-9a-f]{64}")

Grid = list[list[str]]


class NotAReceipt(TiaoliError):
    """The file holds no receipt of an import."""

    code = "not_a_receipt"


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt as it was read from a file, and the fingerprint that stands on it."""

    stated: Statement
    fingerprint: str

    @property
    def is_intact(self) -> bool:
        """Whether no word was changed since it was written."""
        return self.stated.fingerprint == self.fingerprint

    @property
    def adds_up(self) -> bool:
        """Whether the counts are those of the rows, and their sum is what was received."""
        index = LANGUAGES.index(self.stated.language)
        facts = dict(self.stated.facts)
        rows = Counter(row[4] for row in self.stated.rows)
        names = {outcome: words[index] for outcome, words in OUTCOMES.items()}
        received = sum(rows[name] for name in names.values()) - rows[names[Outcome.UNPACKED]]
        return facts.get(RECEIVED[index]) == str(received) and all(
            facts.get(name, "0") == str(rows[name]) for name in names.values()
        )


def check_receipt(data: bytes) -> Checked:
    """Read a receipt from its page or workbook. Raises NotAReceipt."""
    try:
        facts, table = _of_workbook(data) if data.startswith(b"PK") else _of_page(data)
    except (IndexError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException) as error:
        raise _no_receipt() from error
    head, rows = tuple(table[0] if table else ()), table[1:]
    language = next((each for each in LANGUAGES if columns(each) == head), None)
    if language is None or not facts or not _HASH.fullmatch(facts[-1][-1]):
        raise _no_receipt()
    stated = Statement(
        language,
        tuple((fact[0], fact[-1]) for fact in facts[:-1]),
        tuple(map(tuple, rows)),
    )
    return Checked(stated, facts[-1][-1])


def _of_workbook(data: bytes) -> tuple[Grid, Grid]:
    book = load_workbook(BytesIO(data), read_only=True)
    facts, files = (book.worksheets[place].iter_rows(values_only=True) for place in (0, 1))
    return [_texts(row, 2) for row in facts], [_texts(row, len(COLUMNS)) for row in files]


def _texts(cells: Sequence[object], width: int) -> list[str]:
    texts = ["" if cell is None else str(cell) for cell in cells[:width]]
    return texts + [""] * (width - len(texts))


def _of_page(data: bytes) -> tuple[Grid, Grid]:
    tables = _Tables()
    tables.feed(data.decode("utf-8"))
    return tables.found["facts"], tables.found["list"]


@dataclass(slots=True)
class _Reading:
    """The state of reading a page: the current table, and the cell's text so far."""

    table: Grid | None = None
    cell: list[str] | None = None


class _Tables(HTMLParser):
    """The tables of a page by their class, as rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Grid] = {}
        self._at = _Reading()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell."""
        if tag == "table":
            self._at.table = self.found.setdefault(dict(attrs).get("class") or "", [])
        elif tag == "tr" and self._at.table is not None:
            self._at.table.append([])
        elif tag in ("td", "th"):
            self._at.cell = []

    def handle_data(self, data: str) -> None:
        """Add text to the current cell."""
        if self._at.cell is not None:
            self._at.cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell: a hash that took two lines is one again."""
        if tag in ("td", "th") and self._at.cell is not None and self._at.table:
            text = "".join(self._at.cell).replace("\n", "")
            self._at.table[-1].append(text)
            self._at.cell = None


def _no_receipt() -> NotAReceipt:
    return NotAReceipt(
        "这个文件不是导入回执。请选择从导入页下载、或由 tiaoli receipt 生成的 HTML 或 XLSX 文件。",
        "This file is not the receipt of an import. Choose an HTML or XLSX file that was "
        "downloaded from an import's page or written by tiaoli receipt.",
    )
