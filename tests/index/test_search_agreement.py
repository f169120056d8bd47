"""All back ends agree, clause for clause, with a matcher that reads the texts one by one."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from search_servers import an_index

from contracts.citations import citations_read
from contracts.clause import clause_id
from contracts.errors import InvalidQuery
from contracts.laws import SHIPPED_LAWS
from contracts.text import fold, reading
from contracts.visibility import EVERYTHING, Visible
from index.back_ends import ENGINES
from index.figures import figures_in, ranges
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

HANZI = re.compile("[一-龥]+|[^\\W一-龥]+")
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


def squeezed(text: str) -> list[str]:
    """The text's rows of hanzi and its words, one space between, in each of its spellings."""
    return [" ".join(HANZI.findall(spelling)) for spelling in (fold(text), reading(text).text)]


def places(typed: str, row: str) -> list[tuple[int, int]]:
    found = []
    for needle in filter(None, squeezed(typed)):
        found += [
            (start, start + len(needle))
            for start in range(len(row))
            if row.startswith(needle, start)
        ]
    return found


def contains(typed: str, text: str) -> bool:
    return any(places(typed, row) for row in squeezed(text))


def near(query: Near, row: str) -> bool:
    return any(
        len(row[end:start].replace(" ", "")) <= query.distance
        for one, other in ((query.left, query.right), (query.right, query.left))
        for _, end in places(one.text, row)
        for start, _ in places(other.text, row)
        if end <= start
    )


def nearly(typed: str, row: str) -> bool:
    """Whether a word, or a part of the row, is one or two edits away."""
    if typed.isascii():
        most = 1 if len(typed) < 8 else 2
        return any(distance(typed.lower(), word) <= most for word in row.split())
    size = range(len(typed))
    other = " ?[一-龥] ?"
    patterns = [typed, *(typed[:at] + typed[at + 1 :] for at in size)]
    patterns += [typed[:at] + other + typed[at:] for at in size[1:]]
    patterns += [typed[:at] + other + typed[at + 1 :] for at in size[1:-1]]
    patterns += [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in size[:-1]]
    return any(re.search(pattern, row) for pattern in patterns)


def distance(one: str, other: str) -> int:
    table = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        line = [i]
        for j, against in enumerate(other, 1):
            swapped = i > 1 and j > 1 and one[i - 2 : i] == against + other[j - 2]
            same = table[i - 1][j - 1] + (letter != against)
            swap = table[i - 2][j - 2] + 1 if swapped else same
            line.append(min(same, swap, table[i - 1][j] + 1, line[j - 1] + 1))
        table.append(line)
    return table[-1][-1]


def begins(typed: str, text: str) -> bool:
    return any(
        (HANZI.match(row[start]) is not None and row[start] >= "一")
        or start == 0
        or row[start - 1] == " "
        for row in squeezed(text)
        for start, _ in places(typed, row)
    )


def matches(query: Query, document: DocumentEntry, clause: ClauseEntry) -> bool:
    match query:
        case And(parts):
            return all(matches(part, document, clause) for part in parts)
        case Or(parts):
            return any(matches(part, document, clause) for part in parts)
        case Not(part):
            return not matches(part, document, clause)
        case Text() | Prefix() | Fuzzy() | Near():
            return stands_in(query, clause.text)
        case InDocument() | Documents() | Opening():
            return is_in(query, document, clause)
    return is_of(query, document, clause)


def is_in(
    query: InDocument | Documents | Opening, document: DocumentEntry, clause: ClauseEntry
) -> bool:
    match query:
        case InDocument(part):
            return any(matches(part, document, other) for other in document.clauses)
        case Documents(ids):
            return document.document_id in ids
        case Opening():
            return clause is document.clauses[0]


def holds(query: Figure | Cites | Numbered, clause: ClauseEntry) -> bool:
    read = reading(clause.text).text
    match query:
        case Figure():
            return any(
                first <= one <= last for one in figures_in(read) for first, last in ranges(query)
            )
        case Cites(law, article):
            return any(
                found.law.name == law and (article is None or article in found.articles)
                for found in citations_read(read, SHIPPED_LAWS)
            )
        case Numbered(number):
            return {"第八条": "8", "(c)": "c"}.get(
                clause.number_label, clause.number_label
            ) == number


def stands_in(query: Text | Prefix | Fuzzy | Near, text: str) -> bool:
    match query:
        case Fuzzy(typed):
            return any(nearly(typed, row) for row in squeezed(text))
        case Text(typed):
            return contains(typed, text)
        case Prefix(typed):
            return begins(typed, text)
        case Near():
            return any(near(query, row) for row in squeezed(text))


def is_of(query: Query, document: DocumentEntry, clause: ClauseEntry) -> bool:
    match query:
        case Figure() | Cites() | Numbered():
            return holds(query, clause)
        case FieldText(field, text):
            names = (document.title,) if field is TextField.TITLE else document.parties
            return any(contains(text, name) for name in names)
        case ContractType(value):
            return contains(value, document.contract_type) or value == document.kind
        case ClauseType(value):
            return value in clause.clause_types
        case Collection(name):
            return name == document.collection
        case DateRange(start, end):
            signed = document.agreement_date
            return signed is not None and (start or date.min) <= signed <= (end or date.max)
    raise AssertionError(query)


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
visibles = st.sampled_from([None, frozenset({1}), frozenset({0, 2})]).map(Visible)
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
