"""What was learned from people's corrections, while an administrator has switched it on."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from contracts.lessons import Lesson, Lessons, Taught
from store import audit
from store.learning_tables import lessons

_SUBJECT = "every document"  # of the deeds in the audit
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Switch:
    """Who switched learning on or off, and when: on with so many corrections, off with none."""

    at: datetime
    user: str
    corrections: int


def lessons_in_force(connection: Connection) -> tuple[str, Lessons]:
    """The lessons, and the encoder's weights that their vectors are of; none while switched off."""
    rows = connection.execute(select(lessons).order_by(lessons.c.correction_id)).all()
    taught = tuple(
        Taught(
            Lesson(row.correction_id, row.document_id, row.clause_type, row.provides, row.vector),
            row.likeness,
        )
        for row in rows
    )
    return (rows[0].weights if rows else "", Lessons(taught))


def put_in_force(connection: Connection, weights: str, learned: Lessons, user: str) -> None:
    """Replace the lessons in force by these; none switches learning off.

    The tags of what was read before follow when they are saved anew.
    """
    connection.execute(delete(lessons))
    rows = [
        {
            "correction_id": each.lesson.correction_id,
            "document_id": each.lesson.document_id,
            "weights": weights,
            "clause_type": each.lesson.clause_type,
            "provides": each.lesson.provides,
            "vector": each.lesson.vector,
            "likeness": each.likeness,
        }
        for each in learned.taught
    ]
    if rows:
        connection.execute(insert(lessons), rows)
    deed = f"learn from {len(rows)} corrections" if rows else "stop learning from corrections"
    audit.record(connection, user, deed, _SUBJECT)


def switches(connection: Connection, limit: int) -> tuple[Switch, ...]:
    """The last times that learning was switched on or off, newest first."""
    return tuple(
        Switch(
            entry.at, entry.user, int(number[0]) if (number := _NUMBER.search(entry.action)) else 0
        )
        for entry in audit.entries_on(connection, _SUBJECT, limit)
    )
