"""What was recognised in scanned pages is kept."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0012_recognised_pages"
down_revision = "0011_upload_tokens"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "recognised_pages",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("lines", store.columns.PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "page", name=op.f("pk_recognised_pages")),
    )
