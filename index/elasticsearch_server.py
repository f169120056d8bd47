"""The Elasticsearch cluster: how it is reached, and what it says when it can't answer, in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from index.circuit_breaker import CircuitBreaker
from index.elasticsearch_errors import TOO_BUSY, check_version, in_words, silent

_WRITE_SECONDS = 60  # for a request with changes


@dataclass(frozen=True, slots=True)
class ElasticsearchServer:
    """How to reach a cluster, and what our indexes are like in it.

    ``addresses`` are of nodes of one cluster. Who logs in does so with ``api_key``, or with
    ``user`` and ``password``.
    """

    addresses: tuple[str, ...] = ("http://127.0.0.1:9200",)
    name: str = "tiaoli"  # what the names of our indexes begin with
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    certificates: Path | None = None  # of the authority that signed the cluster's certificate
    fingerprint: str = ""  # of that authority's certificate, in place of the file
    seconds: float = 3.0  # that a search may take
    shards: int = 1
    replicas: int = 1

    @property
    def shown(self) -> str:
        """The addresses, without what may be secret in them."""
        return ", ".join(re.sub(r"//[^/@]*@", "//", address) for address in self.addresses)


class Cluster:
    """A cluster that is asked through a circuit breaker, once it has shown to be of our version."""

    def __init__(self, server: ElasticsearchServer) -> None:
        self._server = server
        self._client = _client(server)
        self._breaker = CircuitBreaker()
        self._is_known = False

    @contextmanager
    def answering(self) -> Iterator[Elasticsearch]:
        """The client for questions.

        Raises SearchUnavailable where the cluster does not answer, or refuses us.
        """
        if not self._breaker.may_try():
            raise silent(self._server.shown)
        answers = True
        try:
            if not self._is_known:
                check_version(_versions(self._client))
                self._is_known = True
            yield self._client
        except (TransportError, ApiError) as error:
            answers = isinstance(error, ApiError) and error.status_code not in TOO_BUSY
            raise in_words(self._server.shown, error) from error
        finally:
            self._breaker.note(answers)

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """The client with time for changes, which may take longer than a search."""
        with self.answering() as client:
            yield client.options(request_timeout=_WRITE_SECONDS)


def _client(server: ElasticsearchServer) -> Elasticsearch:
    """A node that does not answer is left for the next one; what takes too long is not repeated."""
    options: dict[str, Any] = {}
    if server.api_key:
        options["api_key"] = server.api_key
    elif server.user:
        options["basic_auth"] = (server.user, server.password)
    if server.certificates is not None:
        options["ca_certs"] = str(server.certificates)
    if server.fingerprint:
        options["ssl_assert_fingerprint"] = server.fingerprint
    return Elasticsearch(
        list(server.addresses),
        request_timeout=server.seconds,
        retry_on_timeout=False,
        retry_on_status=(),
        max_retries=len(server.addresses) - 1,
        **options,
    )


def _versions(client: Elasticsearch) -> set[str]:
    """The versions of the cluster's nodes."""
    nodes = client.nodes.info(metric="http", filter_path="nodes.*.version")["nodes"]
    return {node["version"] for node in nodes.values()}
