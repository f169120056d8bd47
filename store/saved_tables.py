"""The tables of what people keep of what they found: searches, folders, and model clauses."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, UniqueConstraint

from store.columns import PlainText, UTCDateTime, metadata, reference, row_id, text

saved_searches = Table(
    "saved_searches",
    metadata,
    row_id(),
    reference("users"),
    Column("name", PlainText, nullable=False),
    text("query"),  # as it was typed
    text("filters", "{}"),  # JSON
    Column("synonyms", Boolean, nullable=False),
    Column("alert", Boolean, nullable=False),  # whether it is run again and again
    Column("mail", Boolean, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("looked_at", UTCDateTime),  # when it last ran through; NULL before
    Column("generation", BigInteger),  # of the index, at that time
    text("scope"),  # the collections that its owner could see at that time
    text("failure_zh"),  # why it doesn't run, "" where it does
    text("failure_en"),
    Column("failed_since", UTCDateTime),
    text("mail_failure"),  # why the last mail was not sent, in the server's words
    Column("mailed_at", UTCDateTime),  # the last attempt
    UniqueConstraint("user_id", "name"),
    sqlite_autoincrement=True,
)

saved_hits = Table(  # the hits of a saved search as of its last run
    "saved_hits",
    metadata,
    row_id(),  # later finds have higher numbers
    reference("saved_searches", name="saved_search_id"),
    reference("documents"),
    Column("digest", String(32), nullable=False),  # of the clause's words
    Column("version_id", Integer, nullable=False),  # with "order": the clause that holds them now
    Column("order", Integer, nullable=False),
    Column("found_at", UTCDateTime, nullable=False),
    Column("fresh", Boolean, nullable=False),  # its owner has not seen it yet
    Column("told", Boolean, nullable=False),  # by mail
    UniqueConstraint("saved_search_id", "document_id", "digest"),
    sqlite_autoincrement=True,
)

folders = Table(
    "folders",
    metadata,
    row_id(),
    reference("users"),
    Column("name", PlainText, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    UniqueConstraint("user_id", "name"),
    sqlite_autoincrement=True,
)

folder_shares = Table(  # with a person, or with everybody who may see a collection
    "folder_shares",
    metadata,
    row_id(),
    reference("folders"),
    reference("users", null=True),
    reference("collections", null=True),
    Column("may_edit", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

folder_entries = Table(  # a clause, or a whole document where "exact" is ""
    "folder_entries",
    metadata,
    row_id(),
    reference("folders"),
    reference("documents"),
    reference("versions"),  # the version that was read
    text("number_label"),
    text("heading"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    text("exact"),
    text("prefix"),
    text("suffix"),
    text("note"),
    Column("added_at", UTCDateTime, nullable=False),
    sqlite_autoincrement=True,
)

model_clauses = Table(
    "model_clauses",
    metadata,
    row_id(),
    Column("clause_type", String(60), nullable=False, index=True),
    Column("language", String(20), nullable=False),
    Column("title", PlainText, nullable=False),
    text("labels", "[]"),  # JSON: words that people file it under
    Column("withdrawn", Boolean, nullable=False, default=False),
    sqlite_autoincrement=True,
)

model_clause_versions = Table(  # only ever added to: the last one counts
    "model_clause_versions",
    metadata,
    reference("model_clauses", name="model_clause_id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text("text"),
    text("when_to_use"),
    text("made_by"),
    Column("made_at", UTCDateTime, nullable=False),
    reference("documents", null=True),  # the contract that it was taken from
    reference("versions", null=True),
    Column("order", Integer),  # of the clause in that version
    text("number_label"),
)
