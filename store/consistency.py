"""Queries that find contradictions between rows; each should find nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from contracts.document import READABLE, VersionStatus
from store.following import newest_readable_version, newest_version
from store.import_items import Outcome
from store.import_tables import import_items
from store.queue_tables import jobs
from store.queue_tables import outbox as outbox_table
from store.tables import documents, versions


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version as far as its original and its reading are concerned."""

    id: int
    sha256: str
    file_name: str
    status: VersionStatus

    @property
    def readable(self) -> bool:
        """Whether it must have clauses."""
        return self.status in READABLE


def every_version(connection: Connection) -> Iterator[KeptVersion]:
    """All versions, by id."""
    columns = (versions.c.id, versions.c.sha256, versions.c.file_name, versions.c.status)
    for row in connection.execute(select(*columns).order_by(versions.c.id)):
        yield KeptVersion(row.id, row.sha256, row.file_name, VersionStatus(row.status))


def unread_without_job(connection: Connection) -> tuple[int, ...]:
    """Versions that were received but that no worker will ever read."""
    query = (
        select(versions.c.id)
        .outerjoin(jobs)
        .where(versions.c.status == VersionStatus.RECEIVED, jobs.c.version_id.is_(None))
    )
    return tuple(connection.execute(query).scalars())


def parsed_without_outbox(connection: Connection) -> tuple[int, ...]:
    """Documents with a version that was read but that no indexer will ever index."""
    query = (
        select(versions.c.document_id)
        .distinct()
        .outerjoin(outbox_table, outbox_table.c.document_id == versions.c.document_id)
        .where(versions.c.status == VersionStatus.PARSED, outbox_table.c.id.is_(None))
    )
    return tuple(connection.execute(query).scalars())


def unsettled(connection: Connection) -> tuple[int, ...]:
    """Finished versions of which an import item still says that they are under way."""
    query = (
        select(versions.c.id)
        .distinct()
        .join(import_items, import_items.c.version_id == versions.c.id)
        .where(
            import_items.c.outcome == Outcome.RECEIVED,
            versions.c.status.not_in([VersionStatus.RECEIVED, VersionStatus.PARSED]),
        )
    )
    return tuple(connection.execute(query).scalars())


def misled_documents(connection: Connection) -> tuple[int, ...]:
    """Documents whose newest or newest readable version is not the one they name."""
    query = select(documents.c.id).where(
        or_(
            documents.c.newest_version_id.is_distinct_from(newest_version()),
            documents.c.readable_version_id.is_distinct_from(newest_readable_version()),
        )
    )
    return tuple(connection.execute(query).scalars())
