"""A checklist read from a workbook or YAML file that a person edited, errors with their places.

In a workbook that is sheet, row and column, in YAML the line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contracts.errors import InvalidData
from contracts.plain_values import Place, Problem, WrongValues, checked
from office.sheet_reading import SheetRow, column_letter, read_sheets
from review.checklist import Checklist
from review.checklist_columns import CHECKLIST
from review.checklist_sheets import ABOUT, ITEM_ID, ITEMS, TABLES, Table
from review.checklist_text import checklist_of
from review.form_fields import Field, field_at, plain_of, said_of
from review.wording import Wording

_MARK = b"PK"  # a workbook is a ZIP


def read_checklist(data: bytes, name: str) -> Checklist:
    """The checklist that a file of this name holds. Raises InvalidData with every error's place."""
    if data.startswith(_MARK):
        return _of_workbook(data, name)
    return checklist_of(data.decode(errors="replace"), name)


def _of_workbook(data: bytes, name: str) -> Checklist:
    sheets = read_sheets(data, name)
    reader = _Reader()
    values = reader.about(_sheet(sheets, ABOUT, name))
    for table in TABLES:
        rows = _sheet(sheets, table.name, name) if table.name is ITEMS else _any(sheets, table.name)
        reader.table(table, rows)
    try:
        checklist = checked({**values, "items": reader.items}, Checklist)
    except WrongValues as error:
        raise _invalid(name, [*reader.problems, *map(reader.told, error.problems)]) from error
    if reader.problems:
        raise _invalid(name, reader.problems)
    return checklist


def _any(sheets: Mapping[str, Sequence[SheetRow]], name: Wording) -> Sequence[SheetRow]:
    return sheets.get(name.zh) or sheets.get(name.en) or ()


def _sheet(
    sheets: Mapping[str, Sequence[SheetRow]], wanted: Wording, name: str
) -> Sequence[SheetRow]:
    rows = _any(sheets, wanted)
    if not rows:
        raise InvalidData(
            f"{name}：没有工作表“{wanted.zh}”，或者其中没有内容。请从导出的文件改起。",
            f"{name}: there is no sheet {wanted.en}, or nothing in it. Begin with an exported one.",
        )
    return rows


@dataclass(slots=True)
class _Reader:
    """Collects the items, and the cell of the workbook that each of their values came from."""

    items: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Wording] = field(default_factory=list)
    _places: dict[Place, tuple[Table, int, Mapping[str, str]]] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)

    def about(self, rows: Sequence[SheetRow]) -> dict[str, Any]:
        """Read the checklist's own fields, one a row."""
        labels = {word: each.name for each in CHECKLIST for word in _words(each)}
        texts: dict[str, str] = {}
        for row in rows:
            label = row.cells[0]
            if label in labels:
                texts[labels[label]] = row.cells[1] if len(row.cells) > 1 else ""
                self._rows[labels[label]] = row.number
            else:
                self._complain(ABOUT, f"A{row.number}", *_UNKNOWN_ROW, label)
        return plain_of(CHECKLIST, texts)

    def table(self, table: Table, rows: Sequence[SheetRow]) -> None:
        """Read the sheet of items, or that of the figures or refused words of items read before."""
        if not rows:
            return
        columns = dict(self._columns(table, rows[0]))
        letters = {each.name: column_letter(at) for at, each in columns.items()}
        for row in rows[1:]:
            cells = dict(enumerate(row.cells))
            texts = {each.name: cells.get(at, "") for at, each in columns.items()}
            values = plain_of(table.columns, texts)
            held: list[dict[str, Any]] = self.items
            place: Place = ("items",)
            if table.part:
                owner = str(values.pop(ITEM_ID.name, ""))
                number = next((n for n, i in enumerate(self.items) if i.get("id") == owner), None)
                if number is None:
                    cell = f"{letters.get(ITEM_ID.name, 'A')}{row.number}"
                    self._complain(table.name, cell, *_UNKNOWN_ITEM, owner)
                    continue
                held = self.items[number].setdefault(table.part, [])
                place = ("items", number, table.part)
            self._places[(*place, len(held))] = (table, row.number, letters)
            held.append(values)

    def _columns(self, table: Table, head: SheetRow) -> Iterator[tuple[int, Field]]:
        known = {word: each for each in table.columns for word in _words(each)}
        for at, title in enumerate(head.cells):
            if title in known:
                yield at, known[title]
            elif title:
                cell = f"{column_letter(at)}{head.number}"
                self._complain(table.name, cell, *_UNKNOWN_COLUMN, title)

    def _complain(self, sheet: Wording, cell: str, zh: str, en: str, subject: str) -> None:
        self.problems.append(
            Wording(
                f"工作表“{sheet.zh}”{cell}：{zh.format(subject)}",
                f"sheet {sheet.en}, {cell}: {en.format(subject)}",
            )
        )

    def told(self, problem: Problem) -> Wording:
        """A problem in words, with the sheet, row and column where it stands."""
        place = problem.place
        for length in range(len(place), 1, -1):
            if place[:length] in self._places:
                table, row, letters = self._places[place[:length]]
                return _told(table, row, letters, place[length:], problem)
        wrong = field_at(CHECKLIST, place)
        row = self._rows.get(wrong.name, 1)
        return Wording(
            f"工作表“{ABOUT.zh}”第 {row} 行“{wrong.title.zh}”：{problem.zh}",
            f"sheet {ABOUT.en}, row {row}, {wrong.title.en}: {problem.en}",
        )


_UNKNOWN_ROW = ("不认识“{}”", "{!r} is unknown")
_UNKNOWN_COLUMN = ("不认识的列“{}”", "the column {!r} is unknown")
_UNKNOWN_ITEM = ("没有检查项“{}”", "there is no item {!r}")


def _words(each: Field) -> tuple[str, ...]:
    return each.title.zh, each.title.en, each.name


def _told(
    table: Table, row: int, letters: Mapping[str, str], place: Place, problem: Problem
) -> Wording:
    wrong = field_at(table.columns, place) if place else table.columns[0]
    letter, said = letters.get(wrong.name), said_of(wrong, problem)
    cell = f"{letter}{row}" if letter else str(row)
    return Wording(
        f"工作表“{table.name.zh}”第 {row} 行，列“{wrong.title.zh}”（{cell}）：{said.zh}",
        f"sheet {table.name.en}, row {row}, column {wrong.title.en} ({cell}): {said.en}",
    )


def _invalid(name: str, problems: Sequence[Wording]) -> InvalidData:
    zh = "；".join(each.zh for each in problems)
    en = "; ".join(each.en for each in problems)
    return InvalidData(
        f"{name}：{zh}。请改正后重试。",
        f"{name}: {en}. Correct this and try again.",
        tuple((each.zh, each.en) for each in problems),
    )
