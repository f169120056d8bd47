"""What every search back end promises, on small contracts of our own in three scripts."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from three_contracts import ENGLISH, SERVICE, TRADITIONAL, clause, found, search

from contracts.visibility import EVERYTHING, Visible
from index.protocol import (
    DocumentEntry,
    Filters,
    Forget,
    Put,
    SearchIndex,
)
from index.query import Documents
from index.query_language import parse


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("违约金", {"10.3", "20.2"}),
        ("違約金", {"10.3", "20.2"}),
        ("约金额", {"10.3"}),
        ("４８小时", {"10.2"}),
        ("安装维修", set()),
        ("“安装，维修”", {"10.1"}),
        ("TERM", {"30.0", "30.1", "30.2"}),
        ("term*", {"30.0", "30.2"}),
        ("erminat", {"30.0", "30.1"}),
        ("“thirty 30 day”", {"30.0"}),
        ("发展计划", {"20.1"}),
        ("甲方应于", {"20.1"}),
        ("“甲　方”", {"10.1", "20.1"}),
        ("發(fā)展", {"20.1"}),
        ("乙方 -违约", {"10.1", "10.2"}),
        ("保养 AND (甲方 OR 保密)", {"10.1"}),
        ("响应 NEAR/5 到场", {"10.2"}),
        ("到场 NEAR/2 响应", set()),
        ("议定 NEAR/9 甲方", set()),  # the end of one spelling, the beginning of the other
        ("付款 NEAR/2 发展", {"20.1"}),
        ("clause:违约责任", {"10.3"}),
        ("clause:liquidated_damages date:2023", {"10.3"}),
        ("type:售后 服务范围", {"10.1"}),
        ("type:template", {"20.0", "20.1", "20.2"}),
        ("party:northwind 30", {"30.0"}),
        ("title:保养合约 违约金", {"20.2"}),
        ("collection:售后部 保密", {"20.0"}),
        ("date:>=2024 notice", {"30.0"}),
        ("date:..2023-05-20 响应", {"10.2"}),
        ("date:2023-05-21..", {"30.0", "30.1", "30.2"}),
        ("NOT date:2000..2100", {"20.0", "20.1", "20.2"}),
    ],
)
def test_a_hit_points_at_its_passage(filled: SearchIndex, typed: str, clauses: set[str]) -> None:
    assert set(found(filled, typed)) == clauses


def test_a_second_apply_replaces(changing: SearchIndex) -> None:
    shorter = replace(SERVICE, clauses=(clause(1, 0, "本合同已改为保养协议。"),))
    for _ in range(2):
        changing.apply([Put(4, shorter)])
        assert found(changing, "违约金 collection:采购部") == []
        assert found(changing, "保养协议") == ["10.0"]
    assert changing.generation() == 4


def test_a_delete_forgets(changing: SearchIndex) -> None:
    changing.apply([Forget(4, SERVICE.document_id)])
    assert found(changing, "违约金") == ["20.2"]
    assert search(changing, "").facets.documents == 2


def test_of_several_changes_of_a_document_the_last_counts(index: SearchIndex) -> None:
    index.apply([Forget(3, 1), Put(1, SERVICE), Put(2, TRADITIONAL)])
    assert search(index, "").facets.documents == 1


def test_a_new_index_is_at_zero_and_knows_how_far_it_has_come(index: SearchIndex) -> None:
    assert index.generation() == 0
    index.apply([Put(7, SERVICE)])
    assert index.generation() == 7
    index.apply([])
    index.apply([Put(6, TRADITIONAL)])
    assert index.generation() == 7


def test_everything_is_what_an_empty_box_asks_for(filled: SearchIndex) -> None:
    results = search(filled, "")
    assert results.total == len(results.hits) == 10
    assert results.facets.documents == 3


def test_facets_count_the_hits_under_each_value(filled: SearchIndex) -> None:
    facets = search(filled, "违约金 OR 保密 OR term").facets
    assert facets.clause_types == {
        "breach_liability": 1, "liquidated_damages": 2, "confidentiality": 1, "termination": 1,
        "term": 1,
    }  # fmt: skip
    assert facets.kinds == {"contract": 4, "template": 2}
    assert facets.collections == {1: 4, 2: 2}
    assert facets.years == {2023: 1, 2024: 3, 0: 2}
    assert facets.documents == 3


@pytest.mark.parametrize(
    ("filters", "clauses"),
    [
        (
            Filters(clause_types=frozenset({"breach_liability", "confidentiality"})),
            {"10.3", "20.0"},
        ),
        (Filters(kinds=frozenset({"template"})), {"20.0", "20.1", "20.2"}),
        (Filters(collections=frozenset({2}), clause_types=frozenset({"termination"})), set()),
        (
            Filters(years=frozenset({0, 2024}), documents=frozenset({1, 3})),
            {"30.0", "30.1", "30.2"},
        ),
    ],
)
def test_filters_take_any_value_of_a_field_and_all_fields(
    filled: SearchIndex, filters: Filters, clauses: set[str]
) -> None:
    results = filled.search(parse(""), visible=EVERYTHING, filters=filters, limit=None)
    assert {hit.clause_id for hit in results.hits} == clauses
    assert results.total == len(clauses)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(years=frozenset({-1, 2**64})),
        Filters(documents=frozenset({10**30})),
        Filters(kinds=frozenset({"\ud800", ""})),
        Filters(clause_types=frozenset({"违" * 100_000})),
    ],
)
def test_filters_that_nothing_can_pass_find_nothing(filled: SearchIndex, filters: Filters) -> None:
    assert filled.search(parse(""), visible=EVERYTHING, filters=filters).total == 0


def test_a_query_may_name_more_documents_than_an_engine_joins_queries(
    filled: SearchIndex,
) -> None:
    everything = filled.search(parse(""), visible=EVERYTHING)
    named = filled.search(Documents(frozenset(range(70_000))), visible=EVERYTHING)
    assert named.total == everything.total
    all_but_one_moved = Visible(None, frozenset(range(2, 70_000)))
    assert filled.search(parse(""), visible=all_but_one_moved).facets.documents == 1


def test_nothing_is_seen_of_other_collections(filled: SearchIndex) -> None:
    assert found(filled, "违约金", Visible(frozenset({2}))) == ["20.2"]
    assert found(filled, "NOT 违约金", Visible(frozenset({2}))) == ["20.1", "20.0"]
    assert search(filled, "", Visible(frozenset())).total == 0


def test_a_query_may_be_as_deep_as_the_language_allows(filled: SearchIndex) -> None:
    deepest = "违约金 OR (保密 AND NOT " * 10 + "term" + ")" * 10
    assert "10.3" in found(filled, deepest)


def test_searches_go_on_while_the_index_is_rebuilt(changing: SearchIndex) -> None:
    def documents() -> Iterator[DocumentEntry]:
        yield ENGLISH
        assert found(changing, "违约金") != []

    changing.rebuild(documents(), 9)
    assert found(changing, "违约金") == []
    assert len(found(changing, "term")) == 3
    assert changing.generation() == 9


def test_a_failed_rebuild_leaves_the_old_index(changing: SearchIndex) -> None:
    def documents() -> Iterator[DocumentEntry]:
        yield ENGLISH
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        changing.rebuild(documents(), 9)
    assert found(changing, "违约金") != []
    assert changing.generation() == 3
    changing.rebuild([ENGLISH], 10)
    assert changing.generation() == 10
