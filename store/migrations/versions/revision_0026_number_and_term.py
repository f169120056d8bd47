"""A contract's own number and its term are kept beside its other facts."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0026_number_and_term"
down_revision = "0025_moved_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    for name in ("contract_number", "term"):
        op.add_column(
            "documents",
            sa.Column(name, store.columns.PlainText(), nullable=False, server_default=""),
        )
