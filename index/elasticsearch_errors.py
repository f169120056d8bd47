"""What Elasticsearch says when it can't answer, in words that a person can act on."""

import logging
from collections.abc import Iterable

from elastic_transport import TlsError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    NotFoundError,
    TransportError,
    UnsupportedProductError,
)

from contracts.errors import SearchUnavailable
from index.folder import missing

TOO_BUSY = frozenset({429, 502, 504})  # it has too much to do, or a proxy waited in vain
_MAJOR_VERSION = 8

logger = logging.getLogger(__name__)


def in_words(address: str, error: TransportError | ApiError) -> Exception:
    """The error as a person needs it; what has to do with neither server nor settings is a bug."""
    if (told := _of_settings(address, error)) is not None:
        return told
    logger.warning("Elasticsearch cannot answer: %s: %s", type(error).__name__, error)
    if not isinstance(error, ApiError) or error.status_code in TOO_BUSY:
        return silent(address)
    return incomplete() if error.status_code >= 500 else error


def _of_settings(address: str, error: TransportError | ApiError) -> SearchUnavailable | None:
    """The error for an operator, where the cause is a setting that one can mend; else None."""
    match error:
        case NotFoundError():
            return missing()
        case UnsupportedProductError():
            return SearchUnavailable(
                f"{address} 不是 Elasticsearch。请检查 TIAOLI_ELASTICSEARCH_URL。",
                f"What answers at {address} is not Elasticsearch. Check TIAOLI_ELASTICSEARCH_URL.",
            )
        case TlsError():
            return SearchUnavailable(
                f"无法验证 {address} 的证书。请检查 TIAOLI_ELASTICSEARCH_CA_FILE 或 "
                "TIAOLI_ELASTICSEARCH_FINGERPRINT。",
                f"The certificate of {address} cannot be verified. Check "
                "TIAOLI_ELASTICSEARCH_CA_FILE or TIAOLI_ELASTICSEARCH_FINGERPRINT.",
            )
        case AuthenticationException() | AuthorizationException():
            return SearchUnavailable(
                f"Elasticsearch 拒绝了登录或权限不足（{error.status_code}）。请检查 "
                "TIAOLI_ELASTICSEARCH_API_KEY，或 TIAOLI_ELASTICSEARCH_USER 和密码，及其权限。",
                f"Elasticsearch refuses the login, or the account lacks privileges "
                f"({error.status_code}). Check TIAOLI_ELASTICSEARCH_API_KEY, or "
                "TIAOLI_ELASTICSEARCH_USER and the password, and their privileges.",
            )
    return None


def check_version(versions: Iterable[str]) -> None:
    """Raise SearchUnavailable where a node is of a version that we don't know."""
    others = sorted(
        version for version in versions if int(version.partition(".")[0]) != _MAJOR_VERSION
    )
    if others:
        raise SearchUnavailable(
            f"Elasticsearch 服务器的版本是 {others[0]}；条理需要 8.19。"
            "请连接 8.19 版的集群，或把 TIAOLI_SEARCH_ENGINE 设为 tantivy。",
            f"The Elasticsearch server is of version {others[0]}; Tiaoli needs 8.19. "
            "Connect it to a cluster of version 8.19, or set TIAOLI_SEARCH_ENGINE to tantivy.",
        )


def silent(address: str) -> SearchUnavailable:
    """What to say where the server does not answer at all."""
    return SearchUnavailable(
        f"检索服务器 {address} 没有应答。恢复后检索会自动可用，等待的变更会自动编入。",
        f"The search server {address} does not answer. Once it does, searching "
        "works again by itself, and the changes that wait are applied.",
    )


def incomplete() -> SearchUnavailable:
    """What to say where a part of the cluster is away."""
    return SearchUnavailable(
        "检索服务器的一部分没有应答：结果会不完整，因此不予显示；变更继续等待。请稍后重试。",
        "A part of the search server did not answer. Results would be incomplete and are not "
        "shown; changes go on waiting. Try again in a while.",
    )
