"""A cluster of two nodes behind TLS and a password, one of which is killed while both are used."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from search_cluster import PASSWORD, USER, Cluster, two_nodes

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index.elasticsearch_index import ElasticsearchIndex
from index.elasticsearch_server import ElasticsearchServer
from index.protocol import ClauseEntry, DocumentEntry, Put
from index.query import Text

CLAUSES = 7
BATCH = 20  # documents
BATCHES = 16
KILLED_AFTER = 6


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with two_nodes() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def server(cluster: Cluster) -> ElasticsearchServer:
    return ElasticsearchServer(
        tuple(node.address for node in cluster.nodes),
        user=USER,
        password=PASSWORD,
        certificates=cluster.authority,
        seconds=30,
        shards=3,
        replicas=1,
    )


def document(number: int) -> DocumentEntry:
    return DocumentEntry(
        number, number, 1, "合同", "标题", "contract", "", "zh-Hans", (), None,
        tuple(
            ClauseEntry(clause_id(number, order), order, f"第{order}条 违约金 {number}", "", ())
            for order in range(CLAUSES)
        ),
    )  # fmt: skip


def test_the_authority_may_be_named_by_its_fingerprint(
    cluster: Cluster, server: ElasticsearchServer
) -> None:
    named = replace(server, certificates=None, fingerprint=cluster.fingerprint)
    ElasticsearchIndex(named).rebuild([document(1)], 1)
    assert ElasticsearchIndex(named).search(Text("违约金"), visible=EVERYTHING).total == CLAUSES


def test_a_wrong_password_and_an_unknown_certificate_are_told(server: ElasticsearchServer) -> None:
    for wrong, told in (
        (replace(server, certificates=None, fingerprint="0" * 64), "TIAOLI_ELASTICSEARCH_FINGER"),
        (replace(server, password="guessed"), "TIAOLI_ELASTICSEARCH_USER and the password"),
        (replace(server, certificates=None), "TIAOLI_ELASTICSEARCH_CA_FILE"),
    ):
        with pytest.raises(SearchUnavailable, match=told):
            ElasticsearchIndex(wrong).search(Text("违约金"), visible=EVERYTHING)


def test_a_killed_node_loses_nothing_and_leaves_no_answer_in_part(
    cluster: Cluster, server: ElasticsearchServer
) -> None:
    ElasticsearchIndex(server).rebuild((), 0)
    with cluster.client(cluster.nodes[0]) as client:
        client.cluster.health(wait_for_status="green", timeout="60s")
    acknowledged, sent, done = [0], [0], threading.Event()
    wrong: list[tuple[int, int, int]] = []
    answers: list[int] = []

    def search() -> None:
        reader = ElasticsearchIndex(server)
        while not done.is_set():
            least = acknowledged[0]
            try:
                total = reader.search(Text("违约金"), visible=EVERYTHING, limit=1).total
            except SearchUnavailable:
                continue
            answers.append(total)
            if not least <= total <= sent[0]:
                wrong.append((least, total, sent[0]))

    searching = threading.Thread(target=search)
    writer = ElasticsearchIndex(server)
    searching.start()
    try:
        for batch in range(BATCHES):
            if batch == KILLED_AFTER:
                before = len(answers)
                threading.Timer(0.05, cluster.nodes[1].kill).start()
            sent[0] += BATCH * CLAUSES
            apply(writer, batch)
            acknowledged[0] = sent[0]
    finally:
        done.set()
        searching.join()
    assert wrong == []
    assert len(answers) > before > 0
    results = ElasticsearchIndex(server).search(Text("违约金"), visible=EVERYTHING, limit=None)
    assert results.total == len(results.hits) == BATCHES * BATCH * CLAUSES
    assert results.facets.documents == BATCHES * BATCH


def apply(index: ElasticsearchIndex, batch: int) -> None:
    """What the outbox does: the same changes again until the index has them."""
    changes = [Put(batch + 1, document(batch * BATCH + number)) for number in range(1, BATCH + 1)]
    for _ in range(100):
        try:
            if not index.apply(changes):
                return
        except SearchUnavailable:
            threading.Event().wait(0.5)
    raise AssertionError("the index never took the changes")
