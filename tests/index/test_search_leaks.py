"""Hidden documents change nothing: with and without them, an index answers alike to the letter."""

from collections.abc import Iterator

import pytest
from directed_readings import MadeReadings
from hypothesis import given, settings
from hypothesis import strategies as st
from search_servers import an_index, elasticsearch_server
from word_encoder import CharacterSentences

from contracts.clause import clause_id
from contracts.visibility import Visible
from index.elasticsearch_directions import ElasticsearchDirections
from index.elasticsearch_index import ElasticsearchIndex
from index.protocol import (
    Change,
    ClauseEntry,
    DocumentEntry,
    Filters,
    Forget,
    Order,
    Put,
    SearchIndex,
)
from index.query import And, Not
from index.query_language import parse
from index.suggestions import suggestions
from index.synonyms import with_synonyms
from searching.some_words import some_words

VISIBLE = Visible(frozenset({1, 3}), moved_away=frozenset({101}))
TEXTS = (
    "乙方逾期付款的，应支付违约金。", "违约责任由双方协商。",
    "Either party may terminate the term.", "保密期限为两年，违约的一方赔偿损失。",
    "termination, determination", "违约金违约金违约金", "按《民法典》第585条，付10万元的3%。",
)  # fmt: skip
QUERIES = (
    "违约", "违约金 OR 保密", "term", "terminat* OR 损失", "NOT 违约", "", "违约 NEAR/6 赔偿", "t",
    "clause:term", "金 OR 任 OR “party may t”", "collection:库2", "party:甲", "title:合同 违约责任",
    "date:2024", "type:contract", "违约责认~", "terminaton~", "document:违约金 term",
    "NOT document:保密", "duration:两年", "amount:>=1", "percent:1..5", "law:民法典", "number:3",
    "“违约金额” OR 逾其付款~",
)  # fmt: skip


def document(number: int, collection: int, texts: tuple[str, ...]) -> DocumentEntry:
    return DocumentEntry(
        number, number, collection, f"库{collection}", "合同", "contract", "", "zh-Hans",
        ("甲公司",), None,
        tuple(
            ClauseEntry(clause_id(number, order), order, text, text[: 4 * (order % 2)], ("term",),
                        f"第{order}条", direction=CharacterSentences().question(text, "zh"))
            for order, text in enumerate(texts)
        ),
        CharacterSentences.weights,
    )  # fmt: skip


def visible_changes() -> list[Change]:
    changes: list[Change] = [
        Put(number, document(number, 1 + 2 * (number % 2), TEXTS[number % 3 :] * 2))
        for number in range(1, 9)
    ]
    return [*changes, Forget(9, 3), Put(10, document(4, 3, TEXTS))]


@pytest.fixture(scope="module")
def without(shared_index: SearchIndex) -> SearchIndex:
    shared_index.rebuild((), 0)
    shared_index.apply(visible_changes())
    return shared_index


@pytest.fixture(scope="module")
def with_hidden(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """The same with documents of collection 2 between, some of them replaced and forgotten.

    One moved there, and the index still has it in collection 1.
    """
    with an_index(engine, tmp_path_factory.mktemp("with_hidden")) as index:
        index.rebuild([document(100, 2, TEXTS * 30), document(101, 1, TEXTS * 4)], 0)
        for number, change in enumerate(visible_changes()):
            hidden = document(200 + number, 2, TEXTS[number % 5 :])
            index.apply([change, Put(change.sequence, hidden)])
        index.apply([Forget(11, 203), Put(11, document(204, 2, ("违约",)))])
        yield index


@pytest.mark.parametrize("typed", ["违约金 保密 解除", "保密期限怎么约定", "terminate term"])
def test_what_has_some_of_the_words_tells_nothing_of_hidden_documents(
    without: SearchIndex, with_hidden: SearchIndex, typed: str
) -> None:
    words = some_words(typed)
    assert words is not None
    some = And((words, Not(parse(typed))))
    answers = [index.search(some, visible=VISIBLE) for index in (without, with_hidden)]
    assert answers[0] == answers[1]
    assert answers[0].total


def test_what_is_found_by_meaning_tells_nothing_of_hidden_documents() -> None:
    hidden = [Put(number, document(number, 2, TEXTS * 3)) for number in range(20, 40)]
    hidden.append(Put(40, document(101, 1, TEXTS)))
    wanted = CharacterSentences().question(TEXTS[0], "zh")
    answers = []
    for changes in (visible_changes(), [*hidden, *visible_changes()]):
        with elasticsearch_server() as server:
            index = ElasticsearchIndex(server)
            index.rebuild((), 0)
            index.apply(changes)
            readings = MadeReadings({}, CharacterSentences.weights, VISIBLE)
            directions = ElasticsearchDirections(server)
            answers.append(directions.closest(wanted, readings, limit=10, least=0.2))
    assert answers[0] == answers[1]
    assert len(answers[0]) == 10


@settings(max_examples=150, deadline=None)
@given(
    typed=st.sampled_from(QUERIES),
    page=st.tuples(st.integers(0, 30), st.none() | st.integers(1, 20)),
    order=st.sampled_from(Order),
    filters=st.sampled_from(
        [Filters(), Filters(collections=frozenset({1, 2})), Filters(documents=frozenset({4, 100}))]
    ),
)
def test_hidden_documents_change_nothing(
    without: SearchIndex,
    with_hidden: SearchIndex,
    typed: str,
    page: tuple[int, int | None],
    order: Order,
    filters: Filters,
) -> None:
    query = parse(typed)
    offset, limit = page
    answers = [
        index.search(
            query, visible=VISIBLE, filters=filters, order=order, offset=offset, limit=limit
        )
        for index in (without, with_hidden)
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "typed",
    [
        "违约金 保密 解除",
        "逾期违约金",
        "违约责认期限",
        "terminaton term",
        "违约 NEAR/1 保密",
        "损失*",
    ],
)
def test_what_is_offered_instead_tells_nothing_of_hidden_documents(
    without: SearchIndex, with_hidden: SearchIndex, typed: str
) -> None:
    offered = [
        suggestions(index, parse(typed), visible=VISIBLE, filters=Filters(), widened=with_synonyms)
        for index in (without, with_hidden)
    ]
    assert offered[0] == offered[1]
