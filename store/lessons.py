"""What was learned from people's corrections, while an administrator has switched it on."""

from sqlalchemy import Connection, delete, insert, select

from contracts.lessons import Lesson, Lessons, Taught
from store import audit
from store.tables import lessons


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
    """Let these lessons take the place of those in force; none switches them off.

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
    audit.record(connection, user, deed, "every document")
