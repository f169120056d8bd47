"""What a cluster of Elasticsearch needs for a number of clauses: shards, nodes, heap, disk.

Computed from the measured bytes a clause (`benchmarks/search.py --engine elasticsearch`); the table
in docs/scaling.md is what this prints.

    python benchmarks/scaling.py [--bytes 540] [--replicas 1]
"""

import argparse
import math
from dataclasses import dataclass

BYTES = 540  # a clause takes in the index once it is merged, measured at 100,000 clauses
SHARD = 30e9  # bytes: what moves to another node within minutes
FREE = 0.15  # of a disk: where less is left, Elasticsearch puts no shard on it
CACHED = 1 / 8  # of the files that searches read most: lists of common tokens, columns
GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Machine:
    """A node's memory in GB; half of it is heap, 30 GB at most, the rest caches files."""

    memory: int

    @property
    def heap(self) -> int:
        """GB; above 30 the Java machine needs longer pointers."""
        return min(30, self.memory // 2)


@dataclass(frozen=True, slots=True)
class Cluster:
    """What an index of so many clauses needs."""

    clauses: int
    machine: Machine
    bytes_a_clause: float
    replicas: int

    @property
    def primary(self) -> float:
        """Bytes of the index, once."""
        return self.clauses * self.bytes_a_clause

    @property
    def held(self) -> float:
        """Bytes with all copies."""
        return self.primary * (1 + self.replicas)

    @property
    def shards(self) -> int:
        """What TIAOLI_ELASTICSEARCH_SHARDS should be."""
        return max(1, math.ceil(self.primary / SHARD))

    @property
    def nodes(self) -> int:
        """With data; a third one votes where there are two, so that one may go."""
        cache = (self.machine.memory - self.machine.heap) * GIGABYTE
        return max(1 + self.replicas, math.ceil(self.held * CACHED / cache))

    @property
    def disk(self) -> float:
        """Bytes on each node: a rebuild fills a second index beside the first."""
        return 2 * self.held / self.nodes / (1 - FREE)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=float, default=BYTES)
    parser.add_argument("--replicas", type=int, default=1)
    given = parser.parse_args()
    print(
        "| clauses | index | with copies | shards | data nodes | memory each | heap | disk each |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for clauses, memory in ((10**6, 4), (10**8, 16), (10**9, 64)):
        need = Cluster(clauses, Machine(memory), given.bytes, given.replicas)
        print(
            f"| {clauses / 1e6:,.0f} M | {gigabytes(need.primary)} | {gigabytes(need.held)} "
            f"| {need.shards} | {need.nodes} | {memory} GB | {need.machine.heap} GB "
            f"| {gigabytes(need.disk)} |"
        )


def gigabytes(number: float) -> str:
    """A size to read."""
    return (
        f"{number / GIGABYTE:,.1f} GB" if number < 10 * GIGABYTE else f"{number / GIGABYTE:,.0f} GB"
    )


if __name__ == "__main__":
    main()
