"""What a review comes to is kept in short, for pages on many of them; one process makes it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import store.columns
import store.queue_tables

revision = "0009_summaries"
down_revision = "0008_run_control"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "summaries",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("checklist", sa.String(length=100), nullable=False),
        sa.Column("rules", sa.String(length=16), nullable=False),
        sa.Column("holds_until", sa.Date(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("verdicts", store.columns.PlainText(), nullable=False),
        sa.Column("closed", store.columns.PlainText(), nullable=False),
        sa.Column("repealed", store.columns.PlainText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_summaries_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_summaries")),
    )
    past = datetime(2000, 1, 1, tzinfo=UTC)
    row = {"name": "summaries", "fence": 0, "leased_until": past, "leased_by": ""}
    op.bulk_insert(store.queue_tables.leases, [row])
