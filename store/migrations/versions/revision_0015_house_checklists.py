"""The house edits checklists: every version is kept."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0015_house_checklists"
down_revision = "0014_families"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "checklist_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", store.columns.PlainText(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("made_by", store.columns.PlainText(), nullable=False),
        sa.Column("made_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("in_force_by", store.columns.PlainText(), nullable=False),
        sa.Column("in_force_at", store.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", store.columns.PlainText(), nullable=False),
        sa.Column("ended_at", store.columns.UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_versions")),
        sa.UniqueConstraint(
            "checklist", "number", name=op.f("uq_checklist_versions_checklist_number")
        ),
        sqlite_autoincrement=True,
    )
