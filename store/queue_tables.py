"""The tables of what is still to be done: versions to read, changes to index, and who does it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from store.columns import PlainText, UTCDateTime, metadata, reference, row_id, text

jobs = Table(
    "jobs",
    metadata,
    reference("versions", key=True),
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
    text("leased_by"),
)

outbox = Table(
    "outbox",
    metadata,
    row_id(),  # the sequence number; never used twice
    reference("documents"),
    # The collection that the index may hold the document in, where it has moved to another.
    Column("indexed_in_id", ForeignKey("collections.id"), index=True),
    sqlite_autoincrement=True,
)
