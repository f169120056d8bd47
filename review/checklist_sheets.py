"""A checklist as a workbook to edit in a spreadsheet: its items, figures and refused words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.clause_types import CLAUSE_TYPES
from contracts.plain_values import plain
from office.sheets import Sheet, SheetColumn, add_facts, add_sheet, new_workbook, workbook_bytes
from review.checklist import Checklist
from review.checklist_columns import CHECKLIST, ITEM, PARAMETER, REFUSED
from review.form_fields import Field, texts_of
from review.reports.parts import Fact
from review.wording import Wording

ABOUT = Wording("清单", "Checklist")
ITEMS = Wording("检查项", "Items")
FIGURES = Wording("指标", "Figures")
REFUSALS = Wording("不可接受的文字", "Words not accepted")
TYPES = Wording("条款类型", "Clause types")
ITEM_ID = Field("item", Wording("检查项编号", "Item's id"))
_NARROW, _WIDE = 14.0, 40.0


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of rows: its name, its columns, and where its rows are in an item ("" the item)."""

    name: Wording
    columns: tuple[Field, ...]
    part: str


TABLES = (
    Table(ITEMS, ITEM, ""),
    Table(FIGURES, (ITEM_ID, *PARAMETER), "parameters"),
    Table(REFUSALS, (ITEM_ID, *REFUSED), "unacceptable"),
)


def checklist_workbook(checklist: Checklist, language: str) -> bytes:
    """The checklist as XLSX, its heads in the reader's language.

    ``checklist_reading`` reads it again, in either language.
    """
    values = plain(checklist)
    book = new_workbook(checklist.name(language))
    about = texts_of(CHECKLIST, values, language)
    facts = [Fact(field.title.text(language), about[field.name]) for field in CHECKLIST]
    add_facts(book, ABOUT.text(language), facts)
    for table in TABLES:
        columns = tuple(
            SheetColumn(field.title.text(language), _WIDE if field.lines > 1 else _NARROW)
            for field in table.columns
        )
        rows = _rows(table, values["items"], language)
        add_sheet(book, Sheet(table.name.text(language), columns, rows, frozen=1))
    add_sheet(book, _types(language))
    return workbook_bytes(book)


def _rows(
    table: Table, items: Iterable[Mapping[str, Any]], language: str
) -> Iterator[Sequence[str]]:
    for item in items:
        for values in item.get(table.part, ()) if table.part else (item,):
            texts = texts_of(table.columns, {ITEM_ID.name: item["id"], **values}, language)
            yield [texts[field.name] for field in table.columns]


def _types(language: str) -> Sheet:
    """A sheet of all clause types, to choose from."""
    names = [(each.name(language), each.id) for each in CLAUSE_TYPES.values()]
    columns = (SheetColumn(TYPES.text(language), _WIDE), SheetColumn("id", _WIDE))
    return Sheet(TYPES.text(language), columns, names)
