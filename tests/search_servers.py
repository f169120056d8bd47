"""Search indexes for tests, on every back end.

Elasticsearch is found through TIAOLI_TEST_ELASTICSEARCH, the address of a server without passwords.
What a test makes there has a name of its own and goes with it.
"""

import os
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
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


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def server_at(port: int) -> Iterator[None]:
    """The server for tests also answers on this port, while the block lasts."""
    server = _Door(("127.0.0.1", port), _Passage)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        for connection in server.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Door(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.connections: list[socket.socket] = []


class _Passage(socketserver.BaseRequestHandler):
    """Carries bytes between a client and the server until one of them goes."""

    server: _Door

    def handle(self) -> None:
        address = urlsplit(str(ADDRESS))
        with socket.create_connection((str(address.hostname), int(address.port or 0))) as inside:
            self.server.connections.append(self.request)
            ways = {self.request: inside, inside: self.request}
            while True:
                for ready in select.select(list(ways), [], [])[0]:
                    data = ready.recv(65_536)
                    if not data:
                        return
                    ways[ready].sendall(data)
