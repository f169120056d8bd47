"""Documents of one contract are told by fingerprints, and people decide which belong together."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0014_families"
down_revision = "0013_remedies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "fingerprints",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", store.columns.PlainText(), nullable=False),
        sa.Column("is_scan", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_fingerprints_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_fingerprints")),
    )
    decided: sa.Column[datetime] = sa.Column(
        "decided_at", store.columns.UTCDateTime(timezone=True), nullable=False
    )
    op.create_table(
        "kinships",
        sa.Column("head_id", sa.Integer(), nullable=False),
        sa.Column("relative_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("decided_by", store.columns.PlainText(), nullable=False),
        decided,
        sa.ForeignKeyConstraint(["head_id"], ["documents.id"], name=op.f("fk_kinships_head_id")),
        sa.ForeignKeyConstraint(
            ["relative_id"], ["documents.id"], name=op.f("fk_kinships_relative_id")
        ),
        sa.PrimaryKeyConstraint("head_id", "relative_id", name=op.f("pk_kinships")),
    )
    op.create_index(op.f("ix_kinships_relative_id"), "kinships", ["relative_id"])
