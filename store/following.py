"""Documents follow their versions: which is newest, what is known, what the index holds."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, select, update

from contracts.document import READABLE
from store import outbox
from store.facts import refresh_documents
from store.tables import documents, versions


def follow(connection: Connection, *document_ids: int) -> None:
    """Bring what is derived from documents' versions up to date, and queue them for the index."""
    each_once = sorted(set(document_ids))
    lock_documents(connection, *each_once)
    follow_versions(connection, *each_once)
    refresh_documents(connection, *each_once)
    outbox.add(connection, *each_once)


def lock_documents(connection: Connection, *document_ids: int) -> None:
    """Keep other transactions from changing these documents until this one ends.

    Rows are locked in the order of their ids, so that two transactions cannot deadlock. SQLite
    needs no lock: it has one writer at a time.
    """
    if connection.dialect.name == "sqlite":
        return
    lock = select(documents.c.id).where(documents.c.id.in_(document_ids)).order_by(documents.c.id)
    connection.execute(lock.with_for_update(key_share=True))


def follow_versions(connection: Connection, *document_ids: int) -> None:
    """Set each document's newest version and its newest readable one."""
    connection.execute(_FOLLOW, {"which": document_ids})


def newest_version(*conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The newest version (under some conditions) of the document in the surrounding query."""
    return (
        select(versions.c.id)
        .where(versions.c.document_id == documents.c.id, *conditions)
        .order_by(versions.c.number.desc())
        .limit(1)
        .correlate(documents)
        .scalar_subquery()
    )


def newest_readable_version() -> ScalarSelect[Any]:
    """The newest version whose text could be read, of the document in the surrounding query."""
    return newest_version(versions.c.status.in_(READABLE))


_FOLLOW = (
    update(documents)
    .where(documents.c.id.in_(bindparam("which", expanding=True)))
    .values(newest_version_id=newest_version(), readable_version_id=newest_readable_version())
)
