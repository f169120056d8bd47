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
    with op.batch_alter_table("versions") as table:
        table.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_versions_replaced_by_id"), "versions", ["replaced_by_id"], ["id"]
        )
        table.create_index(op.f("ix_versions_replaced_by_id"), ["replaced_by_id"], unique=False)
    op.add_column(
        "import_items",
        sa.Column("remedy", store.columns.PlainText(), nullable=False, server_default=""),
    )
