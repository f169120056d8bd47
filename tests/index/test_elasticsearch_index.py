"""What the index in Elasticsearch promises of the server: its answers, versions, lost parts."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from elasticsearch import BadRequestError, Elasticsearch
from search_servers import elasticsearch_server, free_port

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index import elasticsearch_search, elasticsearch_snapshot, elasticsearch_writing
from index.elasticsearch_errors import check_version
from index.elasticsearch_index import ElasticsearchIndex
from index.elasticsearch_schema import index_body
from index.elasticsearch_server import ElasticsearchServer
from index.protocol import ClauseEntry, DocumentEntry, Forget, Put, Refusal
from index.query_language import parse

LONG = 700  # clauses
WORDS = ("违约金", "违约责任", "保密", "term of", "违约 另行约定")


def document(number: int, clauses: int = 5, kind: str = "contract") -> DocumentEntry:
    return DocumentEntry(
        number, number, 1, "合同", "标题", kind, "", "zh-Hans", (), None,
        tuple(
            ClauseEntry(clause_id(number, order), order, WORDS[(number + order) % 5], "", ())
            for order in range(clauses)
        ),
    )  # fmt: skip


@pytest.fixture
def server() -> Iterator[ElasticsearchServer]:
    with elasticsearch_server() as server:
        yield server


@pytest.fixture
def client(server: ElasticsearchServer) -> Iterator[Elasticsearch]:
    with Elasticsearch(list(server.addresses)) as client:
        yield client


@pytest.fixture
def index(server: ElasticsearchServer) -> ElasticsearchIndex:
    made = ElasticsearchIndex(server)
    made.rebuild([document(1)], 1)
    return made


def documents_in(index: ElasticsearchIndex) -> set[int]:
    return {hit.document_id for hit in index.search(parse(""), visible=EVERYTHING, limit=None).hits}


def test_answers_are_the_same_however_little_is_fetched_at_once(
    index: ElasticsearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.rebuild(map(document, range(1, 8)), 1)
    asked = [
        (parse(typed), offset, limit)
        for typed in ("", "违约 OR term", "违约 NEAR/9 约定", "NOT 保密")
        for offset, limit in ((0, None), (0, 3), (7, 4), (20, 50), (0, 0))
    ]
    expected = [index.search(q, visible=EVERYTHING, offset=o, limit=n) for q, o, n in asked]
    monkeypatch.setattr(elasticsearch_search, "MOST_HITS", 3)
    monkeypatch.setattr(elasticsearch_search, "_READ_AHEAD", 0)
    monkeypatch.setattr(elasticsearch_search, "_MOST_DOCUMENTS", 2)
    facets = {
        **elasticsearch_search.FACETS,
        "documents": {"terms": {"field": "document_id", "size": 2}},
    }
    monkeypatch.setattr(elasticsearch_search, "FACETS", facets)
    monkeypatch.setattr(elasticsearch_snapshot, "_ROWS", 2)
    for (query, offset, limit), whole in zip(asked, expected, strict=True):
        assert index.search(query, visible=EVERYTHING, offset=offset, limit=limit) == whole


def test_a_document_that_the_server_refuses_keeps_no_other_from_being_found(
    index: ElasticsearchIndex,
) -> None:
    endless = document(1, kind="k" * 40_000)  # of more bytes than a value may have
    refused = index.apply([Put(2, document(2)), Put(2, endless), Put(2, document(3))])
    assert refused == (Refusal(1, "document_parsing_exception", again=False),)
    assert documents_in(index) == {2, 3}
    assert index.rebuild([endless, document(4)], 3) == refused
    assert documents_in(index) == {4}


def test_a_clause_too_long_for_a_request_is_refused_before_it_is_sent(
    index: ElasticsearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elasticsearch_writing, "_LONGEST", 500)
    long = ClauseEntry(clause_id(2, 1), 1, "违约" * 500, "", ())
    endless = replace(document(2), clauses=(document(2).clauses[0], long))
    assert index.apply([Put(2, endless), Put(2, document(3))]) == (
        Refusal(2, "clause_too_long", again=False),
    )
    assert documents_in(index) == {1, 3}


def test_a_clause_of_more_than_a_million_characters_is_found_by_its_end(
    index: ElasticsearchIndex,
) -> None:
    numbers = "，".join(f"第{number}号设备" for number in range(140_000))
    assert len(numbers) > 1_000_000
    text = f"{numbers}，以及备用空压机一台。"
    index.apply([Put(2, replace(document(2), clauses=(ClauseEntry("2.0", 0, text, "", ()),)))])
    for typed in ("备用空压机 139999号", "139999号 NEAR/12 空压机"):
        found = index.search(parse(typed), visible=EVERYTHING)
        assert [hit.clause_id for hit in found.hits] == ["2.0"]


def test_what_is_older_never_replaces_what_is_newer(index: ElasticsearchIndex) -> None:
    index.apply([Put(5, document(1, clauses=2))])
    assert index.apply([Put(4, document(1, clauses=2, kind="policy"))]) == ()
    assert index.search(parse(""), visible=EVERYTHING).facets.kinds == {"contract": 2}
    assert index.apply([Forget(4, 1)]) == ()
    assert documents_in(index) == {1}


def test_a_document_is_replaced_as_a_whole_while_others_search(index: ElasticsearchIndex) -> None:
    index.apply([Put(2, document(1, LONG))])  # more than one request takes
    done = threading.Event()
    totals: list[int] = []

    def search() -> None:
        while not done.is_set():
            totals.append(index.search(parse(""), visible=EVERYTHING, limit=1).total)

    searching = threading.Thread(target=search)
    searching.start()
    try:
        for version in range(3, 8):
            index.apply([Put(version, replace(document(version, LONG), document_id=1))])
    finally:
        done.set()
        searching.join()
    assert set(totals) == {LONG}


def test_a_rebuild_leaves_one_index_and_removes_what_a_stopped_one_left(
    index: ElasticsearchIndex, server: ElasticsearchServer, client: Elasticsearch
) -> None:
    left = f"{server.name}-clauses-7"
    client.indices.create(index=left, aliases={f"{server.name}-new-clauses": {}})
    index.rebuild([document(2)], 2)
    assert documents_in(index) == {2}
    assert list(client.indices.get(index=f"{server.name}-*")) == [f"{server.name}-clauses-8"]


def test_the_mapping_takes_no_field_that_it_does_not_know(
    index: ElasticsearchIndex, server: ElasticsearchServer, client: Elasticsearch
) -> None:
    with pytest.raises(BadRequestError, match="strict"):
        client.index(index=f"{server.name}-clauses", routing="1", document={"unknown": 1})


def test_a_missing_index_is_never_an_empty_one(
    server: ElasticsearchServer, client: Elasticsearch
) -> None:
    index = ElasticsearchIndex(server)
    assert index.generation() == 0
    for attempt in (
        lambda: index.search(parse(""), visible=EVERYTHING),
        lambda: index.apply([Put(1, document(1))]),
    ):
        with pytest.raises(SearchUnavailable, match="tiaoli reindex"):
            attempt()
    assert not client.indices.exists(index=f"{server.name}-clauses")


def test_an_index_of_another_version_of_our_analysis_is_refused(
    index: ElasticsearchIndex, server: ElasticsearchServer, client: Elasticsearch
) -> None:
    client.indices.put_mapping(index=f"{server.name}-clauses", meta={"form": "of last year"})
    with pytest.raises(SearchUnavailable, match="another version"):
        index.search(parse(""), visible=EVERYTHING)
    with pytest.raises(SearchUnavailable, match="another version"):
        index.apply([Put(2, document(2))])
    index.rebuild([document(2)], 3)
    assert documents_in(index) == {2}


@pytest.mark.parametrize("version", ["7.17.29", "9.1.0"])
def test_a_server_of_another_major_version_is_refused(version: str) -> None:
    check_version({"8.19.20", "8.19.0"})
    with pytest.raises(SearchUnavailable, match=rf"version {version}; Tiaoli needs 8\.19"):
        check_version({"8.19.20", version})


def test_an_answer_without_all_parts_is_no_answer(
    server: ElasticsearchServer, client: Elasticsearch
) -> None:
    """Two shards that may not be on the same node, and one node."""
    body = index_body(2, 0, graph=False)
    body["settings"]["routing.allocation.total_shards_per_node"] = 1
    aliases: dict[str, dict[str, str]] = {f"{server.name}-clauses": {}}
    client.indices.create(
        index=f"{server.name}-clauses-1",
        body={**body, "aliases": aliases},
        wait_for_active_shards=0,
    )
    with pytest.raises(SearchUnavailable, match="A part of the search server"):
        ElasticsearchIndex(server).search(parse(""), visible=EVERYTHING)


def test_a_server_that_is_away_is_not_asked_again_and_again(
    server: ElasticsearchServer, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    away = ElasticsearchIndex(replace(server, addresses=(address,)))
    for _ in range(5):
        with pytest.raises(SearchUnavailable, match=f"{address} does not answer"):
            away.search(parse(""), visible=EVERYTHING)
    assert caplog.text.count("Elasticsearch cannot answer") == 3
    assert away.generation() == 0
