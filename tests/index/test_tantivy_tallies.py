"""Hits counted by document in shared numbers are what counting them one by one gives."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index import tantivy_counting
from index.protocol import ClauseEntry, DocumentEntry
from index.query_language import parse
from index.tantivy_index import TantivyIndex
from index.tantivy_tallies import TALLIES, DocumentCounts, tally_of

SIZES = {1: 1, 5: 255, 6: 256, 7: 40, 11: 3, 12: 700}  # document → its clauses


@given(st.dictionaries(st.integers(1, 40), st.integers(0, 600)), st.integers(0, 600))
def test_each_document_is_counted_in_its_own_part(hits: dict[int, int], spare: int) -> None:
    sums: Counter[int] = Counter()
    for document, count in hits.items():
        tally = tally_of(document, count + spare)
        sums[tally.number] += count * tally.unit
    counts = DocumentCounts.of_tallies(
        [{"key": number, "sum": {"value": float(total)}} for number, total in sums.items() if total]
    )
    assert counts.of(range(41)) == {document: hits.get(document, 0) for document in range(41)}
    assert counts.documents == sum(map(bool, hits.values()))
    assert counts.hits == sum(hits.values())
    assert sorted(counts.ids()) == sorted(number for number, count in hits.items() if count)


@given(st.dictionaries(st.integers(1, 40), st.integers(1, 9)))
def test_a_document_of_which_nothing_is_told_has_one_hit(hits: dict[int, int]) -> None:
    counts = DocumentCounts.of_repeated(
        [{"key": number, "doc_count": count} for number, count in hits.items() if count > 1],
        sum(hits.values()),
    )
    assert counts.of([*hits]) == hits
    assert counts.documents == len(hits)


@pytest.mark.parametrize("most", [50_000, 2], ids=["by tally", "more tallies than are told"])
def test_documents_of_any_length_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    index = TantivyIndex(tmp_path / "index")
    index.rebuild((document(number, size) for number, size in SIZES.items()), 1)
    tallies = {**TALLIES, "terms": {**TALLIES["terms"], "size": most}}
    monkeypatch.setattr(tantivy_counting, "TALLIES", tallies)
    found = index.search(parse("保密"), visible=EVERYTHING, limit=None)
    assert Counter(hit.document_id for hit in found.hits) == SIZES
    assert (found.total, found.facets.documents) == (sum(SIZES.values()), len(SIZES))


def document(number: int, clauses: int) -> DocumentEntry:
    """A document of so many clauses that all say the same."""
    return DocumentEntry(
        number, number, 1, "采购部", "合同", "contract", "", "zh-Hans", (), None,
        tuple(
            ClauseEntry(clause_id(number, order), order, "双方应当保密。", "", ())
            for order in range(clauses)
        ),
    )  # fmt: skip
