"""Runs of learning from corrections: asked for on a page, done in the background, kept as history.

One runs at a time. A run whose process was stopped begins anew: each can be repeated without harm.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from contracts.errors import TiaoliError
from store.columns import AnyRow
from store.learning_tables import learning_runs


class Task(StrEnum):
    """What is asked for."""

    LOOK = "look"  # what could be learned, how well, and what it would change
    SWITCH_ON = "switch_on"  # what the newest look showed
    SWITCH_OFF = "switch_off"


@dataclass(frozen=True, slots=True)
class LearningRun:
    """A run, and how far it is: ``done`` of ``total`` documents; ``found`` is JSON.

    ``failure_zh`` and ``failure_en`` say why it came to nothing.
    """

    id: int
    task: Task
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    done: int
    total: int
    found: str
    failure_zh: str
    failure_en: str


def ask_to_learn(connection: Connection, task: Task, user: str) -> bool:
    """Ask for a run; False, and nothing is asked for, while another is under way."""
    if next_run(connection) is not None:
        return False
    values = {
        "task": task, "asked_by": user, "asked_at": datetime.now(UTC),
        "done": 0, "total": 0, "found": "", "failure_zh": "", "failure_en": "",
    }  # fmt: skip
    connection.execute(insert(learning_runs).values(**values))
    return True


def next_run(connection: Connection) -> LearningRun | None:
    """The run that is under way, or waits to be."""
    query = select(learning_runs).where(learning_runs.c.finished_at.is_(None))
    row = connection.execute(query.order_by(learning_runs.c.id).limit(1)).one_or_none()
    return _run(row) if row else None


def newest_look(connection: Connection) -> LearningRun | None:
    """The last look that came to an end."""
    columns = learning_runs.c
    query = select(learning_runs).where(
        columns.task == Task.LOOK, columns.finished_at.is_not(None), columns.failure_zh == ""
    )
    row = connection.execute(query.order_by(columns.id.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


def finished_runs(connection: Connection, limit: int) -> tuple[LearningRun, ...]:
    """What was done, newest first."""
    query = select(learning_runs).where(learning_runs.c.finished_at.is_not(None))
    rows = connection.execute(query.order_by(learning_runs.c.id.desc()).limit(limit))
    return tuple(map(_run, rows))


def note_progress(connection: Connection, run_id: int, done: int, total: int) -> None:
    """Record how far a run is."""
    is_this = learning_runs.c.id == run_id
    connection.execute(update(learning_runs).where(is_this).values(done=done, total=total))


def finish_learning_run(
    connection: Connection, run_id: int, found: str, failure: TiaoliError | None
) -> None:
    """End a run with what it found, or with why it came to nothing."""
    values = {"finished_at": datetime.now(UTC), "found": found}
    if failure is not None:
        values |= {"failure_zh": failure.message_zh, "failure_en": failure.message_en}
    connection.execute(update(learning_runs).where(learning_runs.c.id == run_id).values(**values))


def _run(row: AnyRow) -> LearningRun:
    return LearningRun(
        id=row.id,
        task=Task(row.task),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        finished_at=row.finished_at,
        done=row.done,
        total=row.total,
        found=row.found,
        failure_zh=row.failure_zh,
        failure_en=row.failure_en,
    )
