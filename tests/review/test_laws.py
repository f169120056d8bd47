"""The law register: what is a citation, and how it is judged by the contract's date."""

from datetime import date

import pytest
from line_clauses import clauses_of_lines

from contracts.citations import find_citations
from contracts.document import Document, DocumentKind
from contracts.errors import InvalidData
from contracts.laws import SHIPPED_LAWS, Law, register_of
from review.laws import _MESSAGES, Standing, remarks, standing
from review.remarks import Remark, Weight


def cited(text: str) -> list[tuple[str, tuple[int, ...]]]:
    (clause,) = clauses_of_lines(text)
    return [
        (citation.law.name, citation.articles)
        for citation in find_citations(clause.text, SHIPPED_LAWS)
    ]


def on(document: Document, *lines: str) -> list[Remark]:
    return list(remarks(document, clauses_of_lines(*lines), SHIPPED_LAWS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《中华人民共和国合同法》订立本合同。", [("合同法", ())]),
        ("依照合同法第六十条的规定", [("合同法", (60,))]),
        ("適用《中華人民共和國民法典》第五百八十五條", [("民法典", (585,))]),
        ("根据《合同法》第九十三条、第九十四条解除", [("合同法", (93, 94))]),
        ("《消法》第24条、25条", [("消费者权益保护法", (24,))]),
        ("按照《担保法》和《物权法》", [("担保法", ()), ("物权法", ())]),
        ("受到著作权法、商标法的保护", [("著作权法", ()), ("商标法", ())]),
        ("《民法典》第五百六十三条第一款第（三）项", [("民法典", (563,))]),
        ("《消费者权益保护法（2013修正）》", [("消费者权益保护法", ())]),
    ],
)
def test_a_citation_is_recognised_with_its_articles(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本合同法律关系适用中国法律",
        "由双方合同法定代表人签字",
        "物权法定原则",
        "《最高人民法院关于适用〈中华人民共和国合同法〉若干问题的解释》",
        "《最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（二）》",
        "买卖合同法院管辖",
    ],
)
def test_a_name_inside_another_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_of_a_law_inside_the_name_of_another_the_longer_one_is_cited() -> None:
    assert cited("根据《劳动合同法》和《公司法》第二十条订立") == [
        ("劳动合同法", ()),
        ("公司法", (20,)),
    ]
    assert cited("由公司法定代表人签字，公司法人地位") == []


def test_a_longer_law_is_not_its_shorter_namesake() -> None:
    assert cited("根据《经济合同法》") == [("经济合同法", ())]


CONTRACT_LAW = SHIPPED_LAWS.by_name["合同法"]


@pytest.mark.parametrize(
    ("made", "kind", "expected"),
    [
        (date(2020, 12, 31), DocumentKind.CONTRACT, Standing.REPEALED_SINCE),
        (date(2021, 1, 1), DocumentKind.CONTRACT, Standing.REPEALED),
        (None, DocumentKind.CONTRACT, Standing.REPEALED_UNDATED),
        (None, DocumentKind.TEMPLATE, Standing.REPEALED_BEFORE_USE),
        (date(1998, 1, 1), DocumentKind.CONTRACT, Standing.NOT_YET),
    ],
)
def test_a_law_is_judged_by_the_day_of_the_contract(
    made: date | None, kind: DocumentKind, expected: Standing
) -> None:
    document = Document(1, 1, "合同", kind, agreement_date=made, language="zh-Hans")
    assert standing(CONTRACT_LAW, document) is expected


def test_a_law_in_force_needs_no_remark() -> None:
    document = Document(1, 1, "合同", agreement_date=date(2024, 3, 1), language="zh-Hans")
    assert on(document, "依照《民法典》第五百七十七条") == []


def test_an_old_contract_is_noted_and_a_new_one_is_faulted() -> None:
    clauses = clauses_of_lines("鉴于双方合作。", "根据《合同法》，双方达成如下协议。")
    for made, weight in ((date(2019, 5, 1), Weight.NOTE), (date(2023, 5, 1), Weight.DEFECT)):
        document = Document(1, 1, "合同", agreement_date=made, language="zh-Hans")
        (remark,) = remarks(document, clauses, SHIPPED_LAWS)
        assert (remark.weight, remark.clause.order) == (weight, 1)
        assert remark.quote == "根据《合同法》，双方达成如下协议。"
        assert "1260" in remark.message.zh
        assert "2021-01-01" in remark.message.en


def test_an_article_that_the_law_does_not_have_is_a_defect() -> None:
    document = Document(1, 1, "合同", agreement_date=date(2024, 3, 1), language="zh-Hans")
    (remark,) = on(document, "依照《民法典》第一千三百条")
    assert remark.weight is Weight.DEFECT
    assert "1300" in remark.message.zh
    assert "1260" in remark.message.en


def test_older_contracts_are_not_held_to_the_numbers_of_a_later_revision() -> None:
    weights = []
    for made in (date(2023, 5, 1), date(2024, 8, 1)):
        document = Document(1, 1, "合同", agreement_date=made, language="zh-Hans")
        (remark,) = on(document, "依照《公司法》第二百七十条")
        weights.append(remark.weight)
        assert on(document, "依照《公司法》") == []
    assert weights == [Weight.NOTE, Weight.DEFECT]


def test_no_name_stands_for_two_laws() -> None:
    with pytest.raises(InvalidData, match="消法"):
        register_of([*SHIPPED_LAWS.laws, Law("消法", "Another", date(2026, 1, 1))])


def test_no_message_calls_a_contract_invalid() -> None:
    for message in _MESSAGES.values():
        assert "无效" not in message.zh
        assert not {"invalid", "void"} & set(message.en.lower().split())


def test_every_repealed_law_names_its_source_and_what_replaced_it() -> None:
    for law in SHIPPED_LAWS.laws:
        if law.repealed_on:
            assert law.source
            assert law.replaced_by != "—"
            assert law.in_force_from < law.repealed_on
