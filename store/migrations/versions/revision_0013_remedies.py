"""What could not be read may be replaced by a file that can, or an unlocked copy of itself."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0013_remedies"
down_revision = "0012_recognised_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    # Not by batch: SQLite would copy the table and could not drop the old one, which rows refer to.
    op.execute(
        "ALTER TABLE versions ADD COLUMN replaced_by_id INTEGER "
        "CONSTRAINT fk_versions_replaced_by_id REFERENCES versions (id)"
    )
    op.create_index(op.f("ix_versions_replaced_by_id"), "versions", ["replaced_by_id"])
    op.add_column(
        "import_items",
        sa.Column("remedy", store.columns.PlainText(), nullable=False, server_default=""),
    )
