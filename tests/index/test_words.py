"""Words kept as whole values tell what the places of tokens would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index.analysis import joined_runs
from index.fuzziness import edits, is_nearly
from index.protocol import ClauseEntry, DocumentEntry, SearchIndex
from index.query_language import parse
from index.tantivy_index import TantivyIndex
from index.whoosh_index import WhooshIndex
from index.words import LONGEST_WORD, one_word, values_from, words_of

TEXTS = (
    "confidential", "unconfidential", "confide2nce", "2confid", "con fid", "保密confidence条款",
    "confid" + "x" * LONGEST_WORD, "y" + "confid" * 9, "Confid", "con", "2024confid", "2024 年",
)  # fmt: skip
words = st.text("ab1", min_size=1, max_size=LONGEST_WORD + 5)


@given(text=st.lists(words, min_size=1, max_size=4).map(" ".join), wanted=words)
def test_a_word_begins_so_where_one_of_its_values_does(text: str, wanted: str) -> None:
    word = one_word(wanted)
    if word is None:
        assert wanted.isdecimal() or len(wanted) > LONGEST_WORD
        return
    values = list(words_of([joined_runs(text)]))
    begun = any(value.startswith(values_from(word)) for value in values)
    assert begun == any(run.startswith(word) for run in text.split())
    assert (word in values) == (word in text.split())


@given(st.text("ab", min_size=4, max_size=LONGEST_WORD), st.text("ab", min_size=LONGEST_WORD + 1))
def test_a_word_that_is_cut_is_no_spelling_of_another(wanted: str, long: str) -> None:
    (value,) = words_of([long])
    assert edits(wanted) < 3
    assert not is_nearly(wanted, value)


@pytest.fixture(scope="module", params=[TantivyIndex, WhooshIndex])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    made: SearchIndex = request.param(tmp_path_factory.mktemp("words") / "index")
    clauses = tuple(
        ClauseEntry(clause_id(1, order), order, text, "", ()) for order, text in enumerate(TEXTS)
    )
    made.rebuild(
        [DocumentEntry(1, 1, 1, "", "", "contract", "", "en", (), None, clauses)], 1
    )  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("confid*", {0, 2, 5, 6, 8}),
        ("con*", {0, 2, 4, 5, 6, 8, 9}),
        ("confide2*", {2}),
        ("2024*", {10, 11}),
        ("confid" + "x" * (LONGEST_WORD - 6) + "*", {6}),
        ("confid" + "x" * LONGEST_WORD + "*", {6}),
        ("unconfidentail~", {1}),
        ("confidence~", {2, 5}),  # as a scan may be read
    ],
)
def test_words_are_found_by_how_they_begin_and_nearly(
    index: SearchIndex, typed: str, found: set[int]
) -> None:
    hits = index.search(parse(typed), visible=EVERYTHING, limit=None).hits
    assert {int(hit.clause_id.partition(".")[2]) for hit in hits} == found


def test_a_whole_word_ranks_higher(index: SearchIndex) -> None:
    (best, *_) = index.search(parse("confid"), visible=EVERYTHING).hits
    assert best.clause_id == clause_id(1, 8)
