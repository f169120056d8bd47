"""Transactions and the schema, on both back ends."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, MetaData, func, select, text, types
from sqlalchemy.exc import DBAPIError, IntegrityError

import store
from contracts.errors import UnusableDatabase
from store.collections import create_collection
from store.columns import metadata
from store.database import NEWEST_REVISION, Database
from store.tables import collections

MIGRATIONS = Path(store.__file__).parent / "migrations"


def test_the_revisions_lead_to_the_tables(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_known_without_alembic(database: Database) -> None:
    with database.read() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == NEWEST_REVISION


def test_what_the_first_revision_holds_is_there_after_the_upgrade(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        held = fill_every_table(connection)
    database.upgrade()
    with database.read() as connection:
        for table in held:
            count = select(func.count()).select_from(text(table))
            assert connection.execute(count).scalar_one() > 0, table
    database.close()


def fill_every_table(connection: Connection) -> list[str]:
    """Put a row into every table that has none, so that each row refers to others."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if not connection.execute(select(func.count()).select_from(table)).scalar_one():
            connection.execute(table.insert().values({c.name: any_value(c) for c in table.c}))
    return [table.name for table in tables.sorted_tables]


def any_value(column: Column[Any]) -> object:
    if isinstance(column.type, types.DateTime):
        return datetime(2024, 3, 1, tzinfo=UTC)
    if isinstance(column.type, types.Date):
        return date(2024, 3, 1)
    if isinstance(column.type, types.Boolean):
        return True
    return 1 if isinstance(column.type, types.Integer) else "1"


def test_upgrading_twice_and_at_once_is_harmless(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(4)]
    threads = [threading.Thread(target=database.upgrade) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with databases[0].read() as connection:
        assert connection.execute(select(func.count()).select_from(collections)).scalar_one() == 0
    for database in databases:
        database.close()


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(database_url: str) -> None:
    database = Database(database_url)
    database.upgrade()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with pytest.raises(UnusableDatabase, match="A newer version of Tiaoli"):
        database.upgrade()
    database.close()


def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    def add_and_fail() -> None:
        with database.write() as connection:
            create_collection(connection, "合同")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    with database.read() as connection:
        assert connection.execute(select(collections)).all() == []


def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as connection:
        create_collection(connection, "合同")


def test_a_read_sees_one_moment(database: Database) -> None:
    count = select(func.count()).select_from(collections)
    with database.read() as reader:
        assert reader.execute(count).scalar_one() == 0
        with database.write() as writer:
            create_collection(writer, "合同")
        assert reader.execute(count).scalar_one() == 0


def test_writers_that_read_first_wait_for_each_other(database: Database) -> None:
    """A deferred transaction would fail here on SQLite: "database is locked"."""
    errors: list[Exception] = []

    def add(number: int) -> None:
        try:
            for step in range(10):
                with database.write() as connection:
                    connection.execute(select(func.count()).select_from(collections)).scalar_one()
                    create_collection(connection, f"{number}.{step}")
        except DBAPIError as error:
            errors.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(collections)).scalar_one() == 80


@pytest.mark.parametrize("name", ["a\0b", "\udcff.docx", "\u202efdp.txt", "第一行\r\n第二行"])
def test_any_text_can_be_stored(database: Database, name: str) -> None:
    with database.write() as connection:
        create_collection(connection, name)
    with database.read() as connection:
        stored = connection.execute(select(collections.c.name)).scalar_one()
    assert len(stored) == len(name)


def test_an_error_does_not_quote_what_was_stored(database: Database) -> None:
    with database.write() as connection:
        create_collection(connection, "secret")
    with pytest.raises(IntegrityError) as error, database.write() as connection:
        create_collection(connection, "secret")
    assert "parameters hidden" in str(error.value)
