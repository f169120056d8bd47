"""A database on each back end, and a folder for originals.

No test is timed, so hypothesis has no deadlines. CI draws the same examples every time: whether a
change may land is no matter of luck; everywhere else new ones are drawn.

PostgreSQL is found through TIAOLI_TEST_POSTGRESQL, a URL whose user may create schemas.

Everything rests on rules here, whatever weights are shipped: who wants an encoder brings it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy
from hypothesis import settings
from sqlalchemy import MetaData, func, select
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from contracts.document import Version
from store.collections import create_collection
from store.database import Connection, Database
from store.files import FileStore
from store.reception import NewVersion, add_document, add_version

settings.register_profile("tiaoli", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tiaoli")

os.environ["TIAOLI_ENCODER_WEIGHTS"] = "/no/weights"
BROWSER = "tests/webapp/browser/"
POSTGRESQL = os.environ.get("TIAOLI_TEST_POSTGRESQL")


class OneBrowser(LoadFileScheduling):  # type: ignore[misc]  # xdist ships no types
    """A file is one process's work; so is the folder whose tests share a server and Chromium."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return BROWSER if file.startswith(BROWSER) else file


@pytest.hookimpl(optionalhook=True)  # where xdist is off, nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    """How the tests are shared among processes."""
    return OneBrowser(config, log)


@contextmanager
def a_postgresql_schema() -> Iterator[str]:
    """The URL of a schema of its own on PostgreSQL, gone at the end."""
    if POSTGRESQL is None:
        pytest.skip("needs PostgreSQL: make servers")
    schema = f"test_{uuid4().hex}"
    server = sqlalchemy.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sqlalchemy.schema.CreateSchema(schema))
    yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    with server.connect() as connection:
        connection.execute(sqlalchemy.schema.DropSchema(schema, cascade=True))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/tiaoli.sqlite"
        return
    with a_postgresql_schema() as url:
        yield url


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty database with the newest schema: to copy it takes no upgrade."""
    path = tmp_path_factory.mktemp("database") / "tiaoli.sqlite"
    with closing(Database(f"sqlite:///{path}")) as database:
        database.upgrade()
    return path


@pytest.fixture
def sqlite_database(new_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database on SQLite, where the back end makes no difference."""
    copy = shutil.copy(new_sqlite, tmp_path / "tiaoli.sqlite")
    with closing(Database(f"sqlite:///{copy}")) as database:
        yield database


@pytest.fixture(scope="session")
def emptied_postgresql() -> Iterator[Callable[[], str]]:
    """A function that makes a schema on PostgreSQL as it was after its upgrade; its URL."""
    with a_postgresql_schema() as url, closing(Database(url)) as database:
        database.upgrade()
        with database.read() as connection:
            held = MetaData()
            held.reflect(connection)
            ids = sqlalchemy.inspect(connection).get_sequence_names()
            rows = {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in held.sorted_tables
            }
        begin_anew = select(*(func.setval(name, 1, False) for name in ids))

        def empty() -> str:
            with database.write() as connection:
                for table in reversed(rows):
                    connection.execute(table.delete())
                for table, first in rows.items():
                    if first:
                        connection.execute(table.insert(), first)
                connection.execute(begin_anew)
            return url

        yield empty


@pytest.fixture
def postgresql_database(emptied_postgresql: Callable[[], str]) -> Iterator[Database]:
    """An empty database on PostgreSQL."""
    with closing(Database(emptied_postgresql())) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database with the newest schema, on each back end in turn."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture
def collection_id(database: Database) -> int:
    """A collection to put documents into."""
    with database.write() as connection:
        return create_collection(connection, "合同")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """An empty folder for originals."""
    return FileStore(tmp_path / "files")


AddVersion = Callable[..., Version]


@pytest.fixture
def add_file(collection_id: int) -> AddVersion:
    """A function that adds a version without an original, of a new document unless one is given."""

    def add(
        connection: Connection,
        title: str = "售后服务合同",
        document_id: int | None = None,
        collection: int = collection_id,
    ) -> Version:
        if document_id is None:
            document_id = add_document(connection, collection, title)
        new = NewVersion("0" * 64, f"{title}.txt", "text/plain", 9, "王法务")
        return add_version(connection, document_id, new)

    return add
