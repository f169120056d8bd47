"""Tokens with which programs upload."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0011_upload_tokens"
down_revision = "0010_summary_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "upload_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("purpose", store.columns.PlainText(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("used_at", store.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_upload_tokens_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_upload_tokens_digest")),
        sqlite_autoincrement=True,
    )
