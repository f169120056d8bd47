"""The Elasticsearch cluster, and what it says when it can't answer, in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from index.circuit_breaker import CircuitBreaker
from index.elasticsearch_errors import TOO_BUSY, check_version, in_words, silent
from index.elasticsearch_server import ElasticsearchServer

_WRITE_SECONDS = 60  # for a request with changes


class Cluster:
    """A cluster, asked through a circuit breaker once its version has been checked."""

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
        """The client for changes, which may take longer than a search."""
        with self.answering() as client:
            yield client.options(request_timeout=_WRITE_SECONDS)


def _client(server: ElasticsearchServer) -> Elasticsearch:
    """A client that tries the next node where one is silent, and repeats nothing that timed out."""
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
