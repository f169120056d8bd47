"""The tables, and the two column types that make SQLite and PostgreSQL hold the same values.

Documents and versions are the truth about what was received. Readings, clauses and facts can be
made again from the original files; the outbox tells the search index what has changed.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    CursorResult,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
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
        return UNSTORABLE.sub("\ufffd", value) if value else value


_LARGEST_ID = 2**31 - 1


class RowId(TypeDecorator[int]):
    """The number of a row. One that is typed may be larger than any that the database takes."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """A number too large for a row is the number of none."""
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


def _id() -> Column[int]:
    return Column("id", RowId, primary_key=True)


def _reference(table: str, *, name: str = "", null: bool = False, key: bool = False) -> Column[int]:
    column = name or f"{table.removesuffix('s')}_id"
    return Column(column, ForeignKey(f"{table}.id"), nullable=null, primary_key=key)


def _text(name: str, default: str | None = "") -> Column[str]:
    return Column(name, PlainText, nullable=False, default=default)


def _failure_columns() -> tuple[Column[Any], ...]:
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


collections = Table(
    "collections",
    metadata,
    _id(),
    Column("name", PlainText, nullable=False, unique=True),
    Column("created_at", UTCDateTime, nullable=False),
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    _id(),
    _reference("collections"),
    Column("received_at", UTCDateTime, nullable=False),
    _text("title"),
    Column("kind", String(20), nullable=False),
    _text("contract_type"),
    _text("parties", "[]"),  # JSON
    Column("agreement_date", Date),
    Column("effective_date", Date),
    Column("expiration_date", Date),
    _text("renewal_term"),
    _text("governing_law"),
    Column("language", String(20), nullable=False, default=""),
    _text("amount"),
    _text("folded"),  # title and parties, folded, for the list's filter
    # Kept beside the versions so that lists need no "newest of each" query; `check` compares.
    Column("newest_version_id", Integer),
    Column("readable_version_id", Integer, index=True),
    Index(None, "collection_id", "received_at"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    _id(),
    _reference("documents"),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    _text("file_name"),
    Column("media_type", String(200), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received_at", UTCDateTime, nullable=False),
    _text("received_by"),
    Column("status", String(20), nullable=False, index=True),
    *_failure_columns(),
    _text("parser"),
    Column("page_count", Integer),
    _text("present"),  # clause types with an operative clause, parted by spaces
    _text("weak"),  # clause types that are only touched
    _text("weights"),  # the encoder's weights that the tags rest on; "" for rules alone
    _text("directions"),  # the weights that the clauses' directions are of; "" before there are any
    UniqueConstraint("document_id", "number"),
    CheckConstraint("number >= 1", name="number"),
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    _reference("versions", key=True),
    _text("blocks"),  # JSON
)

clauses = Table(
    "clauses",
    metadata,
    _reference("versions", key=True),
    Column("order", Integer, primary_key=True),
    Column("parent", Integer),  # the order of the parent clause
    Column("kind", String(20), nullable=False),
    _text("number_label"),
    _text("number_path"),  # JSON
    _text("heading"),
    _text("text"),
    _text("blocks"),  # JSON
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("prefix"),
    _text("suffix"),
    Column("page", Integer),
    _text("types"),  # operative clause types, parted by spaces: what the index takes
    _text("tags"),  # JSON
    _text("machine_tags"),  # JSON: the tags before people's corrections, "" where there are none
)

type_scores = Table(  # what was scored once is known wherever it stands again
    "type_scores",
    metadata,
    Column("weights", String(40), primary_key=True),
    Column("key", String(32), primary_key=True),  # of a passage
    _text("scores"),  # JSON: operative, touched
    Column("vector", LargeBinary, nullable=False),
)

clause_directions = Table(  # where clauses point in the space of the encoder of meaning
    "clause_directions",
    metadata,
    _reference("versions", key=True),
    Column("order", Integer, primary_key=True, autoincrement=False),
    Column("direction", LargeBinary, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    _reference("versions", key=True),
    Column("field", String(40), primary_key=True),
    _text("value"),
    Column("evidence", PlainText),  # JSON
)

corrections = Table(
    "corrections",
    metadata,
    _reference("documents", key=True),
    Column("field", String(40), primary_key=True),
    _text("value"),
    _text("set_by"),
    Column("set_at", UTCDateTime, nullable=False),
)

tag_corrections = Table(
    "tag_corrections",
    metadata,
    _id(),
    _reference("documents"),
    _reference("versions"),  # the version whose text was read
    Column("clause_type", String(60), nullable=False),
    Column("action", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("exact"),
    _text("prefix"),
    _text("suffix"),
    _text("made_by"),
    Column("made_at", UTCDateTime, nullable=False),
    Index(None, "document_id"),
    sqlite_autoincrement=True,
)

lessons = Table(  # none while nothing is learned from corrections
    "lessons",
    metadata,
    Column("correction_id", RowId, primary_key=True, autoincrement=False),  # may be undone since
    Column("document_id", RowId, nullable=False),
    Column("weights", String(40), nullable=False),
    Column("clause_type", String(60), nullable=False),
    Column("provides", Boolean, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("likeness", Float, nullable=False),
)

decisions = Table(  # only ever added to: the last one on an item counts
    "decisions",
    metadata,
    _id(),
    _reference("documents"),
    _reference("versions"),  # the version that was read
    Column("checklist", String(100), nullable=False),
    Column("item", String(100), nullable=False),
    Column("kind", String(20), nullable=False),
    _text("reason"),
    _text("approver"),
    Column("expires_on", Date),
    _text("basis"),  # JSON
    _text("made_by"),
    Column("made_at", UTCDateTime, nullable=False),
    Index(None, "document_id"),
    sqlite_autoincrement=True,
)

sign_offs = Table(  # only ever added to: the last one on a document and a checklist counts
    "sign_offs",
    metadata,
    _id(),
    _reference("documents"),
    _reference("versions"),
    Column("checklist", String(100), nullable=False),
    _text("items"),  # JSON
    _text("laws"),  # JSON
    Column("decision_id", RowId, nullable=False),
    _text("signed_by"),
    Column("signed_at", UTCDateTime, nullable=False),
    Index(None, "document_id"),
    sqlite_autoincrement=True,
)

summaries = Table(  # what a review comes to; gone when anything of it changes
    "summaries",
    metadata,
    _reference("documents", key=True),
    Column("made", Boolean, nullable=False),  # else it is being made
    Column("checklist", String(100), nullable=False),  # the one made for the document, "" for none
    Column("rules", String(16), nullable=False),  # fingerprint of the checklist and the laws
    Column("holds_until", Date),  # the first day on which a waiver ends
    Column("signed", Boolean, nullable=False, default=False),
    _text("verdicts", "{}"),  # JSON
    _text("closed", "{}"),  # JSON: item, day on which a person closed the gap
    _text("repealed", "[]"),  # JSON: names of laws cited
    _text("changes", "[]"),  # JSON: reason and subject of what is to be looked at again
)

users = Table(
    "users",
    metadata,
    _id(),
    Column("name", PlainText, nullable=False, unique=True),
    _text("password_hash"),
    Column("administrator", Boolean, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("language", String(20), nullable=False, default=""),
    Column("created_at", UTCDateTime, nullable=False),
    sqlite_autoincrement=True,
)

grants = Table(
    "grants",
    metadata,
    _reference("users", key=True),
    _reference("collections", key=True),
    Column("role", String(20), nullable=False),
)

upload_tokens = Table(
    "upload_tokens",
    metadata,
    _id(),
    _reference("users"),
    _text("purpose"),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256: the token is not kept
    Column("created_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
    sqlite_autoincrement=True,
)

import_runs = Table(
    "import_runs",
    metadata,
    _id(),
    _reference("collections"),
    Column("started_at", UTCDateTime, nullable=False),
    Column("finished_at", UTCDateTime),
    _text("started_by"),
    _text("label"),
    Column("state", String(20), nullable=False, default="running", server_default="running"),
    Column("total", Integer),  # paths that were found; NULL where nobody counted them
    sqlite_autoincrement=True,
)

import_items = Table(
    "import_items",
    metadata,
    _id(),
    _reference("import_runs", null=True, name="run_id"),
    _reference("collections"),
    _text("path"),
    Column("sha256", String(64)),
    Column("size", BigInteger),
    Column("outcome", String(20), nullable=False),
    _reference("documents", null=True),
    _reference("versions", null=True),
    _reference("versions", null=True, name="container_id"),  # the archive or mail it was in
    Column("settled_at", UTCDateTime),  # when it was last known what has become of it
    *_failure_columns(),
    Index(None, "run_id", "outcome"),
    Index(None, "version_id"),
    Index(None, "container_id"),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    metadata,
    _reference("versions", key=True),
    Column("lane", String(20), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("stops", Integer, nullable=False, default=0),
    Column("fence", BigInteger, nullable=False),
    Column("leased_until", UTCDateTime),
    Column("leased_by", PlainText),
    Index(None, "lane", "priority", "attempts", "version_id"),
)

leases = Table(  # the first revision puts the rows in
    "leases",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("fence", BigInteger, nullable=False),
    Column("leased_until", UTCDateTime, nullable=False),
    _text("leased_by"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),  # the sequence number; never used twice
    _reference("documents"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", UTCDateTime, nullable=False),
    Column("user", PlainText, nullable=False),
    Column("action", String(60), nullable=False),
    _text("subject"),
    sqlite_autoincrement=True,
)
