"""In which order every search back end gives its hits, and that its pages are complete."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pytest
from three_contracts import clause, document, found, search

from contracts.visibility import EVERYTHING
from index.protocol import (
    Put,
    Results,
    SearchIndex,
)
from index.query_language import parse


def test_the_best_document_comes_first_and_its_hits_stand_together(index: SearchIndex) -> None:
    mentions = document(1, *(clause(1, n, f"第{n}条 另有关于保密的说明。") for n in range(4)))
    provides = document(
        2,
        clause(2, 0, "双方另行签订的协议也适用于保密事项。"),
        clause(2, 1, "第一条 保密 双方对本合同内容保密。", "保密"),
    )
    index.apply([Put(1, mentions), Put(2, provides)])
    hits = search(index, "保密").hits
    assert [hit.document_id for hit in hits] == [2, 2, 1, 1, 1, 1]
    assert hits[0].clause_id == "20.1"
    assert hits[0].score > hits[1].score


def test_whole_words_and_headings_rank_higher(filled: SearchIndex) -> None:
    assert found(filled, "term")[0] == "30.2"  # the word itself
    assert found(filled, "terminat")[0] == "30.0"  # in the heading
    assert set(found(filled, "term")) == {"30.0", "30.1", "30.2"}


def test_a_clause_that_provides_for_a_type_ranks_before_those_that_name_it(
    index: SearchIndex,
) -> None:
    named = clause(1, 0, "双方另行签订的补充协议同样适用本合同关于保密的全部约定和说明。")
    provided = clause(
        2, 0, "任何一方不得向第三方披露对方的商业秘密，保密义务为期五年。", "", "confidentiality"
    )
    index.apply([Put(1, document(1, named)), Put(2, document(2, provided))])
    assert found(index, "保密") == ["20.0", "10.0"]
    assert search(index, "保密 OR 秘密").hits[0].document_id == 2


def test_words_side_by_side_and_part_of_a_heading_rank_higher(index: SearchIndex) -> None:
    apart = clause(1, 0, "甲方付款后，乙方交货逾期超过十五日的，双方另行协商解决本合同。")
    together = clause(2, 0, "甲方逾期付款超过十五日的，乙方交货日期顺延，双方另行协商。")
    headed = clause(
        3, 0, "逾期的处理 甲方付款以后，乙方交货逾期的，双方另行协商解决。", "逾期的处理"
    )
    index.apply([Put(n, document(n, each)) for n, each in enumerate((apart, together, headed), 1)])
    assert found(index, "逾期 付款") == ["20.0", "30.0", "10.0"]


def test_a_document_that_is_called_so_ranks_higher(index: SearchIndex) -> None:
    texts = "空调由乙方负责日常清洗保养，费用另计。", "空调由甲方自行负责日常清洗保养。"
    of_cars, of_air = (document(n, clause(n, 0, text)) for n, text in enumerate(texts, 1))
    index.apply([Put(1, replace(of_cars, title="汽车租赁合同")), Put(2, of_air)])
    assert found(index, "空调") == ["20.0", "10.0"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_paging_is_stable_and_complete(index: SearchIndex, size: int) -> None:
    index.apply(
        [
            Put(
                number,
                document(number, *(clause(number, n, f"保密{'。' * (n % 3)}") for n in range(5))),
            )
            for number in range(1, 8)
        ]
    )
    whole = search(index, "保密")
    pages = list(_pages(index, size))
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {35}
    assert all(page.facets == whole.facets for page in pages)
    numbers = [hit.document_id for hit in whole.hits]
    assert len(set(numbers)) == len([number for number, _ in groupby(numbers)])


def _pages(index: SearchIndex, size: int) -> Iterator[Results]:
    offset = 0
    while True:
        page = index.search(parse("保密"), visible=EVERYTHING, offset=offset, limit=size)
        if not page.hits:
            return
        yield page
        offset += size
