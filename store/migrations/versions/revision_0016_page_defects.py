"""Of a scanned page it is kept what is wrong with the scan."""

import sqlalchemy as sa
from alembic import op

revision = "0016_page_defects"
down_revision = "0015_house_checklists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    defect = sa.Column("defect", sa.String(20), nullable=False, server_default="")
    op.add_column("recognised_pages", defect)
