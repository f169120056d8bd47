"""The house's edited rules: every version with who made it and when; at most one is a draft.

A version is a draft until it is put in force; from then on it never changes. One that was replaced
or taken out of force is kept, with the days on which it came into force and went out of it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from store import audit
from store.columns import AnyRow
from store.review_tables import house_versions as table


class Kind(StrEnum):
    """What is edited."""

    CHECKLIST = "checklist"
    LAW = "law"  # an entry of the register


@dataclass(frozen=True, slots=True)
class HouseVersion:
    """A version: ``number`` counts from 1 by kind and name, ``text`` is YAML, moments are in UTC.

    ``edits`` counts how often a draft was saved, so that nobody overwrites what they didn't see.
    """

    name: str
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


def texts_in_force(connection: Connection, kind: Kind) -> tuple[tuple[str, str], ...]:
    """Name and YAML of each version in force, in the order of the names."""
    query = select(table.c.name, table.c.text).where(table.c.kind == kind, _in_force())
    rows = connection.execute(query.order_by(table.c.name)).all()
    return tuple((row.name, row.text) for row in rows)


def versions_of(connection: Connection, kind: Kind, name: str) -> tuple[HouseVersion, ...]:
    """All versions, the newest first."""
    query = select(table).where(_named(kind, name)).order_by(table.c.number.desc())
    return tuple(_version(row) for row in connection.execute(query))


def newest_versions(connection: Connection, kind: Kind) -> dict[str, tuple[HouseVersion, ...]]:
    """Name → the draft and the version in force, as far as there are any, newest first."""
    query = select(table).where(table.c.kind == kind, table.c.ended_at.is_(None))
    found: dict[str, tuple[HouseVersion, ...]] = {}
    for row in connection.execute(query.order_by(table.c.number.desc())):
        found[row.name] = (*found.get(row.name, ()), _version(row))
    return found


def save_draft(
    connection: Connection, kind: Kind, name: str, text: str, user: str, edits: int
) -> bool:
    """Keep a text as the draft of this name; ``edits`` is that of the draft it was made from.

    0 where there was none. False, and nothing kept, where somebody saved another one meanwhile.
    """
    now = {"text": text, "made_by": user, "made_at": datetime.now(UTC)}
    if edits:
        seen = _draft_of(kind, name) & (table.c.edits == edits)
        saved = connection.execute(update(table).where(seen).values(edits=edits + 1, **now))
        kept = saved.rowcount == 1
    else:
        kept = connection.execute(select(table.c.id).where(_draft_of(kind, name))).first() is None
        if kept:
            newest = connection.scalar(select(func.max(table.c.number)).where(_named(kind, name)))
            row = {"kind": kind, "name": name, "number": (newest or 0) + 1, "edits": 1}
            connection.execute(insert(table).values(**row, **now))
    if kept:
        audit.record(connection, user, f"edit {kind}", f"{kind} {name}")
    return kept


def discard_draft(connection: Connection, kind: Kind, name: str, user: str) -> None:
    """Delete the draft."""
    connection.execute(delete(table).where(_draft_of(kind, name)))
    audit.record(connection, user, f"discard {kind} draft", f"{kind} {name}")


def put_in_force(connection: Connection, kind: Kind, name: str, edits: int, user: str) -> bool:
    """Let the draft take the place of the version in force.

    False, and nothing changed, where the draft is another than the person saw.
    """
    seen = _draft_of(kind, name) & (table.c.edits == edits)
    if connection.execute(select(table.c.id).where(seen)).first() is None:
        return False
    _end(connection, kind, name, user)
    now = {"in_force_by": user, "in_force_at": datetime.now(UTC)}
    connection.execute(update(table).where(seen).values(**now))
    audit.record(connection, user, f"put {kind} in force", f"{kind} {name}")
    return True


def take_out_of_force(connection: Connection, kind: Kind, name: str, user: str) -> bool:
    """End the version in force; False where there is none."""
    ended = _end(connection, kind, name, user)
    if ended:
        audit.record(connection, user, f"take {kind} out of force", f"{kind} {name}")
    return ended


def _end(connection: Connection, kind: Kind, name: str, user: str) -> bool:
    now = {"ended_by": user, "ended_at": datetime.now(UTC)}
    held = _in_force() & _named(kind, name)
    return connection.execute(update(table).where(held).values(**now)).rowcount > 0


def _named(kind: Kind, name: str) -> ColumnElement[bool]:
    return (table.c.kind == kind) & (table.c.name == name)


def _in_force() -> ColumnElement[bool]:
    return table.c.in_force_at.is_not(None) & table.c.ended_at.is_(None)


def _draft_of(kind: Kind, name: str) -> ColumnElement[bool]:
    return _named(kind, name) & table.c.in_force_at.is_(None)


def _version(row: AnyRow) -> HouseVersion:
    return HouseVersion(
        name=row.name,
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
