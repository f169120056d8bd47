"""Reports to download: every format, the person's permissions, errors that say what to do."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from house import Browser, House

from review.checklist import SHIPPED


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
    assert "由人指定。" in values


def test_the_reason_for_a_checklist_stands_wherever_one_comes_from(
    house: House, reader: Browser
) -> None:
    query = "?checklist=sale_purchase"  # the address after a decision
    page = reader.get(f"/documents/{house.documents['设备采购合同']}/review{query}").text
    report = reader.get(address(house, "设备采购合同", "html", query)).text
    for told in (page, report):
        assert "按合同类型“买卖合同”选用" in told
        assert "由人指定" not in told


def test_a_report_names_who_issued_it_apart_from_who_signed_the_review_off(
    house: House, reader: Browser
) -> None:
    report = reader.get(address(house, "设备采购合同", "html")).text
    cover = re.sub(r"<[^>]+>|\s+", " ", report[: report.index("一、摘要")])
    assert re.search(r"签核 +尚未签核", cover)
    assert re.search(r"出具人 +读者", cover)


def test_the_counts_of_a_report_are_all_items_of_its_checklist(
    house: House, reader: Browser
) -> None:
    data = reader.get(address(house, "设备采购合同", "xlsx")).data
    summary = openpyxl.load_workbook(BytesIO(data))["摘要"]
    counts = {str(row[0].value): row[1].value for row in summary.iter_rows()}
    names = ("高风险", "中风险", "低风险", "具备", "豁免、不适用")
    assert sum(int(str(counts[name])) for name in names) == len(SHIPPED["sale_purchase"].items)


def test_there_is_no_report_of_what_is_hidden_or_unknown(house: House, reader: Browser) -> None:
    assert reader.get(address(house, "股权收购保密协议", "docx")).status_code == 404
    assert reader.get(address(house, "设备采购合同", "exe")).status_code == 404
    unknown = reader.get(address(house, "设备采购合同", "html", "?checklist=none"))
    assert unknown.status_code == 404
    assert "没有这份审查清单" in unknown.text


def test_the_review_page_offers_the_reports_in_both_languages(
    house: House, reader: Browser
) -> None:
    page = reader.get(f"/documents/{house.documents['设备采购合同']}/review").text
    for form in ("html", "docx", "pdf", "xlsx", "annotated"):
        for language in ("zh", "en"):
            assert f"report.{form}?language={language}" in page


def test_a_portfolio_holds_what_the_person_may_see(
    house: House, reader: Browser, administrator: Browser
) -> None:
    seen = reader.get("/matrix/report.html?checklist=sale_purchase&language=en").text
    assert "Portfolio gap report" in seen
    assert "设备采购合同" in seen
    assert "股权收购" not in seen
    everything = administrator.get("/matrix/report.html?checklist=general_contract").text
    assert "股权收购保密协议" in everything
    assert "全部合同集" in everything


def test_a_portfolio_is_narrowed_as_the_matrix_is(house: House, administrator: Browser) -> None:
    other = house.collections["并购"]
    query = f"?checklist=sale_purchase&collection={other}&language=zh"
    data = administrator.get(f"/matrix/report.xlsx{query}").data
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["摘要", "按事项", "矩阵", "缺漏清单"]
    assert book["矩阵"].max_row == 1
    page = administrator.get(f"/matrix{query}&gap=parties").text
    assert "没有文件有这项缺漏" in page or "report.xlsx" not in page


def test_the_matrix_offers_its_report_with_its_filters(house: House, reader: Browser) -> None:
    page = reader.get("/matrix?checklist=sale_purchase&sort=title").text
    assert "/matrix/report.pdf?language=en&amp;checklist=sale_purchase&amp;sort=title" in page


def test_the_contract_itself_is_handed_out_annotated(house: House, reader: Browser) -> None:
    answer = reader.get(address(house, "设备采购合同", "annotated"))
    assert "%E6%89%B9%E6%B3%A8%E7%A8%BF.docx" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        assert "高风险" in archive.read("word/comments.xml").decode()
        assert "<w:ins " in archive.read("word/document.xml").decode()
    assert reader.get("/matrix/report.annotated").status_code == 404
