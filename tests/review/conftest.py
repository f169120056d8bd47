"""A database for the tests of reviews: made once, and after each test as it was before."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from store.database import Connection, Database


class _AsBefore(Exception):
    pass


@pytest.fixture(scope="session")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database on SQLite; whoever writes to it takes ``connection``."""
    folder = tmp_path_factory.mktemp("reviews")
    database = Database(f"sqlite:///{folder}/tiaoli.sqlite")
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def connection(reviews: Database) -> Iterator[Connection]:
    """A transaction on an empty database, of which nothing stays."""
    with suppress(_AsBefore), reviews.write() as connection:
        yield connection
        raise _AsBefore
