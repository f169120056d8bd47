"""Having the index follow the database at once, where no worker may be running."""

from contextlib import suppress

from contracts.errors import SearchUnavailable
from ingest.indexer import apply_outbox
from webapp.services import Services


def follow_index(services: Services) -> None:
    """Update the index; while it is unavailable or another process updates it, changes wait."""
    with suppress(SearchUnavailable):
        while apply_outbox(services.database, services.index):
            pass
