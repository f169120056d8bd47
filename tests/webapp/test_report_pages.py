"""Reports to download: every format, the person's permissions, errors that say what to do."""

from io import BytesIO

import openpyxl
import pytest
from house import Browser, House


def address(house: House, title: str, form: str, query: str = "") -> str:
    return f"/documents/{house.documents[title]}/review/report.{form}{query}"


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_a_report_is_saved_under_the_contracts_name(
    house: House, reader: Browser, form: str
) -> None:
    answer = reader.get(address(house, "设备采购合同", form))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert f"%E5%AE%A1%E6%9F%A5%E6%8A%A5%E5%91%8A.{form}" in answer.headers["Content-Disposition"]


def test_a_report_says_who_asked_and_with_what_permission(house: House, reader: Browser) -> None:
    page = reader.get(address(house, "设备采购合同", "html", "?language=en")).text
    assert "Contract review report" in page
    assert "读者" in page
    assert "采购" in page
    assert "并购" not in page


def test_the_checklist_that_the_address_names_is_used(house: House, reader: Browser) -> None:
    query = "?checklist=after_sales_service"
    data = reader.get(address(house, "设备采购合同", "xlsx", query)).data
    basis = openpyxl.load_workbook(BytesIO(data))["依据"]
    values = [str(row[1].value) for row in basis.iter_rows()]
    assert any("after_sales_service" in value for value in values)
    assert "由审查人指定。" in values


def test_there_is_no_report_of_what_is_hidden_or_unknown(house: House, reader: Browser) -> None:
    assert reader.get(address(house, "股权收购保密协议", "docx")).status_code == 404
    assert reader.get(address(house, "设备采购合同", "exe")).status_code == 404
    unknown = reader.get(address(house, "设备采购合同", "html", "?checklist=none"))
    assert unknown.status_code == 404
    assert "请在审查页上选一份" in unknown.text


def test_the_review_page_offers_the_reports_in_both_languages(
    house: House, reader: Browser
) -> None:
    page = reader.get(f"/documents/{house.documents['设备采购合同']}/review").text
    for form in ("html", "docx", "pdf", "xlsx"):
        for language in ("zh", "en"):
            assert f"report.{form}?language={language}" in page
