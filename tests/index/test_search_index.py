"""What every search back end promises, on small contracts of our own in three scripts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

import pytest

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING, Visible
from index.protocol import (
    ClauseEntry,
    DocumentEntry,
    Filters,
    Forget,
    Put,
    Results,
    SearchIndex,
)
from index.query import Documents
from index.query_language import parse


def document(number: int, *clauses: ClauseEntry, collection: int = 1) -> DocumentEntry:
    return DocumentEntry(
        document_id=number,
        version_id=number * 10,
        collection_id=collection,
        collection={1: "采购部", 2: "售后部"}[collection],
        title="空调售后服务合同",
        kind="contract",
        contract_type="售后服务合同",
        language="zh-Hans",
        parties=("北京清风电器有限公司", "Northwind Service Ltd."),
        agreement_date=date(2023, 5, 20),
        clauses=clauses,
    )


def clause(number: int, order: int, text: str, heading: str = "", *types: str) -> ClauseEntry:
    return ClauseEntry(clause_id(number * 10, order), order, text, heading, types)


SERVICE = document(
    1,
    clause(1, 0, "空调售后服务合同"),
    clause(1, 1, "第一条 服务范围 乙方为甲方提供空调的安装、维修和保养服务。", "服务范围"),
    clause(1, 2, "第二条 响应时限 乙方接到报修后4小时内响应，48小时内到场。", "响应时限"),
    clause(1, 3, "第三条 违约责任 乙方逾期的，每日支付合同价款千分之一的违约金额。",
           "违约责任", "breach_liability", "liquidated_damages"),
)  # fmt: skip
TRADITIONAL = replace(
    document(
        2,
        clause(2, 0, "第一條 保密 雙方對本合約內容負有保密義務。", "保密", "confidentiality"),
        clause(2, 1, "甲　方　應於收到發票後ＮＴ＄50,000元內付款，發(fā)展計畫另行議定。"),
        clause(2, 2, "違約金以合約總價百分之十為限。", "", "liquidated_damages"),
        collection=2,
    ),
    title="保養合約",
    kind="template",
    contract_type="合作協議",
    parties=("臺北安心保養股份有限公司",),
    agreement_date=None,
)
ENGLISH = replace(
    document(
        3,
        clause(3, 0, "8. Termination. Either party may terminate this Agreement upon thirty (30) "
               "days' written notice.", "Termination", "termination"),
        clause(3, 1, "The determination of the fees is final."),
        clause(3, 2, "9. Term. The term of this Agreement is two years.", "Term", "term"),
    ),
    title="Maintenance Agreement",
    contract_type="Service agreement",
    parties=("Acme Corporation", "Northwind Service Ltd."),
    agreement_date=date(2024, 1, 31),
)  # fmt: skip


CHANGES = [Put(1, SERVICE), Put(2, TRADITIONAL), Put(3, ENGLISH)]


@pytest.fixture(scope="module")
def filled(shared_index: SearchIndex) -> SearchIndex:
    """For questions only."""
    shared_index.rebuild((), 0)
    shared_index.apply(CHANGES)
    return shared_index


@pytest.fixture
def changing(index: SearchIndex) -> SearchIndex:
    """An index of the same contents for one test alone."""
    index.apply(CHANGES)
    return index


def found(index: SearchIndex, typed: str, visible: Visible = EVERYTHING) -> list[str]:
    return [hit.clause_id for hit in search(index, typed, visible).hits]


def search(index: SearchIndex, typed: str, visible: Visible = EVERYTHING) -> Results:
    return index.search(parse(typed), visible=visible, limit=None)


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
