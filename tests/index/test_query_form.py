"""The form writes queries that the language reads as the same, and tells what it can't read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import Everything, Query
from index.query_form import read_form
from index.query_language import parse
from index.query_writing import written


@pytest.mark.parametrize(
    ("filled", "typed"),
    [
        ({"all": "逾期 付款"}, "逾期 付款"),
        ({"all": "保密", "phrase": "商业 秘密", "none": "期限"}, "保密 “商业 秘密” -期限"),
        ({"any": "仲裁 诉讼", "all": "争议"}, "争议 (仲裁 OR 诉讼)"),
        ({"near": "保密", "near_to": "期限", "distance": "5"}, "保密 NEAR/5 期限"),
        ({"near": "保密", "near_to": "期限"}, "保密 NEAR/20 期限"),
        ({"nearly": "terminaton", "elsewhere": "仲裁 北京"},
         "terminaton~ document:仲裁 document:北京"),
        ({"clause": "payment", "amount_from": "10000", "currency": "USD"},
         "clause:payment amount:USD10000.."),
        ({"amount_from": "1万元", "amount_to": "5万元"}, "amount:1万元..5万元"),
        ({"duration_to": "12", "duration_unit": "months"}, "duration:..12个月"),
        ({"duration_from": "4", "duration_to": "24", "duration_unit": "hours"},
         "duration:4小时..24小时"),
        ({"percent_from": "0.5"}, "percent:0.5.."),
        ({"law": "民法典第585条", "number": "第八条"}, "law:民法典第585条 number:第八条"),
        ({"date_from": "2023-01-01", "type": "售后服务合同"},
         "type:售后服务合同 date:2023-01-01.."),
        ({"verdict": "missing", "verdict_on": "confidentiality"}, "missing:confidentiality"),
        ({"verdict": "missing"}, ""),
        ({"verdict": "all", "verdict_on": "confidentiality"}, ""),
        ({"all": "  "}, ""),
    ],
)  # fmt: skip
def test_a_form_asks_for_what_the_language_says(filled: dict[str, str], typed: str) -> None:
    form = read_form(filled)
    assert form.errors == {}
    assert form.query == parse(typed)


@pytest.mark.parametrize(
    ("filled", "wrong"),
    [
        ({"all": "保密 ，"}, {"all"}),
        ({"nearly": "甲"}, {"nearly"}),
        ({"near": "甲方", "near_to": "乙方", "distance": "9999"}, {"near"}),
        ({"amount_from": "很多", "law": "火星法", "all": "保密"}, {"amount", "law"}),
        ({"date_from": "2024-02-30"}, {"date"}),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_still_asked_for(
    filled: dict[str, str], wrong: set[str]
) -> None:
    form = read_form(filled)
    assert set(form.errors) == wrong
    assert form.query == (parse(filled["all"]) if "amount_from" in filled else Everything())


words = st.sampled_from(["违约", "term", "A/B", "AND", "“x", "(一)", "甲方", "3%", "或", "a b"])
forms = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("all", "any", "none", "phrase", "elsewhere", "party", "title"), words),
        "clause": st.sampled_from(["payment", "liquidated_damages", "dispute_resolution"]),
        "verdict": st.sampled_from(["missing", "weak"]),
        "verdict_on": st.sampled_from(["payment", "liquidated_damages"]),
        "amount_from": st.integers(0, 10**12).map(str),
        "currency": st.sampled_from(["", "CNY", "USD"]),
        "duration_to": st.integers(1, 400).map(str),
        "duration_unit": st.sampled_from(["hours", "days", "working_days", "months", "years"]),
        "percent_from": st.sampled_from(["1", "0.05"]),
        "law": st.sampled_from(["民法典", "合同法第52条"]),
    },
)


@given(filled=forms, language=st.sampled_from(["zh", "en"]))
def test_what_a_form_writes_is_read_as_what_it_asks_for(
    filled: dict[str, str], language: str
) -> None:
    query: Query = read_form(filled).query
    typed = written(query, language)
    assert written(parse(typed), language) == typed
