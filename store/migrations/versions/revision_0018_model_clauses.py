"""A library of model clauses: the wordings that the house prefers."""

import sqlalchemy as sa
from alembic import op

from store.columns import PlainText, UTCDateTime

revision = "0018_model_clauses"
down_revision = "0017_saved"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "model_clauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clause_type", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("title", PlainText(), nullable=False),
        sa.Column("labels", PlainText(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_clauses")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_model_clauses_clause_type"), "model_clauses", ["clause_type"])
    op.create_table(
        "model_clause_versions",
        sa.Column("model_clause_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", PlainText(), nullable=False),
        sa.Column("when_to_use", PlainText(), nullable=False),
        sa.Column("made_by", PlainText(), nullable=False),
        sa.Column("made_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=True),
        sa.Column("number_label", PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_clause_id"],
            ["model_clauses.id"],
            name=op.f("fk_model_clause_versions_model_clause_id"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_model_clause_versions_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_model_clause_versions_version_id")
        ),
        sa.PrimaryKeyConstraint("model_clause_id", "number", name=op.f("pk_model_clause_versions")),
    )
