"""What a search asks of reviews and of whole documents, and what is said of it, on the pages."""

import re
from html import unescape
from threading import Event

import pytest
from house import Browser, House

from index.query_language import parse
from index.query_remarks import query_remarks
from review.summary_lane import make_summaries
from webapp.pages.examples import EXAMPLES, FIELDS

SERVICE = "甲方：甲公司\n乙方：乙公司\n第一条 付款 甲方应于30日内支付10万元。"
SECRET = f"{SERVICE}\n第二条 保密 双方应对本合同内容保密，保密期限为两年，依据《民法典》第501条。"


@pytest.fixture
def reviewed(house: House) -> House:
    house.add_document("采购", "一号维护合同", f"一号维护合同\n{SERVICE}")
    house.add_document("采购", "二号维护合同", f"二号维护合同\n{SECRET}")
    make_summaries(house.services.database, stop=Event(), until_idle=True)
    return house


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 id="d\d+"><a [^>]+>([^<]+)</a>', page)


@pytest.mark.parametrize("typed", [typed for row in (*EXAMPLES, *FIELDS) for typed in row[:2]])
def test_every_example_can_be_searched_for(typed: str) -> None:
    parse(typed)
    assert query_remarks(typed) == ()


def test_documents_are_found_by_what_their_reviews_found_missing(reviewed: House) -> None:
    browser = reviewed.browser("读者")
    missing = titles(browser.get("/?q=missing:保密 AND title:维护").text)
    present = titles(browser.get("/?q=present:保密 AND title:维护").text)
    assert (missing, present) == (["一号维护合同"], ["二号维护合同"])


@pytest.mark.parametrize("named", ["技术", "technical_contract", "“Technical service”"])
def test_documents_are_found_by_the_checklist_that_they_are_reviewed_by(
    reviewed: House, named: str
) -> None:
    development = f"软件技术开发合同\n{SERVICE}\n第二条 开发成果 技术成果归甲方所有。"
    reviewed.add_document("采购", "软件技术开发合同", development)
    reviewed.add_document("并购", "鲲鹏技术开发合同", development)
    make_summaries(reviewed.services.database, stop=Event(), until_idle=True)
    browser = reviewed.browser("读者")
    assert titles(browser.get(f"/?q=checklist:{named}").text) == ["软件技术开发合同"]
    assert "软件技术开发合同" not in titles(browser.get(f"/?q=NOT checklist:{named}").text)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("checklist:没有", "买卖合同、技术合同"), ("collection:并", "现有例如：采购。")],
)
def test_names_that_are_not_there_are_told_with_those_that_are(
    reviewed: House, typed: str, told: str
) -> None:
    answer = reviewed.browser("读者").get(f"/?q={typed}")
    assert answer.status_code == 400
    assert told in answer.text


def test_a_collection_is_found_by_a_part_of_its_name(reviewed: House) -> None:
    reviewed.add_collection("采购二部")
    reviewed.add_document("采购二部", "五号维护合同", f"五号维护合同\n{SERVICE}")
    browser = reviewed.browser("admin")
    assert "五号维护合同" in titles(browser.get("/?q=collection:二部").text)
    exact = titles(browser.get("/?q=collection:采购 title:维护").text)
    assert exact
    assert "五号维护合同" not in exact


def test_a_review_that_is_not_up_to_date_is_told_and_not_taken_for_an_answer(
    reviewed: House,
) -> None:
    reviewed.add_document("采购", "三号维护合同", f"三号维护合同\n{SERVICE}")
    browser = reviewed.browser("读者")
    page = browser.get("/?q=missing:保密 title:维护").text
    assert titles(page) == ["一号维护合同"]
    assert "有 1 份文件的审查尚未更新" in page
    assert "审查尚未更新" not in browser.get("/?q=title:维护").text


