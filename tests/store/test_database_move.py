"""Everything in one database goes into another, and numbers go on where they were."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from installation import CONTRACT, Installation
from postgresql_database import a_database

from store.collections import create_collection
from store.columns import metadata
from store.database import Connection, Database
from store.database_move import NotMoved, move_rows
from store.files import FileStore


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [
            tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))
        ]
        for table in metadata.sorted_tables
    }


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of its own."""
    if request.param == "SQLite":
        with closing(Database(f"sqlite:///{tmp_path}/new.sqlite")) as database:
            database.upgrade()
            yield database
        return
    with a_database() as url, closing(Database(url)) as database:
        database.upgrade()
        yield database


def test_every_row_is_moved_and_no_number_is_given_twice(
    sqlite_database: Database, empty: Database, files: FileStore
) -> None:
    with sqlite_database.write() as connection:
        collection_id = create_collection(connection, "合同")
        removed = create_collection(connection, "删了")
        collections = metadata.tables["collections"]
        connection.execute(collections.delete().where(collections.c.id == removed))
    installation = Installation(sqlite_database, files, collection_id)
    first = installation.receive(CONTRACT.format(number=1))
    installation.work()
    installation.receive(CONTRACT.format(number=2))
    seen: list[tuple[int, int]] = []
    moved = move_rows(sqlite_database, empty, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (moved, moved)
    with sqlite_database.read() as old, empty.read() as new:
        assert rows(new) == rows(old)
    there = Installation(empty, files, collection_id)
    assert there.receive(CONTRACT.format(number=3)) > first + 1
    with empty.write() as connection:
        assert create_collection(connection, "又一个") > removed
    there.work()


def test_a_database_that_holds_something_is_left_as_it_is(
    sqlite_database: Database, tmp_path: Path
) -> None:
    with closing(Database(f"sqlite:///{tmp_path}/other.sqlite")) as other:
        other.upgrade()
        with other.write() as connection:
            create_collection(connection, "别人的")
        with pytest.raises(NotMoved, match="not empty"):
            move_rows(sqlite_database, other, lambda done, total: None)
