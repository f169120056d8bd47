"""The tables of what an encoder scored, what people corrected, and what is learned from that."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from store.columns import (
    RowId,
    UTCDateTime,
    metadata,
    reference,
    row_id,
    text,
)

type_scores = Table(  # what was scored once is known wherever it stands again
    "type_scores",
    metadata,
    Column("weights", String(40), primary_key=True),
    Column("key", String(32), primary_key=True),  # of a passage
    text("scores"),  # JSON: operative, touched
    Column("vector", LargeBinary, nullable=False),
)

tag_corrections = Table(
    "tag_corrections",
    metadata,
    row_id(),
    reference("documents"),
    reference("versions"),  # the version whose text was read
    Column("clause_type", String(60), nullable=False),
    Column("action", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    text("exact"),
    text("prefix"),
    text("suffix"),
    text("made_by"),
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

learning_runs = Table(
    "learning_runs",
    metadata,
    row_id(),
    Column("task", String(20), nullable=False),
    text("asked_by"),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("finished_at", UTCDateTime),  # NULL while it waits or is under way
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    text("found"),  # JSON
    text("failure_zh"),
    text("failure_en"),
    sqlite_autoincrement=True,
)
