"""The tables.

Documents and versions are the truth about what was received. Readings, clauses and facts can be
made again from the original files.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from store.columns import (
    PlainText,
    UTCDateTime,
    failure_columns,
    metadata,
    reference,
    row_id,
    text,
)

collections = Table(
    "collections",
    metadata,
    row_id(),
    Column("name", PlainText, nullable=False, unique=True),
    Column("created_at", UTCDateTime, nullable=False),
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    row_id(),
    reference("collections"),
    Column("received_at", UTCDateTime, nullable=False),
    text("title"),
    Column("kind", String(20), nullable=False),
    text("contract_type"),
    text("parties", "[]"),  # JSON
    Column("agreement_date", Date),
    Column("effective_date", Date),
    Column("expiration_date", Date),
    text("contract_number"),
    text("term"),
    text("renewal_term"),
    text("governing_law"),
    Column("language", String(20), nullable=False, default=""),
    text("amount"),
    text("folded"),  # title, parties and number, folded, for the list's filter
    # Kept beside the versions so that lists need no "newest of each" query; `check` compares.
    Column("newest_version_id", Integer),
    Column("readable_version_id", Integer, index=True),
    Index(None, "collection_id", "received_at"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    row_id(),
    reference("documents"),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    text("file_name"),
    Column("media_type", String(200), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received_at", UTCDateTime, nullable=False),
    text("received_by"),
    Column("status", String(20), nullable=False, index=True),
    *failure_columns(),
    text("parser"),
    Column("page_count", Integer),
    text("present"),  # clause types with an operative clause, parted by spaces
    text("weak"),  # clause types that are only touched
    text("weights"),  # the encoder's weights that the tags rest on; "" for rules alone
    text("directions"),  # the weights that the clauses' directions are of; "" before there are any
    Column("directions_stamp", BigInteger, nullable=False, default=0, server_default="0"),
    reference("versions", null=True, name="replaced_by_id"),  # it could not be read, this one can
    UniqueConstraint("document_id", "number"),
    Index(None, "replaced_by_id"),
    CheckConstraint("number >= 1", name="number"),
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    reference("versions", key=True),
    text("blocks"),  # JSON
)

clauses = Table(
    "clauses",
    metadata,
    reference("versions", key=True),
    Column("order", Integer, primary_key=True),
    Column("parent", Integer),  # the order of the parent clause
    Column("kind", String(20), nullable=False),
    text("number_label"),
    text("number_path"),  # JSON
    text("heading"),
    text("text"),
    text("blocks"),  # JSON
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    text("prefix"),
    text("suffix"),
    Column("page", Integer),
    text("types"),  # operative clause types, parted by spaces: what the index takes
    text("tags"),  # JSON
    text("machine_tags"),  # JSON: the tags before people's corrections, "" where there are none
)

fingerprints = Table(  # what tells which documents are of one contract
    "fingerprints",
    metadata,
    reference("versions", key=True),
    Column("sketch", LargeBinary, nullable=False),
    text("numbers"),  # parted by spaces
    Column("is_scan", Boolean, nullable=False),
)

kinships = Table(  # people's decisions
    "kinships",
    metadata,
    reference("documents", name="head_id", key=True),
    reference("documents", name="relative_id", key=True),
    Column("role", String(20), nullable=False),
    text("decided_by"),
    Column("decided_at", UTCDateTime, nullable=False),
    Index(None, "relative_id"),
)

clause_directions = Table(  # where clauses point in the space of the encoder of meaning
    "clause_directions",
    metadata,
    reference("versions", key=True),
    Column("order", Integer, primary_key=True, autoincrement=False),
    Column("direction", LargeBinary, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    reference("versions", key=True),
    Column("field", String(40), primary_key=True),
    text("value"),
    Column("evidence", PlainText),  # JSON
)

corrections = Table(
    "corrections",
    metadata,
    reference("documents", key=True),
    Column("field", String(40), primary_key=True),
    text("value"),
    text("set_by"),
    Column("set_at", UTCDateTime, nullable=False),
)

users = Table(
    "users",
    metadata,
    row_id(),
    Column("name", PlainText, nullable=False, unique=True),
    text("password_hash"),
    Column("administrator", Boolean, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("language", String(20), nullable=False, default=""),
    Column("email", PlainText, nullable=False, default="", server_default=""),
    Column("created_at", UTCDateTime, nullable=False),
    sqlite_autoincrement=True,
)

grants = Table(
    "grants",
    metadata,
    reference("users", key=True),
    reference("collections", key=True),
    Column("role", String(20), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", UTCDateTime, nullable=False),
    Column("user", PlainText, nullable=False),
    Column("action", String(60), nullable=False),
    text("subject"),
    sqlite_autoincrement=True,
)
