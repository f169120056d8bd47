"""Columns: the types that make SQLite and PostgreSQL hold the same values, and those often used."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    CursorResult,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Text,
    TypeDecorator,
)

from contracts.document import Failure
from store.plain_text import UNSTORABLE


class PlainText(TypeDecorator[str]):
    """Text of any length; NUL and lone surrogates, which no database takes, become U+FFFD.

    One character for one, so that offsets stay valid.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make the value storable."""
        if not value or (value.isascii() and "\x00" not in value):
            return value  # nearly all codes and numbers
        return UNSTORABLE.sub("\ufffd", value)


_LARGEST_ID = 2**31 - 1


class RowId(TypeDecorator[int]):
    """The number of a row. One that a person typed may exceed the database's range."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Replace a number out of range by one that no row has."""
        return value if value is None or value <= _LARGEST_ID else 0


class UTCDateTime(TypeDecorator[datetime]):
    """A moment with its time zone, kept in UTC; SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware in, UTC stored."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC out, aware."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


AnyRow = Row[*tuple[Any, ...]]

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def row_id() -> Column[int]:
    """The number of a row."""
    return Column("id", RowId, primary_key=True)


def reference(table: str, *, name: str = "", null: bool = False, key: bool = False) -> Column[int]:
    """A column that names a row of another table, by default after that table."""
    column = name or f"{table.removesuffix('s')}_id"
    return Column(column, ForeignKey(f"{table}.id"), nullable=null, primary_key=key)


def text(name: str, default: str | None = "") -> Column[str]:
    """Text of any length that is never NULL."""
    return Column(name, PlainText, nullable=False, default=default)


def failure_columns() -> tuple[Column[Any], ...]:
    """The columns that say why something could not be read; empty where it could."""
    return (
        Column("failure_code", String(40)),
        Column("failure_zh", PlainText),
        Column("failure_en", PlainText),
        Column("failure_attention", Boolean),
    )


def new_id(result: CursorResult[Any]) -> int:
    """The id that an insert of one row gave it."""
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - tells mypy: the row was inserted by us, one alone
    return int(key[0])


def failure_values(failure: Failure | None) -> dict[str, Any]:
    """A failure as the columns of a version or an import item."""
    return {
        "failure_code": failure and failure.code,
        "failure_zh": failure and failure.message_zh,
        "failure_en": failure and failure.message_en,
        "failure_attention": failure and failure.attention,
    }


def failure_of(row: AnyRow) -> Failure | None:
    """The failure that a version's or an import item's row holds."""
    if row.failure_code is None:
        return None
    return Failure(row.failure_code, row.failure_zh, row.failure_en, row.failure_attention)
