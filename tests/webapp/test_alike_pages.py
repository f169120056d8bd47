"""Clauses found by meaning: alike ones with what differs, and nothing that may not be seen."""

from dataclasses import replace

import pytest
from house import Browser, House
from word_encoder import POISON, CharacterSentences

from contracts.clause import Clause
from contracts.visibility import EVERYTHING
from ingest.meaning import read_next_meaning
from store.readings import clauses_of
from webapp.application import create_app

LEASE = """设备租赁合同
第一条 租金
承租方应当每月支付租金人民币三千元。
第二条 违约责任
承租方逾期付款的，每日按合同总价的千分之三支付违约金。
"""


@pytest.fixture
def read_house(house: House) -> House:
    """The house with an encoder of meaning; all but the lease has been read by it."""
    services = replace(house.services, sentences=CharacterSentences())
    read = replace(house, services=services, app=create_app(services))
    read_meanings(read)
    read.add_document("采购", "设备租赁合同", LEASE)
    return read


def clause(house: House, title: str, heading: str) -> Clause:
    with house.services.database.read() as connection:
        clauses = clauses_of(connection, house.versions[title], EVERYTHING)
    return next(each for each in clauses if each.heading == heading)


def alike(house: House, browser: Browser, title: str, heading: str) -> str:
    wanted = clause(house, title, heading).id
    return browser.get(f"/documents/{house.documents[title]}/alike?clause={wanted}").text


def read_meanings(house: House) -> None:
    sentences = house.services.sentences
    assert sentences is not None
    while read_next_meaning(house.services.database, sentences, index_waits=False):
        pass


def test_a_clause_like_it_is_found_in_another_document_with_what_differs(
    read_house: House,
) -> None:
    read_meanings(read_house)
    shown = alike(read_house, read_house.browser("读者"), "设备采购合同", "违约责任")
    assert "设备租赁合同" in shown
    assert '<del class="material">千分之一</del><ins class="material">千分之三</ins>' in shown
    assert "<ins>支付违约金" not in shown


def test_a_clause_without_a_heading_is_shown_under_the_one_above(read_house: House) -> None:
    read_house.add_document(
        "采购", "维护合同", "维护合同\n第三条 响应\n（一）乙方应当在两小时内到场。"
    )
    read_meanings(read_house)
    page = read_house.browser("读者").get("/meaning?q=乙方应当在两小时内到场").text
    assert '<p class="above">第三条 响应</p>' in page


def test_what_the_encoder_has_not_read_is_told_and_not_passed_over(read_house: House) -> None:
    reader = read_house.browser("读者")
    assert "2 份文件中，模型已读 1 份" in alike(read_house, reader, "设备采购合同", "违约责任")
    assert "模型还没有读过这条条款" in alike(read_house, reader, "设备租赁合同", "违约责任")
    assert "模型已读 1 份" in reader.get("/meaning?q=逾期违约金").text


def test_clauses_are_found_by_what_they_say(read_house: House) -> None:
    read_meanings(read_house)
    shown = read_house.browser("读者").get("/meaning?q=逾期每日按总价支付违约金").text
    assert "千分之一" in shown
    assert "千分之三" in shown
    assert "/?q=" in shown  # the exact search is offered beside it


def test_each_clause_says_whether_words_or_meaning_found_it(read_house: House) -> None:
    read_meanings(read_house)
    reader = read_house.browser("读者")
    both = reader.get("/meaning?q=每月支付租金").text
    assert ">按字词</span>" in both
    assert ">按含义</span>" in both
    read_house.add_document(
        "采购", "未读合同", "未读合同\n第一条 鲲鹏\n鲲鹏计划由双方另行商定细则。"
    )
    unread = reader.get("/meaning?q=鲲鹏计划").text
    assert "鲲鹏计划由双方另行商定" in unread.replace("<mark>", "").replace("</mark>", "")
    assert "其余文件只按字词查找" in unread


def test_words_that_only_ask_are_not_marked(read_house: House) -> None:
    read_meanings(read_house)
    shown = read_house.browser("读者").get("/meaning?q=每月支付租金应当怎么处理").text
    assert "租金</mark>" in shown
    assert "<mark>应当</mark>" not in shown


def test_while_the_search_engine_is_away_meaning_goes_on(read_house: House) -> None:
    read_meanings(read_house)
    (read_house.services.settings.data / "index" / "current").unlink()
    shown = read_house.browser("读者").get("/meaning?q=逾期每日按总价支付违约金").text
    assert "千分之三" in shown
    assert ">按字词</span>" not in shown


def test_without_an_encoder_the_page_says_so(reader: Browser) -> None:
    assert "模型还没有读过您可以看到的任何文件" in reader.get("/meaning?q=违约金").text


def test_hidden_clauses_change_nothing(read_house: House) -> None:
    read_meanings(read_house)
    reader = read_house.browser("读者")
    pages = [
        reader.get("/meaning?q=违反保密义务的，应支付违约金五百万元").text,
        alike(read_house, reader, "设备采购合同", "违约责任"),
    ]
    assert all("五百万元。" not in page and "股权收购" not in page for page in pages)
    assert "五百万元" in read_house.browser("admin").get("/meaning?q=违反保密义务违约金").text


def test_a_clause_of_another_document_is_not_found_under_this_one(read_house: House) -> None:
    other = clause(read_house, "股权收购保密协议", "违约责任").id
    mine = read_house.documents["设备采购合同"]
    for browser in (read_house.browser("读者"), read_house.browser("admin")):
        assert browser.get(f"/documents/{mine}/alike?clause={other}").status_code == 404


def test_a_version_that_is_read_again_is_found_only_once_the_encoder_read_it(
    read_house: House,
) -> None:
    read_meanings(read_house)
    reader = read_house.browser("读者")
    assert "千分之三" in alike(read_house, reader, "设备采购合同", "违约责任")
    read_house.add_document(
        "采购", "设备租赁合同", LEASE.replace("三", "五"),
        document_id=read_house.documents["设备租赁合同"],
    )  # fmt: skip
    assert "设备租赁合同" not in alike(read_house, reader, "设备采购合同", "违约责任")
    read_meanings(read_house)
    assert "千分之五" in alike(read_house, reader, "设备采购合同", "违约责任")


def test_a_version_that_the_encoder_fails_on_keeps_no_other_from_being_read(
    read_house: House,
) -> None:
    read_house.add_document("采购", "坏合同", f"第一条 其他\n{POISON}不能读的一段话。")
    read_meanings(read_house)
    shown = alike(read_house, read_house.browser("读者"), "设备采购合同", "违约责任")
    assert "设备租赁合同" in shown
    assert "3 份文件中，模型已读 2 份" in shown


def test_a_sentence_that_stands_nowhere_so_leads_to_those_that_say_something_like_it(
    read_house: House,
) -> None:
    read_meanings(read_house)
    reader = read_house.browser("读者")
    shown = reader.get("/?q=“承租方逾期支付的，每日按总价的千分之五支付违约金”").text
    below = shown[shown.index("意思相近的条款") :]
    assert "设备租赁合同" in below
    assert "意思相近的条款" not in reader.get("/?q=“没有这个词”").text
