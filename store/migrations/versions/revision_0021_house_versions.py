"""The house edits entries of the law register as it edits checklists: one table for both."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0021_house_versions"
down_revision = "0020_summary_figures"
branch_labels = None
depends_on = None

KEPT = "number, text, edits, made_by, made_at, in_force_by, in_force_at, ended_by, ended_at"


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "house_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_versions")),
        sa.UniqueConstraint(
            "kind", "name", "number", name=op.f("uq_house_versions_kind_name_number")
        ),
        sqlite_autoincrement=True,
    )
    op.execute(
        f"INSERT INTO house_versions (kind, name, {KEPT}) "  # noqa: S608 - no one's words
        f"SELECT 'checklist', checklist, {KEPT} FROM checklist_versions ORDER BY id"
    )
    op.drop_table("checklist_versions")


def _kept() -> tuple[sa.Column[object], ...]:
    """The columns that stay as they were."""
    moment, words = store.columns.UTCDateTime(timezone=True), store.columns.PlainText()
    return (
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", words, nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("made_by", words, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("in_force_by", words, nullable=False),
        sa.Column("in_force_at", moment, nullable=True),
        sa.Column("ended_by", words, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
    )
