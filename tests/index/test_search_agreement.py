"""All back ends agree, clause for clause, with a matcher that reads the texts one by one."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from clause_matcher import matches
from hypothesis import example, given, settings
from hypothesis import strategies as st
from search_servers import an_index

from contracts.clause import clause_id
from contracts.errors import InvalidQuery
from contracts.visibility import EVERYTHING, Visible
from index.back_ends import ENGINES
from index.highlight import highlight
from index.protocol import ClauseEntry, DocumentEntry, Facets, Filters, Order, Put, SearchIndex
from index.query import (
    And,
    Cites,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Documents,
    FieldText,
    Figure,
    Fuzzy,
    InDocument,
    Measure,
    Near,
    Not,
    Numbered,
    Opening,
    Or,
    Prefix,
    Query,
    Text,
    TextField,
)
from index.query_language import parse

BEGINNINGS = ("违约金", "甲方应付款", "甲　方", "發(fā)展", "Termination", "term in", "30日内", "")
MIDDLES = ("，", "违约", "责任 ", "A/B", "（a）", "termination of ", "逾期\n", "付款。")
ENDS = ("违约责任。", "in 30 days", "发展", "term.", "甲方", "，逾期付款", "determination a", "日",
        "，付10万元", "依《民法典》第585条", "12个月，0.5%")  # fmt: skip
TEXTS = ["".join(parts) for parts in product(BEGINNINGS, MIDDLES, ENDS)][::3]
TYPES = ("payment", "term", "breach_liability")
DATES = (None, date(2022, 12, 31), date(2023, 1, 1), date(2024, 2, 29))
PER_DOCUMENT = 7

WORDS = [
    "违约", "违约金", "约", "责任", "甲方", "方应", "发展", "發(fā)展", "甲　方", "term",
    "Termination", "ation", "in", "in 30", "30日", "日", "a", "A/B", "逾期", "付款", "d", "of",
]  # fmt: skip


def documents() -> list[DocumentEntry]:
    return [
        DocumentEntry(
            number, number, number % 3, f"库{number % 3}",
            ("框架合同", "Master term sheet")[number % 2], ("contract", "policy")[number % 2],
            ("售后服务合同", "采购合同", "")[number % 3],
            "zh-Hans", (("甲公司", "乙 Ltd."), ())[number % 2], DATES[number % 4],
            tuple(
                ClauseEntry(
                    clause_id(number, order), order, text,
                    ("违约责任", "term", "")[order % 3], TYPES[: (number + order) % 4],
                    ("第八条", "", "8.2", "(c)")[order % 4],
                )
                for order, text in enumerate(TEXTS[start : start + PER_DOCUMENT])
            ),
        )
        for number, start in enumerate(range(0, len(TEXTS), PER_DOCUMENT), 1)
    ]  # fmt: skip


DOCUMENTS = documents()
CLAUSES = {clause.clause_id: clause.text for found in DOCUMENTS for clause in found.clauses}


def fill(index: SearchIndex) -> SearchIndex:
    index.rebuild(DOCUMENTS[:10], 1)
    for number, document in enumerate(DOCUMENTS[10:], 2):
        index.apply([Put(number, document)])
    return index


@pytest.fixture(scope="module")
def filled(shared_index: SearchIndex) -> SearchIndex:
    return fill(shared_index)


@pytest.fixture(scope="module")
def every_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[SearchIndex]]:
    with ExitStack() as opened:
        indexes = (an_index(name, tmp_path_factory.mktemp(name)) for name in ENGINES)
        yield [fill(opened.enter_context(index)) for index in indexes]


words = st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(
    "".join
)
fuzzy_words = st.sampled_from(
    [
        "违约责任", "违约金额", "甲方应付款", "逾付款期", "违约发展", "term", "terminaton",
        "detreminatoin", "days",
    ]
)  # fmt: skip
figures = st.builds(
    Figure,
    st.sampled_from(Measure),
    st.sampled_from([None, Decimal(0), Decimal(30), Decimal(43_200)]),
    st.sampled_from([None, Decimal(0), Decimal(1), Decimal(43_200), Decimal(10**9)]),
    st.sampled_from(["", "CNY", "USD"]),
)
days = st.none() | st.sampled_from([day for day in DATES if day])
leaves = st.one_of(
    words.map(Text),
    words.map(Prefix),
    fuzzy_words.map(Fuzzy),
    figures,
    st.builds(Cites, st.just("民法典"), st.sampled_from([None, 585, 586])),
    st.sampled_from(["8", "8.2", "c", "9"]).map(Numbered),
    st.frozensets(st.integers(1, 30)).map(Documents),
    st.just(Opening()),
    st.builds(Near, words.map(Text), words.map(Text), st.integers(0, 12)),
    st.builds(
        FieldText, st.sampled_from(TextField), st.sampled_from(["甲公司", "合同", "ter", "乙"])
    ),
    st.sampled_from(["售后", "采购合同", "policy", "term"]).map(ContractType),
    st.sampled_from(TYPES).map(ClauseType),
    st.sampled_from(["库1", "库2"]).map(Collection),
    st.builds(DateRange, days, days),
)
queries = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: And(tuple(found))),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: Or(tuple(found))),
        parts.map(Not),
        parts.map(InDocument),
    ),
    max_leaves=5,
)
visibles = st.builds(
    Visible,
    st.sampled_from([None, frozenset({1}), frozenset({0, 2})]),
    st.sampled_from([frozenset(), frozenset({2, 3, 4})]),
)
filters = st.builds(
    Filters,
    clause_types=st.sampled_from([frozenset(), frozenset({"payment", "term"})]),
    kinds=st.sampled_from([frozenset(), frozenset({"policy"})]),
    years=st.sampled_from([frozenset(), frozenset({0, 2023})]),
)


@settings(max_examples=500)
@example(
    query=InDocument(Near(Text("违约"), Text("付款"), 9)),
    visible=EVERYTHING,
    filters=Filters(clause_types=frozenset({"payment", "term"})),
    order=Order.BEST,
)
@given(query=queries, visible=visibles, filters=filters, order=st.sampled_from(Order))
def test_every_back_end_finds_counts_and_ranks_what_reading_every_clause_finds(
    every_index: list[SearchIndex], query: Query, visible: Visible, filters: Filters, order: Order
) -> None:
    expected = [
        (document, clause)
        for document in DOCUMENTS
        for clause in document.clauses
        if visible.includes(document.collection_id)
        if document.document_id not in visible.moved_away
        and passes(filters, document, clause)
        and matches(query, document, clause)
    ]
    first, *others = (
        index.search(query, visible=visible, filters=filters, order=order, limit=None)
        for index in every_index
    )
    assert {hit.clause_id for hit in first.hits} == {clause.clause_id for _, clause in expected}
    assert first.total == len(first.hits) == len(expected)
    assert first.facets == Facets(
        clause_types=Counter(name for _, clause in expected for name in clause.clause_types),
        kinds=Counter(document.kind for document, _ in expected),
        collections=Counter(document.collection_id for document, _ in expected),
        years=Counter(year(document) for document, _ in expected),
        documents=len({document.document_id for document, _ in expected}),
    )
    if order is not Order.BEST:
        assert [hit.clause_id for hit in first.hits] == by_date(expected, order)
    for other in others:
        assert (other.total, other.facets) == (first.total, first.facets)
        assert [hit.clause_id for hit in other.hits] == [hit.clause_id for hit in first.hits]
        scores = [hit.score for hit in other.hits]
        assert scores == pytest.approx([hit.score for hit in first.hits], rel=1e-5)


def by_date(found: list[tuple[DocumentEntry, ClauseEntry]], order: Order) -> list[str]:
    def key(each: tuple[DocumentEntry, ClauseEntry]) -> tuple[bool, int, int, int]:
        document, clause = each
        signed = document.agreement_date
        day = signed.toordinal() if signed else 0
        newest = -day if order is Order.NEWEST else day
        return signed is None, newest, document.document_id, clause.order

    return [clause.clause_id for _, clause in sorted(found, key=key)]


def passes(filters: Filters, document: DocumentEntry, clause: ClauseEntry) -> bool:
    return (
        (not filters.clause_types or bool(filters.clause_types & set(clause.clause_types)))
        and (not filters.kinds or document.kind in filters.kinds)
        and (not filters.years or year(document) in filters.years)
    )


def year(document: DocumentEntry) -> int:
    return document.agreement_date.year if document.agreement_date else 0


@settings(max_examples=60)
@given(
    query=queries,
    order=st.sampled_from(Order),
    offset=st.integers(0, 40),
    limit=st.integers(1, 30),
)
def test_a_page_is_a_part_of_the_whole(
    filled: SearchIndex, query: Query, order: Order, offset: int, limit: int
) -> None:
    whole = filled.search(query, visible=EVERYTHING, order=order, limit=None)
    page = filled.search(query, visible=EVERYTHING, order=order, offset=offset, limit=limit)
    assert page.hits == whole.hits[offset : offset + limit]
    assert (page.total, page.facets) == (whole.total, whole.facets)


@settings(max_examples=100)
@given(typed=st.text(max_size=40) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_whatever_can_be_typed_is_answered(filled: SearchIndex, typed: str) -> None:
    try:
        query = parse(typed)
    except InvalidQuery:
        return
    results = filled.search(query, visible=EVERYTHING, limit=3)
    assert len(results.hits) == min(3, results.total)
    for hit in results.hits:
        highlight(query, CLAUSES[hit.clause_id])
