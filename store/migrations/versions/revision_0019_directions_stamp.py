"""Each reading of a version's meaning bears a stamp: its copies are told by that."""

import sqlalchemy as sa
from alembic import op

revision = "0019_directions_stamp"
down_revision = "0018_model_clauses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column(
        "versions",
        sa.Column("directions_stamp", sa.BigInteger(), nullable=False, server_default="0"),
    )
    # Later stamps are drawn by lot from far larger numbers.
    op.execute("UPDATE versions SET directions_stamp = id")
