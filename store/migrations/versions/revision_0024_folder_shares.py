"""Folders are shared: with a person, or with everybody who may see a collection."""

import sqlalchemy as sa
from alembic import op

revision = "0024_folder_shares"
down_revision = "0023_scores_of_networks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "folder_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("collection_id", sa.Integer(), nullable=True),
        sa.Column("may_edit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name=op.f("fk_folder_shares_folder_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_folder_shares_user_id")),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_folder_shares_collection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder_shares")),
        sqlite_autoincrement=True,
    )
