"""Synonyms: other words for the same are found as well, on every engine, and nothing else."""

import pytest

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index.highlight import highlight
from index.protocol import ClauseEntry, DocumentEntry, SearchIndex
from index.query import And, Not, Or, Text
from index.query_language import parse
from index.synonyms import added_synonyms, with_synonyms

TEXTS = (
    "商品实行三包。",
    "经营者负责修理、更换、退货。",
    "經營者負責修理更換退貨，保修期一年。",
    "The warranty period is two years.",
    "发生不可抗力的，免除责任。",
    "Neither party is liable in case of Force Majeure.",
    "第三十八条 争议解决",
    "依照本合同第 38 条处理，第3条除外。",
)


@pytest.fixture(scope="module")
def filled(shared_index: SearchIndex) -> SearchIndex:
    clauses = (
        ClauseEntry(clause_id(1, order), order, text, "", ()) for order, text in enumerate(TEXTS)
    )
    document = DocumentEntry(
        1, 1, 1, "合同", "标题", "contract", "", "zh-Hans", (), None, tuple(clauses)
    )
    shared_index.rebuild([document], 1)
    return shared_index


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("三包", {0, 1, 2}),
        ("修理、更换、退货", {0, 1, 2}),
        ("质保期 OR 三包", {0, 1, 2, 3}),
        ("质保期 退货", {2}),
        ("“force majeure”", {4, 5}),
        ("不可抗力 -免除", {5}),
        ("NOT 三包", {3, 4, 5, 6, 7}),
        ("第三十八条", {6, 7}),
        ("第38條", {6, 7}),
        ("第三条", {7}),
        ("第八条", set()),
        ("三包期", set()),
        ("修理", {1, 2}),
        ("三包 NEAR/5 实行", {0}),
    ],
)
def test_other_words_for_the_same_are_found(
    filled: SearchIndex, typed: str, found: set[int]
) -> None:
    query = with_synonyms(parse(typed))
    hits = filled.search(query, visible=EVERYTHING).hits
    assert {hit.clause_id for hit in hits} == {clause_id(1, order) for order in found}
    for order in found:
        assert highlight(query, TEXTS[order]) or "NOT" in typed


def test_what_was_added_is_told() -> None:
    assert added_synonyms(parse("第一百零五条")) == ("第105条",)
    assert added_synonyms(parse("違約金 不可抗力")) == ("force majeure",)
    assert added_synonyms(parse("不可抗力 OR “force majeure”")) == ()
    assert added_synonyms(parse("违约金")) == ()


def test_a_query_without_synonyms_stays_as_it_is() -> None:
    for typed in ("违约金", "甲方 NEAR/5 乙方", "NOT (保密 OR title:三包)", "不可*", ""):
        assert with_synonyms(parse(typed)) == parse(typed)
    widened = Or((Text("不可抗力"), Text("force majeure")))
    assert with_synonyms(parse("甲方 -不可抗力")) == And((Text("甲方"), Not(widened)))
