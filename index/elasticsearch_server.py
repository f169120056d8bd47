"""The Elasticsearch cluster: how it is reached, and what it says when it can't answer, in words."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elastic_transport import TlsError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    NotFoundError,
    TransportError,
    UnsupportedProductError,
)

from contracts.errors import SearchUnavailable
from index.circuit_breaker import CircuitBreaker
from index.folder import missing

MAJOR_VERSION = 8  # the client refuses others in some calls only
_WRITE_SECONDS = 60

logger = logging.getLogger(__name__)


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
            raise _silent(self._server, "circuit breaker")
        try:
            if not self._is_known:
                check_version(_versions(self._client))
                self._is_known = True
            yield self._client
        except (TransportError, ApiError) as error:
            unanswered = not isinstance(error, ApiError) or error.status_code in {429, 502, 503}
            if unanswered:
                self._breaker.failed()
            raise _in_words(self._server, error) from error
        self._breaker.succeeded()

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


def check_version(versions: set[str]) -> None:
    """Raise SearchUnavailable where a node is of a version that we don't know."""
    others = sorted(
        version for version in versions if int(version.partition(".")[0]) != MAJOR_VERSION
    )
    if others:
        raise SearchUnavailable(
            f"Elasticsearch 服务器的版本是 {others[0]}；条理需要 {MAJOR_VERSION}.19。"
            "请连接 8.19 版的集群，或把 TIAOLI_SEARCH_ENGINE 设为 tantivy。",
            f"The Elasticsearch server is of version {others[0]}; Tiaoli needs {MAJOR_VERSION}.19. "
            "Connect it to a cluster of version 8.19, or set TIAOLI_SEARCH_ENGINE to tantivy.",
        )


def _in_words(
    server: ElasticsearchServer, error: TransportError | ApiError
) -> SearchUnavailable | Exception:
    """The error for a person; what is neither the server's state nor its settings is a bug."""
    match error:
        case UnsupportedProductError():
            return SearchUnavailable(
                f"{_shown(server)} 不是 Elasticsearch。请检查 TIAOLI_ELASTICSEARCH_URL。",
                f"What answers at {_shown(server)} is not Elasticsearch. "
                "Check TIAOLI_ELASTICSEARCH_URL.",
            )
        case TlsError():
            return SearchUnavailable(
                f"无法验证 {_shown(server)} 的证书。请检查 TIAOLI_ELASTICSEARCH_CA_FILE 或 "
                "TIAOLI_ELASTICSEARCH_FINGERPRINT。",
                f"The certificate of {_shown(server)} cannot be verified. Check "
                "TIAOLI_ELASTICSEARCH_CA_FILE or TIAOLI_ELASTICSEARCH_FINGERPRINT.",
            )
        case AuthenticationException() | AuthorizationException():
            return SearchUnavailable(
                f"Elasticsearch 拒绝了登录或权限不足（{error.status_code}）。请检查 "
                "TIAOLI_ELASTICSEARCH_API_KEY，或 TIAOLI_ELASTICSEARCH_USER 和密码，及其权限。",
                f"Elasticsearch refuses the login, or its rights don't suffice "
                f"({error.status_code}). Check TIAOLI_ELASTICSEARCH_API_KEY, or "
                "TIAOLI_ELASTICSEARCH_USER and the password, and their privileges.",
            )
        case NotFoundError():
            return missing()
        case ApiError() if error.status_code < 500 and error.status_code != 429:
            return error
    logger.warning("Elasticsearch does not answer: %s", error)
    return _silent(server, type(error).__name__)


def _silent(server: ElasticsearchServer, why: str) -> SearchUnavailable:
    return SearchUnavailable(
        f"检索服务器 {_shown(server)} 没有应答（{why}）。"
        "恢复后检索会自动可用，等待的变更会自动编入。",
        f"The search server {_shown(server)} does not answer ({why}). Once it does, searching "
        "works again by itself, and the changes that wait are applied.",
    )


def _shown(server: ElasticsearchServer) -> str:
    """The addresses, without what may be secret in them."""
    return ", ".join(re.sub(r"//[^/@]*@", "//", address) for address in server.addresses)
