"""Who did what, when: written in the same transaction as the deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, or_, select

from store.columns import AnyRow
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


def entries(
    connection: Connection,
    offset: int = 0,
    limit: int = 100,
    *,
    user: str | None = None,
    subjects: Sequence[str] = (),
) -> tuple[AuditEntry, ...]:
    """What was done, newest first: by one person, on subjects that begin like any of these."""
    query = select(audit).order_by(audit.c.id.desc()).offset(offset).limit(limit)
    if user:
        query = query.where(audit.c.user == user)
    if subjects:
        query = query.where(or_(*(audit.c.subject.startswith(each) for each in subjects)))
    return tuple(map(_entry_of, connection.execute(query)))


def people(connection: Connection) -> tuple[str, ...]:
    """Everybody who did something, by name."""
    return tuple(connection.scalars(select(audit.c.user).distinct().order_by(audit.c.user)))


def entries_on(connection: Connection, subject: str, limit: int) -> tuple[AuditEntry, ...]:
    """What was done to a subject, newest first."""
    query = select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc())
    return tuple(map(_entry_of, connection.execute(query.limit(limit))))


def find(connection: Connection, action: str, subject: str) -> AuditEntry | None:
    """The first time that something was done to this subject, if it ever was."""
    query = select(audit).where(audit.c.action == action, audit.c.subject == subject)
    row = connection.execute(query.order_by(audit.c.id).limit(1)).one_or_none()
    return _entry_of(row) if row else None


def _entry_of(row: AnyRow) -> AuditEntry:
    return AuditEntry(row.at, row.user, row.action, row.subject)
