"""A document's page: its clauses, its facts and their correction, its versions."""

import re
from io import BytesIO

from house import Browser, House


def test_a_document_shows_its_clauses_with_number_and_heading(
    house: House, reader: Browser
) -> None:
    page = reader.get(f"/documents/{house.documents['设备采购合同']}").text
    assert re.search(
        r'<span class="label">第三条</span>.*?<strong class="heading[^"]*">违约责任</strong>', page
    )
    assert "违约金与赔偿标准" in page or "违约责任" in page


def test_only_pdfs_have_pages_to_draw(house: House, reader: Browser) -> None:
    document, version = house.documents["设备采购合同"], house.versions["设备采购合同"]
    assert reader.get(f"/documents/{document}/versions/{version}/pages/1.png").status_code == 404
    assert "原页" not in reader.get(f"/documents/{document}?side=page").text


def test_a_corrected_fact_stays_and_is_searched(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    answer = editor.post(f"/documents/{document}/facts/title", {"value": "压缩机采购合同"})
    assert answer.status_code == 302
    page = editor.get(f"/documents/{document}").text
    assert '<h1 lang="zh-Hans">压缩机采购合同</h1>' in page
    assert "编辑 更正" in page


def test_parties_are_corrected_one_a_line(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    editor.post(f"/documents/{document}/facts/parties", {"value": "买方：甲公司\n卖方: 乙公司\n"})
    assert "甲公司 / 乙公司" in editor.get(f"/documents/{document}").text


def test_a_sum_is_typed_as_contracts_write_it_and_filters_the_table(
    house: House, editor: Browser
) -> None:
    document = house.documents["设备采购合同"]
    editor.post(f"/documents/{document}/facts/amount", {"value": "人民币50万元"})
    assert "CNY 500,000.00" in editor.get(f"/documents/{document}").text
    assert "设备采购合同" in editor.get("/documents?amount=50万").text
    assert "设备采购合同" not in editor.get("/documents?amount=500,001").text
    assert "设备采购合同" not in editor.get("/documents?amount=50万&currency=USD").text
    assert "设备采购合同" not in editor.get("/documents?amount=US$100").text


def test_an_end_that_is_reckoned_says_so(house: House, editor: Browser) -> None:
    stated = "维修合同\n签订日期：2024年1月18日\n本合同有效期三年，自双方签字盖章之日起生效。"
    house.add_document("采购", "维修合同", stated)
    page = editor.get(f"/documents/{house.documents['维修合同']}").text
    assert re.search(r"2027-01-17</span> <span[^>]*>推算<", page)
    assert len(re.findall(">推算<", page)) == 2  # the day of signing is stated


def test_a_value_that_a_fact_cannot_hold_is_refused(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    answer = editor.post(f"/documents/{document}/facts/agreement_date", {"value": "三月"})
    assert answer.status_code == 422
    assert "2024-03-01" in answer.text


def test_a_new_version_is_received(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    file = (BytesIO("设备采购合同\n第一条 标的\n三台。".encode()), "第二版.txt")
    editor.post(f"/documents/{document}/versions", {"file": file})
    page = editor.get(f"/documents/{document}?side=versions").text
    assert "第二版.txt" in page
    assert "第 2 版" in page


def test_traditional_text_says_so(empty_house: House) -> None:
    empty_house.add_collection("台灣")
    empty_house.add_document(
        "台灣", "維護合約", "電梯維護合約\n第一條 範圍\n乙方應負責維護電梯設備。"
    )
    page = empty_house.browser("admin").get(f"/documents/{empty_house.documents['維護合約']}").text
    assert 'lang="zh-Hant" aria-label="正文"' in page
