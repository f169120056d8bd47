"""Who did what, when: written in the same transaction as the deed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from store.tables import audit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed; ``subject`` names what it was done to, e.g. "document 12"."""

    at: datetime
    user: str
    action: str
    subject: str


def record(connection: Connection, user: str, action: str, subject: str) -> None:
    """Record a deed."""
    values = {"at": datetime.now(UTC), "user": user, "action": action, "subject": subject}
    connection.execute(insert(audit), values)


def entries(connection: Connection, limit: int = 100) -> tuple[AuditEntry, ...]:
    """What was done, newest first."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    return tuple(
        AuditEntry(row.at, row.user, row.action, row.subject) for row in connection.execute(query)
    )


def entries_on(connection: Connection, subject: str, limit: int) -> tuple[AuditEntry, ...]:
    """What was done to a subject, newest first."""
    query = select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc())
    return tuple(
        AuditEntry(row.at, row.user, row.action, row.subject)
        for row in connection.execute(query.limit(limit))
    )


def find(connection: Connection, action: str, subject: str) -> AuditEntry | None:
    """The first time that something was done to this subject, if it ever was."""
    query = select(audit).where(audit.c.action == action, audit.c.subject == subject)
    row = connection.execute(query.order_by(audit.c.id).limit(1)).one_or_none()
    return AuditEntry(row.at, row.user, row.action, row.subject) if row else None
