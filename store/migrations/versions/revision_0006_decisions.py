"""People's decisions on findings are kept, and the sign-offs of reviews."""

import sqlalchemy as sa
from alembic import op

import store.columns

revision = "0006_decisions"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(length=100), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", store.columns.PlainText(), nullable=False),
        sa.Column("approver", store.columns.PlainText(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("basis", store.columns.PlainText(), nullable=False),
        sa.Column("made_by", store.columns.PlainText(), nullable=False),
        sa.Column("made_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        *_references("decisions"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_document_id"), "decisions", ["document_id"], unique=False)
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.String(length=100), nullable=False),
        sa.Column("items", store.columns.PlainText(), nullable=False),
        sa.Column("laws", store.columns.PlainText(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("signed_by", store.columns.PlainText(), nullable=False),
        sa.Column("signed_at", store.columns.UTCDateTime(timezone=True), nullable=False),
        *_references("sign_offs"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sign_offs_document_id"), "sign_offs", ["document_id"], unique=False)


def _references(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f(f"fk_{table}_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f(f"fk_{table}_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