def test_reviews_of_hidden_documents_are_neither_found_nor_counted(reviewed: House) -> None:
    before = reviewed.browser("读者").get("/?q=missing:保密").text
    reviewed.add_document("并购", "四号维护合同", f"四号维护合同\n{SERVICE}")
    page = reviewed.browser("读者").get("/?q=missing:保密").text
    assert "审查尚未更新" not in page
    make_summaries(reviewed.services.database, stop=Event(), until_idle=True)
    page = reviewed.browser("读者").get("/?q=missing:保密").text
    assert titles(page) == titles(before)
    assert "四号维护合同" in titles(reviewed.browser("admin").get("/?q=missing:保密").text)


def test_documents_are_shown_once_where_no_clause_is_asked_for(reviewed: House) -> None:
    page = reviewed.browser("读者").get("/?q=title:维护").text
    assert sorted(titles(page)) == ["一号维护合同", "二号维护合同"]
    assert "<h1>2 份文件</h1>" in page
    assert page.count('<article class="hit"') == 2
    narrowed = reviewed.browser("读者").get("/?q=title:维护&type=confidentiality").text
    assert "1 条条款" in narrowed  # the filter asks for clauses


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("NOT document:保密 title:维护", ["一号维护合同"]),
        ("付款 document:保密", ["二号维护合同"]),
        ("law:民法典第501条", ["二号维护合同"]),
        ("duration:2年 number:第二条", ["二号维护合同"]),
        ("保秘期限~", ["二号维护合同"]),
    ],
)
def test_what_can_be_asked_of_clauses_is_found(
    reviewed: House, typed: str, found: list[str]
) -> None:
    assert titles(reviewed.browser("读者").get("/", query_string={"q": typed}).text) == found


@pytest.mark.parametrize(
    ("typed", "said", "instead"),
    [
        ("titel:维护", "没有“titel:”这个字段", "title:维护"),
        ("违约金 3%", "“%”这类符号不参与文字查找", "违约金 percent:3%"),
        ("当事人：维护 违约金", "要按当事人查找，请写 party:", "party:维护 违约金"),
        ("¥1,000元", "“¥”这类符号不参与文字查找", "amount:¥1,000元"),
    ],
)
def test_what_may_not_be_read_as_meant_is_told_with_what_to_type(
    reader: Browser, typed: str, said: str, instead: str
) -> None:
    page = reader.get("/", query_string={"q": typed}).text
    assert said in page
    link = re.search(rf'<a href="([^"]+)">{re.escape(instead)}</a>', page)
    assert link is not None
    assert said not in reader.get(unescape(link[1])).text


@pytest.mark.parametrize(
    "typed",
    [
        "“titel:维护”",
        "http://example.com",
        "percent:3%",
        "约定：甲方",
        "term NEAR/5 notice",
        "逾期 违约金 NEAR/9 日",
        '"cap on x" NEAR/9 loss',
        "a OR limit NEAR/3 loss",
    ],
)
def test_nothing_is_said_of_what_is_read_as_meant(typed: str) -> None:
    assert query_remarks(typed) == ()


def test_words_in_a_row_beside_near_are_offered_as_a_phrase() -> None:
    (remark,) = query_remarks("clause:term (limitation of liability NEAR/10 damages) law:民法典")
    assert remark.instead == 'clause:term ("limitation of liability" NEAR/10 damages) law:民法典'


def test_hits_are_ordered_by_the_day_of_signing(house: House) -> None:
    for year in (2021, 2023, 2022):
        text = f"框架合同\n第一条 价款 总价一万元。\n签订日期：{year}年3月1日"
        house.add_document("采购", f"{year}框架合同", text)
    browser = house.browser("读者")
    newest = titles(browser.get("/?q=“总价一万元”&sort=newest").text)
    oldest = titles(browser.get("/?q=“总价一万元”&sort=oldest").text)
    assert len(newest) == 3
    assert newest == oldest[::-1]
    assert 'aria-current="true">最新签订' in browser.get("/?q=“总价一万元”&sort=newest").text
