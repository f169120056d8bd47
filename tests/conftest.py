"""A database on each back end, and a folder for originals.

No test is timed, so hypothesis has no deadlines. CI draws the same examples every time: whether a
change may land is no matter of luck; everywhere else new ones are drawn.

PostgreSQL is found through TIAOLI_TEST_POSTGRESQL, a URL whose user may create schemas.

Everything rests on rules here, whatever weights are shipped: who wants an encoder brings it.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy
from hypothesis import settings

from contracts.document import Version
from store.collections import create_collection
from store.database import Connection, Database
from store.files import FileStore
from store.reception import NewVersion, add_document, add_version

settings.register_profile("tiaoli", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tiaoli")

os.environ["TIAOLI_ENCODER_WEIGHTS"] = "/no/weights"
POSTGRESQL = os.environ.get("TIAOLI_TEST_POSTGRESQL")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/tiaoli.sqlite"
        return
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


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with the newest schema, on each back end in turn."""
    database = Database(database_url)
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """An empty database on SQLite, where the back end makes no difference."""
    database = Database(f"sqlite:///{tmp_path}/tiaoli.sqlite")
    database.upgrade()
    yield database
    database.close()


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
