"""A summary tells what of its review is to be decided or signed again; all are made anew."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0010_summary_changes"
down_revision = "0009_summaries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.execute(sa.delete(sa.table("summaries")))
    op.add_column(
        "summaries",
        sa.Column("changes", store.columns.PlainText(), nullable=False, server_default="[]"),
    )
