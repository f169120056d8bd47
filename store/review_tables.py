"""The tables of reviews: people's decisions, what a review comes to, the house's checklists."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, UniqueConstraint

from store.columns import RowId, UTCDateTime, metadata, reference, row_id, text

decisions = Table(  # only ever added to: the last one on an item counts
    "decisions",
    metadata,
    row_id(),
    reference("documents"),
    reference("versions"),  # the version that was read
    Column("checklist", String(100), nullable=False),
    Column("item", String(100), nullable=False),
    Column("kind", String(20), nullable=False),
    text("reason"),
    text("approver"),
    Column("expires_on", Date),
    text("basis"),  # JSON
    text("made_by"),
    Column("made_at", UTCDateTime, nullable=False),
    Index(None, "document_id"),
    sqlite_autoincrement=True,
)

sign_offs = Table(  # only ever added to: the last one on a document and a checklist counts
    "sign_offs",
    metadata,
    row_id(),
    reference("documents"),
    reference("versions"),
    Column("checklist", String(100), nullable=False),
    text("items"),  # JSON
    text("laws"),  # JSON
    Column("decision_id", RowId, nullable=False),
    text("signed_by"),
    Column("signed_at", UTCDateTime, nullable=False),
    Index(None, "document_id"),
    sqlite_autoincrement=True,
)

summaries = Table(  # what a review comes to; gone when anything of it changes
    "summaries",
    metadata,
    reference("documents", key=True),
    Column("made", Boolean, nullable=False),  # else it is being made
    Column("checklist", String(100), nullable=False),  # the one made for the document, "" for none
    Column("rules", String(16), nullable=False),  # fingerprint of the checklist and the laws
    Column("holds_until", Date),  # the first day on which a waiver ends
    Column("signed", Boolean, nullable=False, default=False),
    text("verdicts", "{}"),  # JSON
    text("closed", "{}"),  # JSON: item, day on which a person closed the gap
    text("repealed", "[]"),  # JSON: names of laws cited
    text("figures", "{}"),  # JSON: item.parameter, the value that is judged worst
    text("changes", "[]"),  # JSON: reason and subject of what is to be looked at again
)

house_versions = Table(  # what the house edits; those in force are as they were put there
    "house_versions",
    metadata,
    row_id(),
    Column("kind", String(20), nullable=False),  # checklist, law
    Column("name", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    text("text"),  # YAML
    Column("edits", Integer, nullable=False),  # how often the draft was saved
    text("made_by"),
    Column("made_at", UTCDateTime, nullable=False),
    text("in_force_by"),
    Column("in_force_at", UTCDateTime),  # none: a draft
    text("ended_by"),
    Column("ended_at", UTCDateTime),
    UniqueConstraint("kind", "name", "number"),
    sqlite_autoincrement=True,
)
