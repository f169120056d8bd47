"""What is asked for of learning from corrections is done in the background, and kept."""

import sqlalchemy as sa
from alembic import op

from store.columns import PlainText, UTCDateTime

revision = "0022_learning_runs"
down_revision = "0021_house_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "learning_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=20), nullable=False),
        sa.Column("asked_by", PlainText(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("finished_at", UTCDateTime()),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("found", PlainText(), nullable=False),
        sa.Column("failure_zh", PlainText(), nullable=False),
        sa.Column("failure_en", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_runs")),
        sqlite_autoincrement=True,
    )
