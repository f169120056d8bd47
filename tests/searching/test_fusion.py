"""Words and meaning ranked together: far ahead in either is ahead in both, and nothing is lost."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import clause_id
from contracts.visibility import Visible
from index.protocol import ClauseEntry, DocumentEntry
from index.tantivy_index import TantivyIndex
from searching.fusion import by_words, ranked_together

names = st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, max_size=20)


@given(names, names)
def test_everything_that_was_found_is_ranked_once(one: list[str], other: list[str]) -> None:
    together = ranked_together(one, other)
    assert sorted(together) == sorted({*one, *other})


@given(names)
def test_what_both_rank_alike_stays_so(one: list[str]) -> None:
    assert ranked_together(one, one) == one
    assert ranked_together(one, []) == one


def document(number: int, *texts: str) -> DocumentEntry:
    clauses = tuple(
        ClauseEntry(clause_id(number, order), order, text, "", ())
        for order, text in enumerate(texts)
    )
    return DocumentEntry(number, number, number, "", "", "contract", "", "zh", (), None, clauses)


def test_clauses_with_all_of_the_words_come_before_those_with_any(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    texts = ("保密义务长期有效。", "期限为两年。", "保密义务的期限为两年。", "不可抗力。")
    index.rebuild([document(1, *texts), document(2, "保密期限")], 1)
    seen = Visible(frozenset({1}))
    found = [hit.clause_id for hit in by_words(index, "保密 期限", seen)]
    assert found[0] == "1.2"
    assert set(found) == {"1.0", "1.1", "1.2"}
    question = [hit.clause_id for hit in by_words(index, "保密要多久期限？", seen)]
    assert set(question) >= {"1.2"}
    assert by_words(index, "，", seen) == []
