"""Services: what every page and command works with, wired together in one place."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from index.protocol import SearchIndex
from index.tantivy_index import TantivyIndex
from ingest.guard import GuardedParsers
from store.database import Database
from store.files import FileStore
from webapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The database, the originals, the index and the guarded parsers of one installation."""

    settings: Settings
    database: Database
    files: FileStore
    index: SearchIndex
    parsers: GuardedParsers


@contextmanager
def open_services(settings: Settings) -> Iterator[Services]:
    """The services of a data folder, made and upgraded where needed; closed at the end.

    A process opens its own; they are not carried across a fork.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    with closing(database), open_parsers(settings) as parsers:
        database.upgrade()
        yield Services(
            settings=settings,
            database=database,
            files=FileStore(settings.data / "files"),
            index=TantivyIndex(settings.data / "index"),
            parsers=parsers,
        )


@contextmanager
def open_parsers(settings: Settings) -> Iterator[GuardedParsers]:
    """The guarded parsers alone: a file can be read without any data folder."""
    parsers = GuardedParsers(
        processes=settings.parser_processes,
        seconds=settings.parser_seconds,
        memory_bytes=settings.parser_memory,
    )
    with closing(parsers):
        yield parsers
