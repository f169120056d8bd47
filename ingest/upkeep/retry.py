"""Reading versions again that could not be read: the program is newer, an original was restored."""

from collections.abc import Sequence

from contracts.visibility import Visible
from store import audit, jobs
from store.database import Database
from store.documents import get_version, versions_with_failures
from store.import_items import settle_items
from store.reading_results import begin_again


def retry(
    database: Database, version_ids: Sequence[int], *, visible: Visible, asked_by: str
) -> tuple[int, ...]:
    """Put versions into the queue again, all that failed or need attention where none are named.

    Gives their ids. Their import items are under way again, and say what comes of it once the
    worker has read them. Raises NotFound, and nothing is queued, where a version may not be seen.
    """
    with database.write() as connection:
        failed = (version.id for version in versions_with_failures(connection, visible))
        chosen = tuple(dict.fromkeys(version_ids or failed))
        for version_id in chosen:
            get_version(connection, version_id, visible)
            begin_again(connection, version_id)
            jobs.enqueue(connection, version_id)
            audit.record(connection, asked_by, "retry", f"version {version_id}")
        settle_items(connection, chosen)
    return chosen
