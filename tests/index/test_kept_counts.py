"""What was counted once is not counted again, and nobody is shown what another may see."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING, Visible
from index import tantivy_search
from index.kept import Kept
from index.protocol import ClauseEntry, DocumentEntry, Filters, Forget, Order
from index.query_language import parse
from index.tantivy_counting import Counted, count
from index.tantivy_index import TantivyIndex
from index.tantivy_query import TantivyEngine

ASKED = [
    "保密",
    "保密 OR 付款",
    "付款 -保密",
    "document:保密 付款",
    "保密 NEAR/5 义务",
    "date:2021..",
]
READERS = [
    EVERYTHING,
    Visible(frozenset({1})),
    Visible(frozenset({2})),
    Visible(frozenset({1}), frozenset({3})),
    Visible(frozenset()),
]
FILTERS = [Filters(), Filters(kinds=frozenset({"policy"})), Filters(documents=frozenset({1, 4}))]


@pytest.fixture
def index(tmp_path: Path) -> TantivyIndex:
    made = TantivyIndex(tmp_path / "index")
    made.rebuild(map(document, range(1, 9)), 1)
    return made


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Counted]:
    """What was counted, in order."""
    all_counted: list[Counted] = []

    def noting(*given: object, **more: object) -> Counted:
        all_counted.append(count(*given, **more))  # type: ignore[arg-type]
        return all_counted[-1]

    monkeypatch.setattr(tantivy_search, "count", noting)
    return all_counted


def test_each_reader_is_shown_what_an_index_says_that_nobody_else_asked(
    index: TantivyIndex, tmp_path: Path
) -> None:
    asked = list(product(map(parse, ASKED), READERS, FILTERS))
    for query, visible, filters in [*asked, *reversed(asked)]:
        alone = TantivyIndex(tmp_path / "index")
        told, told_alone = (
            each.search(query, visible=visible, filters=filters) for each in (index, alone)
        )
        assert told == told_alone


def test_the_pages_of_a_search_are_counted_once(
    index: TantivyIndex, counted: list[Counted]
) -> None:
    query = parse("保密 OR 付款")
    whole = index.search(query, visible=EVERYTHING, limit=None)
    pages = [
        index.search(query, visible=EVERYTHING, offset=offset, limit=5)
        for offset in range(0, whole.total, 5)
    ]
    assert [hit for page in pages for hit in page.hits] == [*whole.hits]
    by_date = index.search(query, visible=EVERYTHING, order=Order.NEWEST)
    assert {whole.total, by_date.total, *(page.total for page in pages)} == {16}
    assert len(counted) == 1


@pytest.mark.parametrize(
    ("typed", "verb"), [("保密 NEAR/5 义务", "near"), ("付款 document:保密", "of_documents")]
)
def test_what_takes_a_search_of_its_own_is_looked_for_once(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch, typed: str, verb: str
) -> None:
    looked_for: list[object] = []
    look_for = getattr(TantivyEngine, verb)

    def noting(*given: object) -> object:
        looked_for.append(given)
        return look_for(*given)

    monkeypatch.setattr(TantivyEngine, verb, noting)
    pages = [
        index.search(parse(typed), visible=EVERYTHING, order=order, offset=offset, limit=2)
        for order in Order
        for offset in (0, 2)
    ]
    assert {(len(page.hits), page.total) for page in pages} == {(2, 8)}
    assert len(looked_for) == 1


def test_a_change_is_counted(index: TantivyIndex) -> None:
    query = parse("保密")
    before = index.search(query, visible=EVERYTHING).total
    index.apply([Forget(2, 5)])
    found = index.search(query, visible=EVERYTHING)
    assert (found.total, found.facets.documents) == (before - 1, 7)


def test_a_count_that_failed_is_tried_again(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise OSError("too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(tantivy_search, "count", fail)
        with pytest.raises(SearchUnavailable):
            _ = index.search(parse("保密"), visible=EVERYTHING).total
    assert index.search(parse("保密"), visible=EVERYTHING).total == 8


def test_what_was_asked_for_last_is_kept() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("违约", 1)
    kept.put("保密", 2)
    assert kept.get("违约") == 1
    kept.put("付款", 3)
    assert [kept.get(word) for word in ("违约", "保密", "付款")] == [1, None, 3]


def document(number: int) -> DocumentEntry:
    """A document of two clauses; every other one is of the second collection."""
    collection = 1 + number % 2
    texts = "乙方承担保密义务。", "付款期限为三十日。"
    return DocumentEntry(
        number, number, collection, f"合同库{collection}", f"合同{number}",
        "policy" if number % 3 == 0 else "contract", "", "zh-Hans", (), date(2018 + number, 3, 1),
        tuple(
            ClauseEntry(clause_id(number, order), order, text, "", ())
            for order, text in enumerate(texts)
        ),
    )  # fmt: skip
