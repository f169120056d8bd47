"""A summary tells the figures of its review, by which many are sorted; all are made anew."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0020_summary_figures"
down_revision = "0019_directions_stamp"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.execute("DELETE FROM summaries")
    op.add_column(
        "summaries",
        sa.Column("figures", store.columns.PlainText(), nullable=False, server_default="{}"),
    )
