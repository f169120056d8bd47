"""The spreadsheet round trip: out, edited, in again; errors name sheet, row and column."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from contracts.errors import InvalidData
from review.checklist import SHIPPED
from review.checklist_files import checklist_file
from review.checklist_reading import read_checklist

SERVICE = SHIPPED["after_sales_service"]
LEVEL, TYPES = "E", "D"  # columns of the items' sheet
AT_MOST = "L"  # of the figures'


def edited(language: str, changes: dict[tuple[str, str], Any]) -> bytes:
    """The exported workbook with some cells changed, as a spreadsheet saves it."""
    book = load_workbook(BytesIO(checklist_file(SERVICE, "xlsx", language)))
    for (sheet, cell), value in changes.items():
        book[sheet][cell].value = value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_exported_is_read_as_it_was(name: str) -> None:
    checklist = replace(SHIPPED[name], shared_items={})
    for form, language in (("xlsx", "zh"), ("xlsx", "en"), ("yaml", "zh")):
        data = checklist_file(checklist, form, language)
        assert read_checklist(data, f"{name}.{form}") == checklist


def test_an_edit_in_the_spreadsheet_is_the_edit() -> None:
    number, response = 6, SERVICE.items[4]
    assert response.id == "response_time"
    data = edited("zh", {("检查项", f"{LEVEL}{number}"): "建议", ("指标", f"{AT_MOST}4"): 2.5})
    found = read_checklist(data, "a.xlsx")
    assert found.items[4].level == "recommended"
    assert found.items[4].parameters[0].at_most == Decimal("2.5")


@pytest.mark.parametrize(
    ("cell", "value", "zh", "en"),
    [
        (("Items", f"{TYPES}3"), "nonsense", "第 3 行，列“条款类型”（D3）", "Clause types (D3)"),
        (("Items", f"{LEVEL}4"), "vital", "（E4）：应为其中之一：必备、", "(E4): must be one of"),
        (("Items", "B5"), None, "列“问题（中文）”（B5）：缺少", "column Question (Chinese) (B5)"),
        (("Items", "F2"), "民法典", "列“法律依据”（F2）", "column Legal basis (F2)"),
        (("Figures", f"{AT_MOST}3"), "many", "指标”第 3 行，列“上限”（L3）", "At most (L3)"),
        (("Figures", "A3"), "nobody", "指标”A3：没有检查项“nobody”", "A3: there is no item"),
        (("Items", "G1"), "Notes", "检查项”G1：不认识的列“Notes”", "the column 'Notes' is unknown"),
        (("Checklist", "B2"), None, "清单”第 2 行“名称（中文）”", "row 2, Name (Chinese)"),
    ],
)  # fmt: skip
def test_an_error_names_sheet_row_and_column(
    cell: tuple[str, str], value: object, zh: str, en: str
) -> None:
    with pytest.raises(InvalidData) as raised:
        read_checklist(edited("en", {cell: value}), "a.xlsx")
    assert zh in raised.value.message_zh
    assert en in raised.value.message_en


def test_all_errors_are_told_together() -> None:
    changes: dict[tuple[str, str], Any] = {
        ("Items", f"{TYPES}3"): "nonsense", ("Figures", f"{AT_MOST}3"): "many",
    }  # fmt: skip
    with pytest.raises(InvalidData) as raised:
        read_checklist(edited("en", changes), "a.xlsx")
    assert len(raised.value.problems) == 2


def test_in_yaml_the_line_is_named_and_shared_items_are_refused() -> None:
    text = checklist_file(SERVICE, "yaml", "zh").decode()
    with pytest.raises(InvalidData, match=r"a\.yaml line 4: .*more"):
        read_checklist(text.replace("name_en:", "name_en: a\nmore:", 1).encode(), "a.yaml")
    with pytest.raises(InvalidData, match="shared_items"):
        read_checklist(f"{text}shared_items: {{general_contract: [price]}}\n".encode(), "a.yaml")


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"", b"\xff\xfe\x00"])
def test_what_is_no_checklist_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InvalidData, match=r"a\.xlsx"):
        read_checklist(data, "a.xlsx")
