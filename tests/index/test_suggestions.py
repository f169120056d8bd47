"""Where nothing is found, looser queries are offered, the same on every engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import clause_id
from contracts.visibility import Visible
from index.protocol import ClauseEntry, DocumentEntry, Filters, SearchIndex
from index.query_language import parse
from index.query_writing import written
from index.suggestions import suggestions
from index.synonyms import with_synonyms

TEXTS = ("逾期付款的，按日支付违约金。", "保密期限为两年。", "Either party may terminate.")
HIDDEN = ("不可抗力持续三十日的，可以解除。",)


def document(number: int, texts: tuple[str, ...]) -> DocumentEntry:
    clauses = (
        ClauseEntry(clause_id(number, order), order, text, "", ())
        for order, text in enumerate(texts)
    )
    return DocumentEntry(
        number, number, number, "合同", "标题", "contract", "", "zh-Hans", (), None, tuple(clauses)
    )


@pytest.fixture(scope="module")
def filled(shared_index: SearchIndex) -> SearchIndex:
    shared_index.rebuild([document(1, TEXTS), document(2, HIDDEN)], 1)
    return shared_index


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("违约金 保密 逾期", ["违约金 逾期", "违约金 OR 保密 OR 逾期"]),
        ("违约金 不可抗力", ["违约金", "违约金 OR 不可抗力"]),
        ("逾期 NEAR/1 违约金", ["逾期 违约金"]),
        ("逾期违约金", ["逾期 违约金"]),
        ("“支付，逾期”", ["支付 逾期"]),
        ("‘违约金’， 不可抗力", ["违约金", "违约金 OR 不可抗力"]),
        ("erminate*", ["erminate"]),
        ("不可抗力", []),
        ("违约金 clause:confidentiality", ["违约金"]),
        ("不可抗力 -保密", []),  # and not every clause without 保密
    ],
)
def test_looser_queries_are_offered_that_find_something(
    filled: SearchIndex, typed: str, expected: list[str]
) -> None:
    visible = Visible(frozenset({1}))
    found = suggestions(
        filled, parse(typed), visible=visible, filters=Filters(), widened=with_synonyms
    )
    assert [suggestion.typed for suggestion in found] == expected
    for suggestion in found:
        results = filled.search(parse(suggestion.typed), visible=visible)
        assert suggestion.total == results.total
        assert not suggestion.of_documents
        assert suggestion.total > 0


pieces = st.sampled_from(
    ["违约金", "“limitation of liability”", "term*", "甲方 NEAR/5 乙方", "clause:payment", "AND书",
     "date:2023..2024-06", "date:..2020", "party:“某 公司”", "title:协议", "type:policy", "“OR”",
     "collection:采购部", "第(一)项", "A/B", "NOT 保密", "3.1", "“say \"yes\"”", "-解除"]
)  # fmt: skip


@given(
    st.recursive(
        pieces,
        lambda parts: st.one_of(
            st.lists(parts, min_size=2, max_size=3).map(lambda found: f"({' '.join(found)})"),
            st.lists(parts, min_size=2, max_size=3).map(lambda found: f"({' OR '.join(found)})"),
            parts.map(lambda part: f"NOT ({part})"),
        ),
        max_leaves=6,
    )
)
def test_a_query_that_is_written_down_is_read_as_the_same_query(typed: str) -> None:
    query = parse(typed)
    assert parse(written(query)) == query
