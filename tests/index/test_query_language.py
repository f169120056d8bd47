"""Typed text to a query: what is an operator, what is text, and what is said of an error."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.errors import InvalidQuery
from index.query import (
    And,
    Cites,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Everything,
    FieldText,
    Figure,
    Fuzzy,
    HeldAgainst,
    InDocument,
    Measure,
    Near,
    Not,
    Numbered,
    Or,
    Prefix,
    Query,
    Reviewed,
    Text,
    TextField,
)
from index.query_language import parse

YEAR_2024 = DateRange(date(2024, 1, 1), date(2024, 12, 31))
A, B, C = Text("违约"), Text("保密"), Text("term")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("违约", A),
        ("违约 保密", And((A, B))),
        ("违约 AND 保密", And((A, B))),
        ("违约 且 保密", And((A, B))),
        ("违约 OR 保密 term", Or((A, And((B, C))))),
        ("违约 或 保密", Or((A, B))),
        ("(违约 OR 保密) term", And((Or((A, B)), C))),
        ("（违约　或　保密）　ｔｅｒｍ", And((Or((A, B)), C))),
        ("违约 NOT 保密", And((A, Not(B)))),
        ("违约 -保密", And((A, Not(B)))),
        ("违约 －保密", And((A, Not(B)))),
        ("非 (违约 OR 保密)", Not(Or((A, B)))),
        ("NOT NOT 违约", A),
        ("违约 NEAR/5 保密", Near(A, B, 5)),
        ("违约 近／5 “保密”", Near(A, B, 5)),
        ("违约 NEAR/5 保密 NEAR/0 term", And((Near(A, B, 5), Near(B, C, 0)))),
        ("confid*", Prefix("confid")),
        ("confid＊ 违约", And((Prefix("confid"), A))),
        ("“不可抗力 OR 违约”", Text("不可抗力 OR 违约")),
        ("「不可抗力」『违约』", And((Text("不可抗力"), A))),
        ('“违约" ”保密”', And((A, B))),
        ('"违约” OR “保密"', Or((A, B))),
        ('“约定"违约"的”', Text('约定"违约"的')),
        ("clause:违约责任", ClauseType("breach_liability")),
        ("clause：confidentiality", ClauseType("confidentiality")),
        ('clause:"Liability for breach"', ClauseType("breach_liability")),
        ("type:售后服务合同", ContractType("售后服务合同")),
        ("party:“清风 电器” 违约", And((FieldText(TextField.PARTY, "清风 电器"), A))),
        ("Title:框架协议", FieldText(TextField.TITLE, "框架协议")),
        ("collection:采购部", Collection("采购部")),
        ("date:2024 terminaton~", And((YEAR_2024, Fuzzy("terminaton")))),
        ("违约责任～", Fuzzy("违约责任")),
        ("document:保密", InDocument(B)),
        ("违约 DOCUMENT:（保密 OR term*）", And((A, InDocument(Or((B, Prefix("term"))))))),
        ("非 document:“保密”", Not(InDocument(B))),
        ("amount:>=10万", Figure(Measure.AMOUNT, Decimal(100_000), None)),
        ("amount:USD1,000..2000", Figure(Measure.AMOUNT, Decimal(1000), Decimal(2000), "USD")),
        ("amount:<100元", Figure(Measure.AMOUNT, None, Decimal("99.99"), "CNY")),
        ("duration:30..60日", Figure(Measure.DURATION, Decimal(43_200), Decimal(86_400))),
        ("duration:一年", Figure(Measure.DURATION, Decimal(518_400), Decimal(525_600))),
        ('duration:"2 hours"', Figure(Measure.DURATION, Decimal(120), Decimal(120))),
        ("percent:3%", Figure(Measure.PERCENT, Decimal(3), Decimal(3))),
        ("percent:>=千分之三", Figure(Measure.PERCENT, Decimal("0.3"), None)),
        ("law:民法典", Cites("民法典")),
        ("law:《民法典》第五百八十五条", Cites("民法典", 585)),
        ('law:"civil code 585"', Cites("民法典", 585)),
        ("number:第八条", Numbered("8")),
        ("number:8.2", Numbered("8.2")),
        ("missing:保密", Reviewed("missing", "confidentiality")),
        ("checklist:售后 -保密", And((HeldAgainst("售后"), Not(B)))),
        ("clause:付款", ClauseType("payment")),
        (
            "weak:违约",
            Or((Reviewed("weak", "breach_liability"), Reviewed("weak", "liquidated_damages"))),
        ),
        ("-date:2024", Not(DateRange(date(2024, 1, 1), date(2024, 12, 31)))),
        ("", Everything()),
        (" 　\n", Everything()),
    ],
)
def test_operators_and_fields_are_read(typed: str, query: Query) -> None:
    assert parse(typed) == query


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("乙方应在30日内付款：", "乙方应在30日内付款:"),
        ("A/B:C", "A/B:C"),
        ("违约或者保密", "违约或者保密"),
        ("且慢", "且慢"),
        ("e-mail", "e-mail"),
        ("第（一）项", "第(一)项"),
        ("甲方（以下简称“公司”）应当", "甲方(以下简称“公司”)应当"),
        ("日期：2024年3月1日", "日期:2024年3月1日"),
        ("A**B", "A**B"),
        ("NEAR/5x", "NEAR/5x"),
    ],
)
def test_what_is_no_operator_is_text(typed: str, text: str) -> None:
    assert parse(typed) == Text(text)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("(a) The Supplier shall: deliver", ["a", "The", "Supplier", "shall:", "deliver"]),
        ("a) 乙方“公司", ["a", "乙方", "公司"]),
        ("- 乙方 — 甲方 ：", ["乙方", "甲方"]),
        ('5" disk (new', ["5", "disk", "new"]),
        ("Date: 2024 (the “Term", ["Date:", "2024", "the", "Term"]),
        ("第一条　甲方：“乙方”。", ["第一条", "甲方:", "乙方"]),
    ],
)
def test_a_pasted_sentence_asks_for_its_words(typed: str, words: list[str]) -> None:
    assert parse(typed) == And(tuple(Text(word) for word in words))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("date:2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("date:2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("date:2024/2/9", (date(2024, 2, 9), date(2024, 2, 9))),
        ("date:2023..2024-06", (date(2023, 1, 1), date(2024, 6, 30))),
        ("date:..2024", (None, date(2024, 12, 31))),
        ("date:2024-05..", (date(2024, 5, 1), None)),
        ("date:>=2024-01-01", (date(2024, 1, 1), None)),
        ("date：＞2023", (date(2024, 1, 1), None)),
        ("date:<2024-03-01", (None, date(2024, 2, 29))),
        ("date:<=2024-02", (None, date(2024, 2, 29))),
        ("date:>9999", None),
        ("date:2024-13", None),
        ("date:2023-02-29", None),
        ("date:2024..2023", None),
        ("date:..", None),
        ("date:0000", None),
        ("date:soon", None),
    ],
)
def test_dates_are_days_months_years_and_ranges(
    typed: str, expected: tuple[date | None, date | None] | None
) -> None:
    if expected is None:
        with pytest.raises(InvalidQuery, match="2023\\.\\.2024-06") as caught:
            parse(typed)
        assert caught.value.position == 5
    else:
        assert parse(typed) == DateRange(*expected)


@pytest.mark.parametrize(
    ("typed", "position", "zh", "en"),
    [
        ("违约 AND", 6, "应有一个词", "is expected here"),
        ("OR 违约", 0, "应有一个词", "is expected here"),
        ("违约 AND OR 保密", 7, "应有一个词", "is expected here"),
        ("违约 NEAR/5 (保密)", 10, "应有一个词", "is expected here"),
        ("(违约 OR 保密", 9, "没有闭合", "parenthesis is open"),
        ("违约） OR 保密", 2, "没有对应", 'has no "\\("'),
        ("违约 OR “保密", 6, "引号", "quotation mark"),
        ("违约 OR ——", 6, "只有标点", "only punctuation"),
        ("，。", 0, "只有标点", "only punctuation"),
        ("NOT ？", 4, "只有标点", "only punctuation"),
        ("clause:违约责任人", 7, "没有名为", "no clause type"),
        ("保密 party:——", 9, "紧跟", "should follow"),
        ("party:(甲 OR 乙)", 6, "紧跟", "should follow"),
        ("a NEAR/1001 b", 2, "1000", "between 0 and 1000"),
        ("(" * 11 + "a" + ")" * 11, 10, "10 层", "at most 10 deep"),
        ("违" * 4001, 4000, "最长 4000", "at most 4000"),
    ],
)
def test_an_error_points_at_the_spot_and_says_what_to_do(
    typed: str, position: int, zh: str, en: str
) -> None:
    with pytest.raises(InvalidQuery, match=en) as caught:
        parse(typed)
    assert caught.value.position == position
    assert zh in caught.value.message("zh-Hans")


def test_an_unknown_clause_type_is_answered_with_names_that_exist() -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse("clause:违约责人")
    assert "违约责任" in caught.value.message_zh


@pytest.mark.parametrize(
    ("typed", "instead"),
    [("clause:保秘", "保密"), ("law:民法", "民法典"), ("违约 OR (保密", ")"), ("，", "")],
)
def test_an_error_says_what_may_stand_at_its_spot(typed: str, instead: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(typed)
    assert instead in caught.value.instead if instead else not caught.value.instead


def test_a_page_of_spaces_in_a_name_is_one_space() -> None:
    spaces = " " * 900
    assert parse(f'law:"civil code{spaces}585"') == Cites("民法典", 585)
    with pytest.raises(InvalidQuery):  # in a moment: it took half a minute
        parse(f'law:"{spaces}x"')


def test_words_know_where_they_were_typed() -> None:
    query = parse("  违约 “保密”")
    assert isinstance(query, And)
    assert [part.position for part in query.parts if isinstance(part, Text)] == [2, 6]


def test_a_word_typed_twice_is_looked_for_once() -> None:
    assert parse("违约 保密 违约") == And((A, B))


pieces = st.sampled_from([
    "违约", "term", "2024", "type:x", "clause:", "date:", "party：", "..", ">=", "*", "-", "－",
    "AND", "OR", "NOT", "且", "或", "非", "NEAR/5", "近/3", "(", ")", "（", "）",
    '"', "“", "”", "「", "」", " ", "　", "：", "，", "\n", "a", "\u0301", "\ud800", "\x00",
])  # fmt: skip


@given(st.text() | st.lists(pieces, max_size=14).map("".join))
@example("-" * 300)
@example("NOT " * 900 + "a")
@example("(" * 3000)
def test_whatever_is_typed_is_a_query_or_an_invalid_query(typed: str) -> None:
    error = error_of(typed)
    if error:
        assert 0 <= error.position <= len(typed)
        assert error.message_zh != error.message_en


def error_of(typed: str) -> InvalidQuery | None:
    try:
        parse(typed)
    except InvalidQuery as error:
        return error
    return None
