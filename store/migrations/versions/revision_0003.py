"""People's corrections of tags are kept, and the tags as they were before them."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "tag_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("clause_type", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", store.columns.PlainText(), nullable=False),
        sa.Column("prefix", store.columns.PlainText(), nullable=False),
        sa.Column("suffix", store.columns.PlainText(), nullable=False),
        sa.Column("made_by", store.columns.PlainText(), nullable=False),
        sa.Column("made_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_tag_corrections_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_tag_corrections_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag_corrections")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_tag_corrections_document_id"), "tag_corrections", ["document_id"], unique=False
    )
    op.add_column(
        "clauses",
        sa.Column("machine_tags", store.columns.PlainText(), nullable=False, server_default=""),
    )
