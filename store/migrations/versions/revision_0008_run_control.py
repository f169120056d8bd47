"""Import runs can be paused and cancelled, and say how fast they go."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0008_run_control"
down_revision = "0007_clause_directions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    state = sa.Column("state", sa.String(20), nullable=False, server_default="running")
    op.add_column("import_runs", state)
    op.add_column("import_runs", sa.Column("total", sa.Integer(), nullable=True))
    settled: sa.Column[datetime] = sa.Column(
        "settled_at", store.columns.UTCDateTime(timezone=True), nullable=True
    )
    op.add_column("import_items", settled)
