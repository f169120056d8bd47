"""A database of its own on PostgreSQL, for what is about all of a database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
import sqlalchemy

POSTGRESQL = os.environ.get("TIAOLI_TEST_POSTGRESQL")


@contextmanager
def a_database() -> Iterator[str]:
    """The address of an empty database, dropped at the end."""
    if POSTGRESQL is None:
        pytest.skip("needs PostgreSQL: make servers")
    name = f"test_{uuid4().hex}"
    server = sqlalchemy.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    yield sqlalchemy.make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sqlalchemy.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
