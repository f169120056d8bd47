"""Whether the search index has still to learn of files that were received."""

from sqlalchemy import Connection, select

from contracts.visibility import Visible
from store import outbox
from store.collections import is_visible
from store.jobs import MAXIMUM_ATTEMPTS, Lane
from store.queue_tables import jobs
from store.tables import collections, documents, versions


def is_catching_up(connection: Connection, visible: Visible) -> bool:
    """Whether documents that may be seen wait to be read or indexed.

    Files that nobody is to read now, or that were given up, are not waited for.
    """
    query = (
        select(jobs.c.version_id)
        .join(versions, versions.c.id == jobs.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .join(collections, collections.c.id == documents.c.collection_id)
        .where(jobs.c.lane.in_((Lane.TEXT, Lane.OCR)), jobs.c.attempts < MAXIMUM_ATTEMPTS)
        .where(is_visible(visible))
        .limit(1)
    )
    return connection.execute(query).first() is not None or (
        outbox.count_visible(connection, visible) > 0
    )
