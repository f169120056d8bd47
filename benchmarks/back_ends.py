"""The search back ends as the benchmarks open them.

Elasticsearch is the one of the settings (TIAOLI_ELASTICSEARCH_URL …), with an index of its own.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from elasticsearch import Elasticsearch

from index.back_ends import ELASTICSEARCH, EMBEDDED, open_index
from index.elasticsearch_server import ElasticsearchServer
from index.protocol import SearchIndex
from webapp.settings import Settings


@dataclass(frozen=True, slots=True)
class BackEnd:
    """How to open an index for a scratch folder, how many bytes it takes, how to let it go.

    An embedded one works in our process, so that its processor time is the measure: other work on
    the machine doesn't count.
    """

    opened: Callable[[Path], SearchIndex]
    size: Callable[[Path], int]
    clock: Callable[[], float] = time.process_time


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def benchmark_server() -> ElasticsearchServer:
    """The one of the settings, patient, and with an index of its own."""
    given = Settings.from_environment(environment=os.environ).elasticsearch
    return replace(given, name=f"{given.name}-benchmark", seconds=60, replicas=0)


def _opened(engine: str, folder: Path) -> SearchIndex:
    return open_index(engine, folder, benchmark_server())


def _size_on_server(_folder: Path) -> int:
    server = benchmark_server()
    with Elasticsearch(list(server.addresses), request_timeout=600) as client:
        client.indices.forcemerge(index=f"{server.name}-clauses", max_num_segments=1)
        stats = client.indices.stats(index=f"{server.name}-clauses", metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


BACK_ENDS = {name: BackEnd(partial(_opened, name), _size_of) for name in EMBEDDED} | {
    ELASTICSEARCH: BackEnd(partial(_opened, ELASTICSEARCH), _size_on_server, time.perf_counter)
}
