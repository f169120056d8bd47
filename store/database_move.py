"""Moving everything that one database holds into another: from SQLite to PostgreSQL, or back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from contracts.errors import TiaoliError
from store import (  # noqa: F401 - each brings its tables
    import_tables,
    learning_tables,
    queue_tables,
    review_tables,
    saved_tables,
    tables,
)
from store.columns import metadata
from store.database import Database
from store.queue_tables import leases

ROWS_AT_ONCE = 2_000

Progress = Callable[[int, int], None]  # rows copied, rows there are


class NotMoved(TiaoliError):
    """The database to move into holds something already."""

    code = "not_moved"


def move_rows(source: Database, target: Database, progress: Progress) -> int:
    """Copy all rows, as they are at one moment, into an empty database; how many those were.

    All of them are there at the end, or none. Numbers go on where they were, so that none is given
    a second time. Both have the newest schema. Raises NotMoved.
    """
    with source.read() as old, target.write() as new:
        new.execute(delete(leases))  # a new database has them; nobody holds one
        if any(_count(new, table) for table in metadata.sorted_tables):
            raise NotMoved(
                "目标数据库不是空的，未做任何改动。请新建一个空数据库。",
                "The database to move into is not empty and was left as it is: create an empty"
                " one.",
            )
        total = sum(_count(old, table) for table in metadata.sorted_tables)
        done = 0
        for table in metadata.sorted_tables:
            for rows in _portions(old, table):
                new.execute(insert(table), rows)
                done += len(rows)
                progress(done, total)
            _go_on_after(new, table, _last_number(old, table))
        return done


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _portions(connection: Connection, table: Table) -> Iterator[Sequence[Mapping[str, Any]]]:
    """The rows in the order of their keys: what a row refers to in its own table is older."""
    query = select(table).order_by(*table.primary_key)
    rows = connection.execution_options(stream_results=True).execute(query).mappings()
    for portion in rows.partitions(ROWS_AT_ONCE):
        yield [dict(row) for row in portion]


def _last_number(connection: Connection, table: Table) -> int:
    """The number given last in a numbered table, whether its row is still there or not."""
    if table.autoincrement_column is None:
        return 0
    if connection.dialect.name == "sqlite":
        query, names = "SELECT seq FROM sqlite_sequence WHERE name = :table", {"table": table.name}
    else:
        query = "SELECT pg_sequence_last_value(pg_get_serial_sequence(:table, :column)::regclass)"
        names = {"table": table.name, "column": table.autoincrement_column.name}
    given = connection.execute(text(query), names).scalar() or 0
    largest = connection.execute(select(func.max(table.autoincrement_column))).scalar() or 0
    return max(given, largest)


def _go_on_after(connection: Connection, table: Table, number: int) -> None:
    if table.autoincrement_column is None or not number:
        return
    names = {"table": table.name, "number": number}
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), names)
        query = "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"
    else:
        query = "SELECT setval(pg_get_serial_sequence(:table, :column), :number)"
        names["column"] = table.autoincrement_column.name
    connection.execute(text(query), names)
