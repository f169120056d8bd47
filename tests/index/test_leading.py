"""The best hits are the same, whether all are scored or first those that lead."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tantivy

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING, Visible
from index import tantivy_query, tantivy_search
from index.kept import Kept
from index.protocol import ClauseEntry, DocumentEntry, Order
from index.query_language import parse
from index.ranked import Ranker
from index.tantivy_estimate import expected_hits
from index.tantivy_index import TantivyIndex
from index.tantivy_query import TantivyEngine
from index.tantivy_search import Search

WORDS = ["违约金", "保密", "合同", "付款", "逾期", "term", "notice", "termination", "解除"]
ASKED = [
    "违约金", "合同 -解除", "term", "逾期 付款", "保密 (付款 OR notice)", "违约金 NEAR/20 逾期",
    "term notice", "合同 notice term", "notice document:保密", "付款 clause:payment",
    "合同 (解除 OR 解除 OR 付款)",
]  # fmt: skip

PREFIXES = [f"word{letter}" for letter in "abcdefghijklmnop"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    made = TantivyIndex(tmp_path_factory.mktemp("leading") / "index")
    made.rebuild(documents(random.Random(3)), 1)  # noqa: S311 - the same clauses each time
    return made


@pytest.mark.parametrize("limit", [3, 40])
def test_those_that_lead_are_the_first_of_all(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(tantivy_search, "_READ_AHEAD", 1)
    some = Visible(frozenset({1}))
    asked = [(parse(typed), offset) for typed in ASKED for offset in (0, 7)]
    led = [index.search(q, visible=some, offset=o, limit=limit) for q, o in asked]
    monkeypatch.setattr(Ranker, "leading", lambda *_given: None)
    for (query, offset), found in zip(asked, led, strict=True):
        assert found == index.search(query, visible=some, offset=offset, limit=limit)


def test_a_count_that_fails_after_the_hits_are_known_is_told(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise ValueError("what an engine says of a broken file")

    monkeypatch.setattr(Search, "_has_few_hits", lambda *_given: False)
    monkeypatch.setattr(tantivy_search, "count", fail)
    opened = TantivyIndex(index._folder.root)  # that has counted nothing yet
    found = opened.search(parse("违约金"), visible=EVERYTHING)
    assert found.hits
    with pytest.raises(SearchUnavailable):
        _ = found.total


@pytest.mark.parametrize("typed", [*ASKED, "章", "条款 NEAR/3 章", "law:民法典", "number:8"])
def test_few_hits_are_counted_like_many(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    query = parse(typed)
    told = []
    for few in (True, False):
        monkeypatch.setattr(Search, "_has_few_hits", lambda *_given, few=few: few)
        opened = TantivyIndex(index._folder.root)  # that has counted nothing yet
        told.append([
            opened.search(query, visible=EVERYTHING, order=order, limit=limit)
            for order in Order
            for limit in (7, 40)
        ])  # fmt: skip
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("typed", "beside", "inside"),
    [
        ("notice document:(保密 付款 逾期 解除)", "notice", "保密 付款 逾期 解除"),
        ("合同 document:(notice 付款 逾期) -解除", "合同 -解除", "notice 付款 逾期"),
    ],
)
@pytest.mark.parametrize("most", [2_000, 0], ids=["few", "many"])
def test_words_elsewhere_in_a_document_are_found_beside_few_documents_and_many(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch,
    typed: str, beside: str, inside: str, most: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(tantivy_query, "_MOST_SETTLED", most)
    some = Visible(frozenset({1}))
    found, here, there = (
        TantivyIndex(index._folder.root).search(parse(asked), visible=some, limit=None).hits
        for asked in (typed, beside, inside)
    )
    documents = {hit.document_id for hit in there}
    expected = {hit.clause_id for hit in here if hit.document_id in documents}
    assert {hit.clause_id for hit in found} == expected
    assert 0 < len(expected) < len(here)


def test_few_hits_are_expected_of_rare_words_and_many_of_common_ones(index: TantivyIndex) -> None:
    searcher = index._current().searcher

    def expected(typed: str) -> int:
        engine = TantivyEngine(searcher, Kept(0))
        return expected_hits(parse(typed), engine.frequency, searcher.num_docs)

    common, both, rare = (expected(typed) for typed in ("term", "违约金 保密", "law:民法典"))
    assert rare == 0 < both < common
    for typed in ("违约金", "保密", "保密 OR 违约金", "clause:payment", "number:8"):
        hits = index.search(parse(typed), visible=EVERYTHING).total
        assert hits <= expected(typed) <= 2 * hits
    assert expected("合同 -解除") == expected("合同")
    assert expected("date:2020..") == searcher.num_docs


def test_where_enough_clauses_lead_the_others_are_not_scored(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored_all: list[bool] = []
    first = Search._first

    def noting(search: Search, query: tantivy.Query, asked: int) -> tuple[list[Any], bool]:
        scored_all.append(query is search._ranked)
        return first(search, query, asked)

    monkeypatch.setattr(Search, "_first", noting)
    index.search(parse("合同 -解除"), visible=EVERYTHING, limit=3)
    assert scored_all
    assert not any(scored_all)


def test_a_clause_that_leads_in_nothing_may_be_the_best(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_search, "_READ_AHEAD", 1)
    index = TantivyIndex(tmp_path / "index")
    long = "noticeable, " + "etc. " * 800
    words = ", ".join(f"{word}ing" for word in PREFIXES)
    headed = ClauseEntry("1.0", 0, long + words, "noticeable", ())
    whole = ClauseEntry("2.0", 0, f"a notice, {words}", "", ())
    index.rebuild([document(1, "", headed), document(2, "notice", whole)], 1)
    query = parse(" ".join(["notice", *(f"{word}*" for word in PREFIXES)]))
    found = index.search(query, visible=EVERYTHING, limit=1)
    assert [hit.clause_id for hit in found.hits] == ["2.0"]


def documents(chance: random.Random) -> Iterator[DocumentEntry]:
    """A hundred documents of ten clauses, half of them hidden from who may see one collection."""
    for number in range(1, 101):
        yield document(
            number,
            chance.choice(WORDS),
            *(
                ClauseEntry(
                    clause_id(number, order),
                    order,
                    "，".join(chance.choices(WORDS, k=chance.randint(2, 9))),
                    chance.choice(["", *WORDS]),
                    tuple(chance.sample(["payment", "term", "confidentiality"], k=1)),
                )
                for order in range(10)
            ),
        )


def document(number: int, title: str, *clauses: ClauseEntry) -> DocumentEntry:
    """A document with nothing else to tell."""
    return DocumentEntry(
        number, number, number % 2, "采购部", title, "contract", "", "zh-Hans", (), None, clauses
    )
