"""Alembic's entry: runs the revisions on the connection that ``Database.upgrade`` hands over."""

from alembic import context

import store.import_tables
import store.learning_tables
import store.queue_tables
import store.review_tables
import store.saved_tables
import store.tables  # noqa: F401 - metadata knows the tables of modules that were imported
from store.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite's too: Database begins its transactions itself
    render_as_batch=True,  # SQLite changes a column by copying the table
)
with context.begin_transaction():
    context.run_migrations()
