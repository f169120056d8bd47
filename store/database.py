"""``Database``: transactions on SQLite or PostgreSQL, and the schema's upgrade.

``read()`` sees one moment and cannot write; ``write()`` commits all or nothing. On SQLite a write
takes the write lock at its beginning (BEGIN IMMEDIATE): a transaction that reads first and asks for
the lock later fails whatever time-out is set.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError as DatabaseUnavailable
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["Connection", "Database", "DatabaseUnavailable"]  # the types that others pass on

SECONDS_TO_WAIT_FOR_A_LOCK = 30
UPGRADE_LOCK = 0x7469616F  # any number that nobody else locks ("tiao")


class Database:
    """One database, given by its SQLAlchemy URL (``sqlite:///…`` or ``postgresql://…``).

    Processes don't share a Database: each opens its own after it has been forked.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        sqlite = url.startswith("sqlite")
        self._engine = sqlalchemy.create_engine(
            url,
            connect_args={"timeout": SECONDS_TO_WAIT_FOR_A_LOCK} if sqlite else {},
            pool_pre_ping=not sqlite,
            hide_parameters=True,  # they quote contracts, and errors are logged
        )
        self._reader = self._engine.execution_options(read_only=True)
        if sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        else:
            self._reader = self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees the database as it is at one moment, and cannot change it."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end, or leaves nothing behind where it raises."""
        with self._engine.begin() as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the schema to the newest revision; two processes may ask for it at once."""
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(UPGRADE_LOCK)))
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Every SQLite connection: write-ahead log, each commit on the disk, foreign keys kept."""
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells mypy the type
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as a reader that cannot write, or as the one writer."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.execute(text(f"PRAGMA query_only = {int(read_only)}"))
    connection.execute(text("BEGIN" if read_only else "BEGIN IMMEDIATE"))
