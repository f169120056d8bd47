"""A row with a token that may go on in many ways is found by phrases as by patterns."""

import pytest

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index import tantivy_rows
from index.protocol import ClauseEntry, DocumentEntry
from index.query_language import parse
from index.tantivy_index import TantivyIndex

TEXTS = [
    "Each party shall be liable.", "They shall be limited.", "It shall beguile.", "shall, be long",
    "违反第7条的", "见第7 条件", "按第77条", "第7款",
    "解除合同", "解除本合同", "解约合同", "合同解除",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    made = TantivyIndex(tmp_path_factory.mktemp("rows") / "index")
    clauses = tuple(
        ClauseEntry(clause_id(1, order), order, text, "", ()) for order, text in enumerate(TEXTS)
    )
    document = DocumentEntry(
        1, 1, 1, "采购部", "合同", "contract", "", "zh-Hans", (), None, clauses
    )
    made.rebuild([document], 1)
    return made


@pytest.mark.parametrize("most", [100, 2, 0], ids=["phrases", "some of both", "patterns"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"shall be li"', [0, 1]),
        ('"shall be l"', [0, 1, 3]),
        ('"shall be"', [0, 1, 2, 3]),
        ('"shall be x"', []),
        ("第7条", [4, 5]),
        ("解除合同~", [8, 9, 10]),
        ('"be li" NEAR/5 party', [0]),
    ],
)
def test_rows_are_found_by_phrases_as_by_patterns(
    index: TantivyIndex,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    expected: list[int],
    most: int,
) -> None:
    monkeypatch.setattr(tantivy_rows, "_MOST_PHRASES", most)
    opened = TantivyIndex(index._folder.root)  # that has kept nothing yet
    found = opened.search(parse(typed), visible=EVERYTHING)
    assert sorted(hit.clause_id for hit in found.hits) == sorted(
        clause_id(1, order) for order in expected
    )
