"""People keep searches and folders of what they found, and have an address for mail."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import store.queue_tables
from store.columns import PlainText, UTCDateTime

revision = "0017_saved"
down_revision = "0016_page_defects"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("users", sa.Column("email", PlainText(), nullable=False, server_default=""))
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", PlainText(), nullable=False),
        sa.Column("query", PlainText(), nullable=False),
        sa.Column("filters", PlainText(), nullable=False),
        sa.Column("synonyms", sa.Boolean(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("looked_at", UTCDateTime(timezone=True), nullable=True),
        sa.Column("generation", sa.BigInteger(), nullable=True),
        sa.Column("scope", PlainText(), nullable=False),
        sa.Column("failure_zh", PlainText(), nullable=False),
        sa.Column("failure_en", PlainText(), nullable=False),
        sa.Column("failed_since", UTCDateTime(timezone=True), nullable=True),
        sa.Column("mail_failure", PlainText(), nullable=False),
        sa.Column("mailed_at", UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_searches_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_searches_user_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_hits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("saved_search_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("found_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_search_id"],
            ["saved_searches.id"],
            name=op.f("fk_saved_hits_saved_search_id"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_saved_hits_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_hits")),
        sa.UniqueConstraint(
            "saved_search_id",
            "document_id",
            "digest",
            name=op.f("uq_saved_hits_saved_search_id_document_id_digest"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "folders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", PlainText(), nullable=False),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_folders_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folders")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_folders_user_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "folder_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number_label", PlainText(), nullable=False),
        sa.Column("heading", PlainText(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", PlainText(), nullable=False),
        sa.Column("prefix", PlainText(), nullable=False),
        sa.Column("suffix", PlainText(), nullable=False),
        sa.Column("note", PlainText(), nullable=False),
        sa.Column("added_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name=op.f("fk_folder_entries_folder_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_folder_entries_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_folder_entries_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder_entries")),
        sqlite_autoincrement=True,
    )
    past = datetime(2000, 1, 1, tzinfo=UTC)
    row = {"name": "alerts", "fence": 0, "leased_until": past, "leased_by": ""}
    op.bulk_insert(store.queue_tables.leases, [row])
