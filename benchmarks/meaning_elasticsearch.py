"""Finding by meaning in Elasticsearch: how long it takes, and how many of the ten nearest it finds.

    python benchmarks/meaning_elasticsearch.py [--clauses 20000] [--meaning exact|graph]

Made-up directions of 512 dimensions, forty clauses a document, gathered around a centre for each
twenty, as clauses of one kind are; the even documents in one collection, the odd in another. Recall
is held against exact arithmetic over what may be seen.
"""

import argparse
import statistics
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from elasticsearch import Elasticsearch
from numpy.typing import NDArray

from contracts.clause import clause_id
from contracts.meaning import DirectedVersion, Direction
from contracts.visibility import EVERYTHING, Visible
from index.elasticsearch_directions import ElasticsearchDirections
from index.elasticsearch_index import ElasticsearchIndex
from index.elasticsearch_server import EXACT, GRAPH, ElasticsearchServer
from index.protocol import ClauseEntry, DocumentEntry

EACH = 40  # clauses of a document
WIDTH = 512
TO_A_CENTRE = 20
QUESTIONS = 50
WEIGHTS = "made-1"


@dataclass(frozen=True, slots=True)
class Readings:
    """What Elasticsearch asks of the readings; it holds the rest itself."""

    visible: Visible
    weights: str = WEIGHTS

    def versions(self) -> Sequence[DirectedVersion]:
        """Not asked for; raises, so that a figure never hides that it was."""
        raise NotImplementedError  # the index holds the versions

    def directions(self, versions: Collection[int]) -> Iterator[Direction]:
        """Not asked for, likewise."""
        raise NotImplementedError  # the index holds the directions


def main() -> None:
    """Fill an index, ask, print, and take the index away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=20_000)
    parser.add_argument("--address", default="http://127.0.0.1:9200")
    parser.add_argument("--meaning", choices=(EXACT, GRAPH), default=EXACT)
    arguments = parser.parse_args()
    server = ElasticsearchServer(
        (arguments.address,), name=f"benchmark-{uuid4().hex}", seconds=60.0, replicas=0,
        meaning=arguments.meaning,
    )  # fmt: skip
    rows = made(arguments.clauses)
    try:
        begun = time.perf_counter()
        ElasticsearchIndex(server).rebuild(documents(rows), 1)
        print(f"{len(rows) / (time.perf_counter() - begun):,.0f} clauses a second into the index")
        print(f"{size_of(server) / len(rows):.0f} bytes a clause, next to no words among them")
        directions = ElasticsearchDirections(server)
        for title, visible in (
            ("all", EVERYTHING),
            ("one collection in two", Visible(frozenset({1}))),
        ):
            print(f"{title}: {asked(directions, rows, visible)}")
    finally:
        with Elasticsearch(arguments.address) as client:
            for index in client.indices.get(index=f"{server.name}-*"):
                client.indices.delete(index=index)


def size_of(server: ElasticsearchServer) -> int:
    """Bytes of the index, in one segment."""
    with Elasticsearch(list(server.addresses), request_timeout=600) as client:
        client.indices.forcemerge(index=f"{server.name}-clauses", max_num_segments=1)
        stats = client.indices.stats(index=f"{server.name}-clauses", metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def made(count: int) -> NDArray[np.int8]:
    """Directions around centres, as signed bytes."""
    random = np.random.default_rng(7)
    centres = random.standard_normal((max(1, count // TO_A_CENTRE), WIDTH))
    which = random.integers(0, len(centres), count)
    rows = centres[which] + 0.7 * random.standard_normal((count, WIDTH))
    scaled: NDArray[np.int8] = np.rint(rows * (127 / np.abs(rows).max())).astype(np.int8)
    return scaled


def documents(rows: NDArray[np.int8]) -> Iterator[DocumentEntry]:
    """Documents with these directions and next to no words."""
    for number, start in enumerate(range(0, len(rows), EACH)):
        clauses = tuple(
            ClauseEntry(clause_id(number, order), order, "保密", "", (), direction=row.tobytes())
            for order, row in enumerate(rows[start : start + EACH])
        )
        yield DocumentEntry(
            number, number, number % 2, "", "", "contract", "", "zh", (), None, clauses, WEIGHTS
        )


def asked(directions: ElasticsearchDirections, rows: NDArray[np.int8], visible: Visible) -> str:
    """The median time of a question, and the recall of its ten nearest."""
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    seen = np.array([
        visible.collections is None or (at // EACH) % 2 in visible.collections
        for at in range(len(rows))
    ])  # fmt: skip
    random = np.random.default_rng(11)
    right, times = 0, []
    for at in random.integers(0, len(rows), QUESTIONS):
        noise = random.integers(-20, 21, WIDTH)
        question = np.clip(rows[at] + noise, -127, 127).astype(np.int8)
        alike = rows.astype(np.float32) @ question.astype(np.float32) / lengths
        best = set(np.argsort(-np.where(seen, alike, -np.inf))[:10].tolist())
        begun = time.perf_counter()
        found = directions.closest(question.tobytes(), Readings(visible), limit=30, least=-1.0)
        times.append(1000 * (time.perf_counter() - begun))
        right += len(best & {one.version_id * EACH + one.order for one in found[:10]})
    return f"{statistics.median(times):.0f} ms, recall of ten {right / (10 * QUESTIONS):.3f}"


if __name__ == "__main__":
    main()
