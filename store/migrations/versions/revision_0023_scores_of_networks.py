"""Scores are kept under the network that gave them, not under all that were installed with it."""

import sqlalchemy as sa
from alembic import op

revision = "0023_scores_of_networks"
down_revision = "0022_learning_runs"
branch_labels = None
depends_on = None

_WIDTHS = {384: 0, 512: 1}  # bytes of a vector: en's network, zh's; their names are in this order


def upgrade() -> None:
    """Change the data."""
    connection = op.get_bind()
    scores = sa.table("type_scores", sa.column("weights"), sa.column("vector"))
    names = connection.execute(sa.select(scores.c.weights).distinct()).scalars().all()
    for name in [each for each in names if each.count("+") == 1]:
        for width, place in _WIDTHS.items():
            connection.execute(
                sa.update(scores)
                .where(scores.c.weights == name, sa.func.length(scores.c.vector) == width)
                .values(weights=name.split("+")[place])
            )
