"""What searches and the indexer meet while one of two Elasticsearch nodes is killed.

A cluster of two nodes with TLS and a password is started as the tests start it; documents are put
in, clauses are searched for, and after a third of the documents a node is killed.

    PYTHONPATH=.:tests python benchmarks/killed_node.py
"""

import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise

from search_cluster import PASSWORD, USER, Cluster, two_nodes

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index.elasticsearch_index import ElasticsearchIndex
from index.elasticsearch_server import ElasticsearchServer
from index.protocol import ClauseEntry, DocumentEntry, Put
from index.query import Text

CLAUSES, BATCH, BATCHES, KILLED_AFTER = 40, 25, 30, 10


@dataclass(slots=True)
class Log:
    """What happened, each with the seconds since the beginning."""

    begun: float = field(default_factory=time.perf_counter)
    answers: list[tuple[float, float]] = field(default_factory=list)  # when, how long it took
    refused: list[tuple[float, str]] = field(default_factory=list)
    wrong: int = 0
    again: int = 0  # batches that were sent once more

    def now(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self.begun


def document(number: int) -> DocumentEntry:
    """A document of clauses that all have the word."""
    clauses = tuple(
        ClauseEntry(clause_id(number, order), order, f"第{order}条 违约金 {number}", "", ())
        for order in range(CLAUSES)
    )
    return DocumentEntry(
        number, number, 1, "合同", "标题", "contract", "", "zh-Hans", (), None, clauses
    )


def ask(server: ElasticsearchServer, log: Log, counts: list[int], done: threading.Event) -> None:
    """Search until it is over; ``counts`` are the clauses acknowledged and sent."""
    reader = ElasticsearchIndex(server)
    while not done.is_set():
        least, begun = counts[0], log.now()
        try:
            total = reader.search(Text("违约金"), visible=EVERYTHING).total
            log.answers.append((log.now(), log.now() - begun))
            log.wrong += not least <= total <= counts[1]
        except SearchUnavailable as error:
            log.refused.append((log.now(), str(error)))
            time.sleep(0.1)


def put(server: ElasticsearchServer, batch: int, log: Log) -> None:
    """Send a batch until the index has it, as the outbox does."""
    index = ElasticsearchIndex(server)
    changes = [Put(batch + 1, document(batch * BATCH + number)) for number in range(1, BATCH + 1)]
    while True:
        try:
            if not index.apply(changes):
                return
        except SearchUnavailable as error:
            log.refused.append((log.now(), str(error)))
        log.again += 1
        time.sleep(0.5)


def measure(cluster: Cluster) -> None:
    """Kill a node, print what was met."""
    server = ElasticsearchServer(
        tuple(node.address for node in cluster.nodes), user=USER, password=PASSWORD,
        certificates=cluster.authority, shards=3, replicas=1,
    )  # fmt: skip
    ElasticsearchIndex(server).rebuild((), 0)
    with cluster.client(cluster.nodes[0]) as client:
        client.cluster.health(wait_for_status="green", timeout="60s")
    log, counts, done = Log(), [0, 0], threading.Event()
    searching = threading.Thread(target=ask, args=(server, log, counts, done))
    searching.start()
    killed = 0.0
    for batch in range(BATCHES):
        if batch == KILLED_AFTER:
            cluster.nodes[1].kill()
            killed = log.now()
        counts[1] += BATCH * CLAUSES
        put(server, batch, log)
        counts[0] = counts[1]
    over = log.now()
    done.set()
    searching.join()
    moments = [moment for moment, _ in log.answers]
    before = sorted(took for moment, took in log.answers if moment < killed)
    after = sorted(took for moment, took in log.answers if moment >= killed)
    gap = max(later - earlier for earlier, later in pairwise(moments))
    results = ElasticsearchIndex(server).search(Text("违约金"), visible=EVERYTHING, limit=None)
    print(f"node killed {killed:.1f} s after the beginning, all put in after {over:.1f} s")
    print(f"searches answered: {len(before)} before, median {before[len(before) // 2]:.2f} s; "
          f"{len(after)} after, median {after[len(after) // 2]:.2f} s")  # fmt: skip
    print(f"longest time without an answer: {gap:.1f} s; refused with a reason: "
          f"{len(log.refused)}; batches sent again: {log.again}")  # fmt: skip
    for moment, told in log.refused[:3]:
        print(f"  {moment - killed:+.1f} s: {told}")
    print(f"answers with too few or too many: {log.wrong}; at the end {results.total} clauses of "
          f"{counts[1]} in {results.facets.documents} documents of {BATCHES * BATCH}")  # fmt: skip


def main() -> None:
    """Start, measure, stop."""
    with two_nodes() as cluster:
        measure(cluster)


if __name__ == "__main__":
    main()
