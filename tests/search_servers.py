"""Search indexes for tests, on every back end.

Elasticsearch is found through TIAOLI_TEST_ELASTICSEARCH, the address of a server without passwords.
What a test makes there has a name of its own and goes with it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from index.back_ends import ELASTICSEARCH, open_index
from index.elasticsearch_server import ElasticsearchServer
from index.protocol import SearchIndex

ADDRESS = os.environ.get("TIAOLI_TEST_ELASTICSEARCH")
PATIENCE = 30.0  # seconds: a test on a busy machine is not about time


@contextmanager
def an_index(engine: str, folder: Path) -> Iterator[SearchIndex]:
    """A place for an index that nobody else uses; the index is still to be made."""
    if engine != ELASTICSEARCH:
        yield open_index(engine, folder, ElasticsearchServer())
        return
    with elasticsearch_server() as server:
        yield open_index(engine, folder, server)


@contextmanager
def elasticsearch_server() -> Iterator[ElasticsearchServer]:
    """The server for tests; whatever is made in it goes at the end."""
    if ADDRESS is None:
        pytest.skip("needs Elasticsearch: make servers")
    server = ElasticsearchServer(
        (ADDRESS,), name=f"test-{uuid4().hex}", seconds=PATIENCE, replicas=0
    )
    try:
        yield server
    finally:
        with Elasticsearch(ADDRESS, request_timeout=PATIENCE) as client:
            for index in client.indices.get(index=f"{server.name}-*", features="aliases"):
                client.indices.delete(index=index)
