"""The encoder's scores are kept, and a version says which weights its tags rest on."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "type_scores",
        sa.Column("weights", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("scores", store.columns.PlainText(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("weights", "key", name=op.f("pk_type_scores")),
    )
    op.add_column(
        "versions",
        sa.Column("weights", store.columns.PlainText(), nullable=False, server_default=""),
    )
