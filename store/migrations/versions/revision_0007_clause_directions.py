"""Where clauses point in an encoder's space is kept, so that alike ones are found."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0007_clause_directions"
down_revision = "0006_decisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "clause_directions",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("direction", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_clause_directions_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "order", name=op.f("pk_clause_directions")),
    )
    op.add_column(
        "versions",
        sa.Column("directions", store.columns.PlainText(), nullable=False, server_default=""),
    )
