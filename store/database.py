"""``Database``: transactions on SQLite or PostgreSQL, and the schema's upgrade.

``read()`` sees one moment and cannot write; ``write()`` commits all or nothing. On SQLite a write
takes the write lock at its beginning (BEGIN IMMEDIATE): a transaction that reads first and asks for
the lock later fails whatever time-out is set.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.exc import OperationalError as DatabaseUnavailable
from sqlalchemy.pool import ConnectionPoolEntry

from contracts.errors import UnusableDatabase

__all__ = ["Connection", "Database", "DatabaseUnavailable"]  # the types that others pass on

SECONDS_TO_WAIT_FOR_A_LOCK = 30
MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST_REVISION = max(  # each is in a file of its name
    path.stem.removeprefix("revision_") for path in (MIGRATIONS / "versions").glob("revision_*.py")
)
UPGRADE_LOCK = 0x7469616F  # any number that nobody else locks ("tiao")


class Database:
    """One database, given by its SQLAlchemy URL (``sqlite:///…`` or ``postgresql://…``).

    Processes don't share a Database: each opens its own after it has been forked. Raises
    UnusableDatabase where the URL is malformed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        sqlite = url.startswith("sqlite")
        try:
            self._engine = sqlalchemy.create_engine(
                url,
                connect_args={"timeout": SECONDS_TO_WAIT_FOR_A_LOCK} if sqlite else {},
                pool_pre_ping=not sqlite,
                hide_parameters=True,  # they quote contracts, and errors are logged
            )
        except (ArgumentError, ImportError) as error:  # the URL, or the driver that it names
            raise UnusableDatabase(
                "数据库地址有误。请检查 TIAOLI_DATABASE_URL，"
                "例如 postgresql+psycopg://用户:密码@主机/数据库。",
                "The database's address is wrong. Check TIAOLI_DATABASE_URL, such as "
                "postgresql+psycopg://user:password@host/database.",
            ) from error
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
        """A transaction that commits at the end, or leaves nothing behind if an error is raised."""
        with self._engine.begin() as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the schema to the newest revision; two processes may ask for it at once.

        Raises UnusableDatabase where the database cannot be opened, or a newer Tiaoli made it.
        """
        with _in_words(), self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(UPGRADE_LOCK)))
            if not _is_current(connection):  # nearly always it is, and Alembic takes long to load
                import_module("store.upgrading").upgrade(connection, MIGRATIONS)

    def is_new(self) -> bool:
        """Whether nothing was ever kept in it. Raises UnusableDatabase where it doesn't open."""
        with _in_words(), self.read() as connection:
            return not _has_schema(connection)

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def _is_current(connection: Connection) -> bool:
    """Whether the schema is that of the newest revision."""
    if not _has_schema(connection):
        return False
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision == NEWEST_REVISION


def _has_schema(connection: Connection) -> bool:
    return sqlalchemy.inspect(connection).has_table("alembic_version")


@contextmanager
def _in_words() -> Iterator[None]:
    """The driver's complaint about a database that doesn't open, for whoever can mend it."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (DatabaseError, DatabaseUnavailable):
            raise  # a bug
        cause = str(error.orig).strip()
        raise UnusableDatabase(
            f"无法打开数据库（{cause}）。请确认数据库服务已启动、地址和密码无误、"
            "数据文件夹可写；数据库文件损坏时请从备份恢复。",
            f"The database cannot be opened ({cause}). Check that its server runs, that address and"
            " password are right, and that the data folder can be written; restore a damaged"
            " database file from a backup.",
        ) from error


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Every SQLite connection: write-ahead log, each commit on the disk, foreign keys kept."""
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells mypy the type
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new file over; SQLite refuses at once, without waiting, while another does so."""
    deadline = time.monotonic() + SECONDS_TO_WAIT_FOR_A_LOCK
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """Begin as a reader that cannot write, or as the one writer."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.execute(text(f"PRAGMA query_only = {int(read_only)}"))
    connection.execute(text("BEGIN" if read_only else "BEGIN IMMEDIATE"))
