"""An import item says which archive or mail its file was in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    with op.batch_alter_table("import_items") as table:
        table.add_column(sa.Column("container_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_import_items_container_id"), "versions", ["container_id"], ["id"]
        )
        table.create_index(op.f("ix_import_items_container_id"), ["container_id"], unique=False)
