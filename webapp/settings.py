"""Settings: what an operator can set, read once from the environment's variables.

Below the web layer nothing reads the environment.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from index.elasticsearch_server import ElasticsearchServer
from searching.mail_server import MailServer
from webapp.variables import VARIABLES, InvalidSettings, read, written

KEY_FILE = "secret_key"  # in the data folder
MEGABYTE = 1024 * 1024
_MUCH_LIKE = 0.87  # of two names, from 0 to 1: a letter lost or turned, or an ending


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation. ``port`` 0 lets the system choose one."""

    data: Path
    database_url: str = field(repr=False)  # may hold a password
    given_secret_key: str = field(repr=False)
    host: str
    port: int
    web_threads: int
    parser_processes: int
    parser_seconds: int
    parser_megabytes: int
    upload_megabytes: int
    queue: str  # who brings files to workers: the worker itself, or Celery
    broker_url: str = field(repr=False)  # may hold a password
    broker_queue: str
    search_engine: str
    elasticsearch_addresses: tuple[str, ...]  # of nodes of one cluster
    elasticsearch_name: str  # what the names of its indexes begin with
    elasticsearch_user: str
    elasticsearch_password: str = field(repr=False)
    elasticsearch_api_key: str = field(repr=False)
    elasticsearch_ca_file: Path | None
    elasticsearch_fingerprint: str
    elasticsearch_seconds: int  # that a search may take
    elasticsearch_shards: int
    elasticsearch_replicas: int
    elasticsearch_meaning: str
    encoder_weights: Path | None  # None: those that are shipped
    encoder_threads: int
    ocr: bool  # whether scanned pages are read, where RapidOCR is installed
    mail_server: str  # "host:port", "" for no mail
    mail_encryption: str
    mail_user: str
    mail_password: str = field(repr=False)
    mail_ca_file: Path | None
    mail_sender: str
    pages: str  # the address at which people reach the pages, "" for that of host and port
    session_cookie_secure: bool
    trusted_proxies: int  # reverse proxies in front, whose X-Forwarded-* headers are believed

    def __post_init__(self) -> None:
        if self.mail_server and "@" not in self.mail_sender:
            raise InvalidSettings(
                "设置了 TIAOLI_MAIL_SERVER，还须设置 TIAOLI_MAIL_SENDER，例如 tiaoli@example.com。",
                "TIAOLI_MAIL_SERVER is set; TIAOLI_MAIL_SENDER is needed with it, such as "
                "tiaoli@example.com.",
            )

    @classmethod
    def from_environment(
        cls, data: Path | None = None, environment: Mapping[str, str] = os.environ
    ) -> "Settings":
        """The settings as the environment gives them; ``data`` goes before TIAOLI_DATA.

        Raises InvalidSettings naming the variable, its value and what is expected, and a variable
        that is no setting but reads much like one.
        """
        _refuse_misspelt(environment)
        values = {name: read(variable, environment) for name, variable in VARIABLES.items()}
        if data is not None:
            values["data"] = data
        values["data"] = values["data"].absolute()
        values["database_url"] = values["database_url"] or embedded_database(values["data"])[1]
        return cls(**values)

    def environment(self) -> dict[str, str]:
        """The variables that give these settings to another process."""
        return {variable.name: written(getattr(self, name)) for name, variable in VARIABLES.items()}

    @property
    def originals(self) -> Path:
        """The folder of the original files."""
        return self.data / "files"

    @property
    def elasticsearch(self) -> ElasticsearchServer:
        """How Elasticsearch is reached, where it is the search engine."""
        return ElasticsearchServer(
            addresses=self.elasticsearch_addresses,
            name=self.elasticsearch_name,
            user=self.elasticsearch_user,
            password=self.elasticsearch_password,
            api_key=self.elasticsearch_api_key,
            certificates=self.elasticsearch_ca_file,
            fingerprint=self.elasticsearch_fingerprint,
            seconds=self.elasticsearch_seconds,
            shards=self.elasticsearch_shards,
            replicas=self.elasticsearch_replicas,
            meaning=self.elasticsearch_meaning,
        )

    @property
    def mail(self) -> MailServer | None:
        """How mail is sent, or None where none is."""
        if not self.mail_server:
            return None
        host, _, port = self.mail_server.rpartition(":")
        return MailServer(
            host=host,
            port=int(port),
            encryption=self.mail_encryption,
            user=self.mail_user,
            password=self.mail_password,
            sender=self.mail_sender,
            pages=self.pages or f"http://{self.host}:{self.port}",
            certificates=self.mail_ca_file,
        )

    @property
    def parser_memory(self) -> int:
        """The memory a parser process may map, in bytes."""
        return self.parser_megabytes * MEGABYTE

    @property
    def upload_limit(self) -> int:
        """The largest file that is received, in bytes."""
        return self.upload_megabytes * MEGABYTE

    @property
    def secret_key(self) -> str:
        """The key that signs sessions: TIAOLI_SECRET_KEY, or one kept in the data folder."""
        return self.given_secret_key or _kept_secret_key(self.data / KEY_FILE)


def _kept_secret_key(path: Path) -> str:
    """The key in the file, made at first use; where two processes make one, the first counts."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # made with mode 0600
            file.write(secrets.token_urlsafe(48))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text(encoding="ascii").strip()


def embedded_database(data: Path) -> tuple[Path, str]:
    """The database of a data folder that is in no server: its file, and its address."""
    file = data / "tiaoli.sqlite"
    return file, f"sqlite:///{file}"


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """A misspelt TIAOLI_DATABASE_URL would quietly leave the contracts in another database."""
    known = [variable.name for variable in VARIABLES.values()]
    for name in sorted(environment.keys() - set(known)):
        if name.startswith("TIAOLI_") and (meant := get_close_matches(name, known, 1, _MUCH_LIKE)):
            raise InvalidSettings(
                f"没有 {name} 这个设置，是否应为 {meant[0]}？请更正或删除这个环境变量。",
                f"{name} is no setting; did you mean {meant[0]}? "
                "Correct the environment variable or remove it.",
            )
