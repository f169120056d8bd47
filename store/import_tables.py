"""The tables of what comes in: runs and their items, pages that were recognised, who uploads."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
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

import_runs = Table(
    "import_runs",
    metadata,
    row_id(),
    reference("collections"),
    Column("started_at", UTCDateTime, nullable=False),
    Column("finished_at", UTCDateTime),
    text("started_by"),
    text("label"),
    Column("state", String(20), nullable=False, default="running", server_default="running"),
    Column("total", Integer),  # paths that were found; NULL where nobody counted them
    sqlite_autoincrement=True,
)

import_items = Table(
    "import_items",
    metadata,
    row_id(),
    reference("import_runs", null=True, name="run_id"),
    reference("collections"),
    text("path"),
    Column("sha256", String(64)),
    Column("size", BigInteger),
    Column("outcome", String(20), nullable=False),
    reference("documents", null=True),
    reference("versions", null=True),
    reference("versions", null=True, name="container_id"),  # the archive or mail it was in
    Column("settled_at", UTCDateTime),  # when it was last known what has become of it
    Column("remedy", PlainText, nullable=False, default="", server_default=""),  # "unlocked" …
    *failure_columns(),
    Index(None, "run_id", "outcome"),
    Index(None, "version_id"),
    Index(None, "container_id"),
    sqlite_autoincrement=True,
)

recognised_pages = Table(  # what was recognised once is known wherever the file comes again
    "recognised_pages",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("page", Integer, primary_key=True, autoincrement=False),
    text("lines"),  # JSON
    Column("defect", String(20), nullable=False, default="", server_default=""),  # of the scan
)

upload_tokens = Table(
    "upload_tokens",
    metadata,
    row_id(),
    reference("users"),
    text("purpose"),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256: the token is not kept
    Column("created_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
    sqlite_autoincrement=True,
)
