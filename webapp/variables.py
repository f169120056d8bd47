"""Variables: the environment's TIAOLI_* variables, one for each setting, read and written.

docs/operators.md describes every one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from contracts.errors import TiaoliError
from index.back_ends import ENGINES
from index.elasticsearch_server import EXACT, GRAPH
from searching.mail_server import NONE, STARTTLS, TLS

EMBEDDED_QUEUE, CELERY = "embedded", "celery"


class InvalidSettings(TiaoliError):
    """An environment variable has an invalid value; the message names it and what is expected."""

    code = "invalid_settings"


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable: its default, how it is read, and what is expected."""

    name: str
    default: str
    read: Callable[[str], Any]
    expected_zh: str
    expected_en: str


def _whole(text: str, least: int, most: int) -> int:
    number = int(text)
    if not least <= number <= most:
        raise ValueError
    return number


def _whole_number(name: str, default: str, least: int, most: int) -> Variable:
    return Variable(
        name,
        default,
        lambda text: _whole(text, least, most),
        f"{least} 到 {most} 之间的整数",
        f"a whole number from {least} to {most}",
    )


def _text(name: str, default: str) -> Variable:
    return Variable(name, default, str, "文字", "text")


def _yes_or_no(text: str) -> bool:
    return {"yes": True, "no": False}[text.lower()]


def _choice(name: str, default: str, choices: Iterable[str]) -> Variable:
    by_name = {choice: choice for choice in choices}
    return Variable(name, default, by_name.__getitem__, " 或 ".join(by_name), " or ".join(by_name))


def _addresses(text: str) -> tuple[str, ...]:
    addresses = tuple(text.split())
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port is None:
            raise ValueError
    return addresses


def _host_and_port(text: str) -> str:
    return _matching(r"(?:[^\s:/]+:\d{1,5})?", text)


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError
    return text


def _index_name(text: str) -> str:
    return _matching(r"[a-z][a-z0-9_-]{0,99}", text)


def _fingerprint(text: str) -> str:
    return _matching("(?:[0-9a-f]{64})?", text.replace(":", "").lower())


def _file(name: str) -> Variable:
    return Variable(name, "", _file_or_none, "已有文件的路径", "the path of a file that exists")


def _file_or_none(text: str) -> Path | None:
    if text and not Path(text).is_file():
        raise ValueError
    return Path(text).absolute() if text else None


def _folder_or_none(text: str) -> Path | None:
    return Path(text).absolute() if text else None


# One for each field of Settings, by the field's name.
VARIABLES: Mapping[str, Variable] = {
    "data": Variable("TIAOLI_DATA", "data", Path, "文件夹路径", "the path of a folder"),
    "database_url": _text("TIAOLI_DATABASE_URL", ""),
    "given_secret_key": _text("TIAOLI_SECRET_KEY", ""),
    "host": _text("TIAOLI_HOST", "127.0.0.1"),
    "port": _whole_number("TIAOLI_PORT", "8000", 0, 65535),
    "web_threads": _whole_number("TIAOLI_WEB_THREADS", "8", 1, 256),
    "parser_processes": _whole_number("TIAOLI_PARSER_PROCESSES", "2", 1, 64),
    "parser_seconds": _whole_number("TIAOLI_PARSER_SECONDS", "120", 1, 86400),
    "parser_megabytes": _whole_number("TIAOLI_PARSER_MEGABYTES", "2048", 256, 1048576),
    "upload_megabytes": _whole_number("TIAOLI_UPLOAD_MEGABYTES", "200", 1, 102400),
    "queue": _choice("TIAOLI_QUEUE", EMBEDDED_QUEUE, (EMBEDDED_QUEUE, CELERY)),
    "broker_url": _text("TIAOLI_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672//"),
    "broker_queue": _text("TIAOLI_BROKER_QUEUE", "tiaoli"),
    "search_engine": _choice("TIAOLI_SEARCH_ENGINE", "tantivy", ENGINES),
    "elasticsearch_addresses": Variable(
        "TIAOLI_ELASTICSEARCH_URL",
        "http://127.0.0.1:9200",
        _addresses,
        "http(s)://主机:端口，多个之间用空格隔开",
        "http(s)://host:port, several separated by spaces",
    ),
    "elasticsearch_name": Variable(
        "TIAOLI_ELASTICSEARCH_NAME",
        "tiaoli",
        _index_name,
        "小写字母、数字、- 和 _，以字母开头",
        "lower-case letters, digits, - and _, starting with a letter",
    ),
    "elasticsearch_user": _text("TIAOLI_ELASTICSEARCH_USER", ""),
    "elasticsearch_password": _text("TIAOLI_ELASTICSEARCH_PASSWORD", ""),
    "elasticsearch_api_key": _text("TIAOLI_ELASTICSEARCH_API_KEY", ""),
    "elasticsearch_ca_file": _file("TIAOLI_ELASTICSEARCH_CA_FILE"),
    "elasticsearch_fingerprint": Variable(
        "TIAOLI_ELASTICSEARCH_FINGERPRINT",
        "",
        _fingerprint,
        "64 位十六进制的 SHA-256 指纹",
        "a SHA-256 fingerprint, 64 hexadecimal digits",
    ),
    "elasticsearch_seconds": _whole_number("TIAOLI_ELASTICSEARCH_SECONDS", "3", 1, 60),
    "elasticsearch_shards": _whole_number("TIAOLI_ELASTICSEARCH_SHARDS", "1", 1, 1024),
    "elasticsearch_replicas": _whole_number("TIAOLI_ELASTICSEARCH_REPLICAS", "1", 0, 10),
    "elasticsearch_meaning": _choice("TIAOLI_ELASTICSEARCH_MEANING", EXACT, (EXACT, GRAPH)),
    "encoder_weights": Variable(
        "TIAOLI_ENCODER_WEIGHTS", "", _folder_or_none, "文件夹路径", "the path of a folder"
    ),
    "encoder_threads": _whole_number("TIAOLI_ENCODER_THREADS", "2", 1, 64),
    "ocr": Variable("TIAOLI_OCR", "yes", _yes_or_no, "yes 或 no", "yes or no"),
    "mail_server": Variable("TIAOLI_MAIL_SERVER", "", _host_and_port, "主机:端口", "host:port"),
    "mail_encryption": _choice("TIAOLI_MAIL_ENCRYPTION", STARTTLS, (STARTTLS, TLS, NONE)),
    "mail_user": _text("TIAOLI_MAIL_USER", ""),
    "mail_password": _text("TIAOLI_MAIL_PASSWORD", ""),
    "mail_ca_file": _file("TIAOLI_MAIL_CA_FILE"),
    "mail_sender": _text("TIAOLI_MAIL_SENDER", ""),
    "pages": _text("TIAOLI_PAGES", ""),
    "session_cookie_secure": Variable(
        "TIAOLI_SESSION_COOKIE_SECURE", "no", _yes_or_no, "yes 或 no", "yes or no"
    ),
    "trusted_proxies": _whole_number("TIAOLI_TRUSTED_PROXIES", "0", 0, 10),
}


def written(value: object) -> str:
    """The value as an environment variable holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def read(variable: Variable, environment: Mapping[str, str]) -> Any:
    """The value in the environment, or the default. Raises InvalidSettings naming the variable."""
    text = environment.get(variable.name, "") or variable.default
    try:
        return variable.read(text)
    except (ValueError, KeyError) as error:
        raise InvalidSettings(
            f"环境变量 {variable.name} 的值“{text}”有误：应为{variable.expected_zh}。",
            f'The environment variable {variable.name} is "{text}"; '
            f"expected: {variable.expected_en}.",
        ) from error
