"""The first schema."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import store.columns
import store.queue_tables
import store.tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("user", store.columns.PlainText(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", store.columns.PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", store.columns.PlainText(), nullable=False),
        sa.Column("created_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint("name", name=op.f("uq_collections_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("leased_by", store.columns.PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", store.columns.PlainText(), nullable=False),
        sa.Column("password_hash", store.columns.PlainText(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("created_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("received_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("title", store.columns.PlainText(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("contract_type", store.columns.PlainText(), nullable=False),
        sa.Column("parties", store.columns.PlainText(), nullable=False),
        sa.Column("agreement_date", sa.Date(), nullable=True),
        sa.Column("effective_date", sa.Date(), nullable=True),
        sa.Column("expiration_date", sa.Date(), nullable=True),
        sa.Column("renewal_term", store.columns.PlainText(), nullable=False),
        sa.Column("governing_law", store.columns.PlainText(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("amount", store.columns.PlainText(), nullable=False),
        sa.Column("folded", store.columns.PlainText(), nullable=False),
        sa.Column("newest_version_id", sa.Integer(), nullable=True),
        sa.Column("readable_version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_documents_collection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_documents_collection_id_received_at"),
            ["collection_id", "received_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_documents_readable_version_id"), ["readable_version_id"], unique=False
        )

    op.create_table(
        "grants",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_grants_collection_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_grants_user_id")),
        sa.PrimaryKeyConstraint("user_id", "collection_id", name=op.f("pk_grants")),
    )
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("started_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("finished_at", store.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("started_by", store.columns.PlainText(), nullable=False),
        sa.Column("label", store.columns.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_import_runs_collection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "corrections",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", store.columns.PlainText(), nullable=False),
        sa.Column("set_by", store.columns.PlainText(), nullable=False),
        sa.Column("set_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_corrections_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "field", name=op.f("pk_corrections")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_outbox_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", store.columns.PlainText(), nullable=False),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("received_by", store.columns.PlainText(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("failure_code", sa.String(length=40), nullable=True),
        sa.Column("failure_zh", store.columns.PlainText(), nullable=True),
        sa.Column("failure_en", store.columns.PlainText(), nullable=True),
        sa.Column("failure_attention", sa.Boolean(), nullable=True),
        sa.Column("parser", store.columns.PlainText(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("present", store.columns.PlainText(), nullable=False),
        sa.Column("weak", store.columns.PlainText(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_versions_number")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_versions_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_versions_document_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_versions_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_versions_status"), ["status"], unique=False)

    op.create_table(
        "clauses",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number_label", store.columns.PlainText(), nullable=False),
        sa.Column("number_path", store.columns.PlainText(), nullable=False),
        sa.Column("heading", store.columns.PlainText(), nullable=False),
        sa.Column("text", store.columns.PlainText(), nullable=False),
        sa.Column("blocks", store.columns.PlainText(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("prefix", store.columns.PlainText(), nullable=False),
        sa.Column("suffix", store.columns.PlainText(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("types", store.columns.PlainText(), nullable=False),
        sa.Column("tags", store.columns.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_clauses_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "order", name=op.f("pk_clauses")),
    )
    op.create_table(
        "facts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", store.columns.PlainText(), nullable=False),
        sa.Column("evidence", store.columns.PlainText(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_facts_version_id")),
        sa.PrimaryKeyConstraint("version_id", "field", name=op.f("pk_facts")),
    )
    op.create_table(
        "import_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("path", store.columns.PlainText(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("failure_code", sa.String(length=40), nullable=True),
        sa.Column("failure_zh", store.columns.PlainText(), nullable=True),
        sa.Column("failure_en", store.columns.PlainText(), nullable=True),
        sa.Column("failure_attention", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_import_items_collection_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_import_items_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_items_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_import_items_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_items")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("import_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_items_run_id_outcome"), ["run_id", "outcome"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_import_items_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "jobs",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("stops", sa.Integer(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", store.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("leased_by", store.columns.PlainText(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_jobs_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_jobs_lane_priority_attempts_version_id"),
            ["lane", "priority", "attempts", "version_id"],
            unique=False,
        )

    op.create_table(
        "readings",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("blocks", store.columns.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_readings_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_readings")),
    )
    op.bulk_insert(
        store.queue_tables.leases,
        [
            {
                "name": "index",
                "fence": 0,
                "leased_by": "",
                "leased_until": datetime(2000, 1, 1, tzinfo=UTC),
            }
        ],
    )
