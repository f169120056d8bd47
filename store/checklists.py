"""Checklists that the house edits: every version with who made it and when; at most one a draft.

A version is a draft until it is put in force; from then on it never changes. One that another took
the place of, or that was taken out of force, stays with the days between which it was in force.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from store import audit
from store.columns import AnyRow
from store.review_tables import checklist_versions as table


@dataclass(frozen=True, slots=True)
class ChecklistVersion:
    """A version: ``number`` counts from 1 by checklist, ``text`` is YAML, moments are in UTC.

    ``edits`` counts how often a draft was saved, so that nobody overwrites what they didn't see.
    """

    checklist: str
    number: int
    text: str
    edits: int
    made_by: str
    made_at: datetime
    in_force_by: str
    in_force_at: datetime | None
    ended_by: str
    ended_at: datetime | None

    @property
    def draft(self) -> bool:
        """Whether it was never in force."""
        return self.in_force_at is None

    @property
    def in_force(self) -> bool:
        """Whether it is in force now."""
        return self.in_force_at is not None and self.ended_at is None


def texts_in_force(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Checklist and YAML of each version in force, in the order of the checklists' ids."""
    query = select(table.c.checklist, table.c.text).where(_in_force())
    rows = connection.execute(query.order_by(table.c.checklist)).all()
    return tuple((row.checklist, row.text) for row in rows)


def versions_of_checklist(connection: Connection, checklist: str) -> tuple[ChecklistVersion, ...]:
    """All versions, the newest first."""
    query = select(table).where(table.c.checklist == checklist).order_by(table.c.number.desc())
    return tuple(_version(row) for row in connection.execute(query))


def newest_versions(connection: Connection) -> dict[str, tuple[ChecklistVersion, ...]]:
    """Checklist → its draft and its version in force, as far as there are any, newest first."""
    query = select(table).where(table.c.ended_at.is_(None)).order_by(table.c.number.desc())
    found: dict[str, tuple[ChecklistVersion, ...]] = {}
    for row in connection.execute(query):
        found[row.checklist] = (*found.get(row.checklist, ()), _version(row))
    return found


def save_draft(connection: Connection, checklist: str, text: str, user: str, edits: int) -> bool:
    """Keep a text as the checklist's draft; ``edits`` is that of the draft it was made from.

    0 where there was none. False, and nothing kept, where somebody saved another one meanwhile.
    """
    now = {"text": text, "made_by": user, "made_at": datetime.now(UTC)}
    newest = connection.execute(
        select(func.max(table.c.number)).where(table.c.checklist == checklist)
    ).scalar_one()
    if edits:
        seen = _draft_of(checklist) & (table.c.edits == edits)
        saved = connection.execute(update(table).where(seen).values(edits=edits + 1, **now))
        kept = saved.rowcount == 1
    else:
        kept = connection.execute(select(table.c.id).where(_draft_of(checklist))).first() is None
        if kept:
            row = {"checklist": checklist, "number": (newest or 0) + 1, "edits": 1}
            connection.execute(insert(table).values(**row, **now))
    if kept:
        audit.record(connection, user, "edit checklist", f"checklist {checklist}")
    return kept


def discard_draft(connection: Connection, checklist: str, user: str) -> None:
    """Throw the draft away."""
    connection.execute(delete(table).where(_draft_of(checklist)))
    audit.record(connection, user, "discard checklist draft", f"checklist {checklist}")


def put_in_force(connection: Connection, checklist: str, edits: int, user: str) -> bool:
    """Let the draft take the place of the version in force.

    False, and nothing changed, where the draft is another than the person saw.
    """
    seen = _draft_of(checklist) & (table.c.edits == edits)
    if connection.execute(select(table.c.id).where(seen)).first() is None:
        return False
    _end(connection, checklist, user)
    now = {"in_force_by": user, "in_force_at": datetime.now(UTC)}
    connection.execute(update(table).where(seen).values(**now))
    audit.record(connection, user, "put checklist in force", f"checklist {checklist}")
    return True


def take_out_of_force(connection: Connection, checklist: str, user: str) -> bool:
    """End the version in force; False where there is none."""
    ended = _end(connection, checklist, user)
    if ended:
        audit.record(connection, user, "take checklist out of force", f"checklist {checklist}")
    return ended


def _end(connection: Connection, checklist: str, user: str) -> bool:
    now = {"ended_by": user, "ended_at": datetime.now(UTC)}
    held = _in_force() & (table.c.checklist == checklist)
    return connection.execute(update(table).where(held).values(**now)).rowcount > 0


def _in_force() -> ColumnElement[bool]:
    return table.c.in_force_at.is_not(None) & table.c.ended_at.is_(None)


def _draft_of(checklist: str) -> ColumnElement[bool]:
    return (table.c.checklist == checklist) & table.c.in_force_at.is_(None)


def _version(row: AnyRow) -> ChecklistVersion:
    return ChecklistVersion(
        checklist=row.checklist,
        number=row.number,
        text=row.text,
        edits=row.edits,
        made_by=row.made_by,
        made_at=row.made_at,
        in_force_by=row.in_force_by,
        in_force_at=row.in_force_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
    )
