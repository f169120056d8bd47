"""What was learned from corrections is kept while it is switched on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "lessons",
        sa.Column("correction_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("weights", sa.String(length=40), nullable=False),
        sa.Column("clause_type", sa.String(length=60), nullable=False),
        sa.Column("provides", sa.Boolean(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_lessons")),
    )
