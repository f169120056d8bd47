"""The outbox remembers where a document that moved may still be found."""

from alembic import op

revision = "0025_moved_documents"
down_revision = "0024_folder_shares"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.execute(
        "ALTER TABLE outbox ADD COLUMN indexed_in_id INTEGER "
        "CONSTRAINT fk_outbox_indexed_in_id REFERENCES collections (id)"
    )
    op.create_index(op.f("ix_outbox_indexed_in_id"), "outbox", ["indexed_in_id"])
