"""Learning from corrections, as asked for on a page: done in the background, with progress.

What a look found is kept, so that the page shows it until the next one; what is switched on is what
the newest look showed, or nothing.
"""

import logging
import time
from threading import Event

from contracts.errors import TiaoliError, frames_of
from ingest.progress import Progress
from ingest.tags.learning import switch_off, switch_on
from ingest.tags.lesson_effects import Effect, would_change
from ingest.tags.lesson_proposal import propose
from store.database import Database, DatabaseUnavailable
from store.learning_runs import (
    LearningRun,
    Task,
    finish_learning_run,
    newest_look,
    next_run,
    note_progress,
)
from webapp.learning_look import look, look_of, look_text

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks at an empty list
MOMENT = 0.5  # seconds between two notes of progress


class Stopped(Exception):
    """The process was asked to stop: the run starts over when the process does."""


class NotAsShown(TiaoliError):
    """The lessons to switch on are no longer those that were shown."""

    code = "not_as_shown"


def learn_when_asked(database: Database, stop: Event) -> None:
    """Do what pages ask for until ``stop`` is set."""
    while not stop.is_set():
        try:
            if learn_next(database, stop):
                continue
        except Stopped:
            break
        except DatabaseUnavailable:
            logger.exception("the database is unavailable")
        stop.wait(PAUSE)


def learn_next(database: Database, stop: Event) -> bool:
    """Do the run that waits; False where none does."""
    with database.read() as connection:
        run = next_run(connection)
    if run is None:
        return False
    found, failure = "", None
    try:
        found = _worked_off(database, run, _Notes(database, run.id, stop))
    except (DatabaseUnavailable, Stopped):
        raise
    except TiaoliError as error:
        failure = error
    except Exception as error:  # noqa: BLE001 - a bug: it is told on the page
        logger.error("learning run %d: %s\n%s", run.id, type(error).__name__, frames_of(error))
        failure = _bug(error)
    with database.write() as connection:
        finish_learning_run(connection, run.id, found, failure)
    return True


def _worked_off(database: Database, run: LearningRun, progress: Progress) -> str:
    """What the run found, as JSON."""
    if run.task is Task.SWITCH_OFF:
        return str(switch_off(database, run.asked_by, progress))
    with database.read() as connection:
        proposal = propose(connection)
        if run.task is Task.LOOK:
            effects: list[Effect] = []
            if not proposal.trial.too_early:
                effects += would_change(connection, proposal.weights, proposal.lessons, progress)
            return look_text(look(connection, proposal, effects))
        shown = newest_look(connection)
    if shown is None or look_of(shown).key != proposal.key:
        raise NotAsShown(
            "在上次查看之后又有了更正，将要学习的与当时显示的不同。请重新查看，再开启。",
            "Corrections were made since the last look: what would be learned is not what it "
            "showed. Look again, then switch on.",
        )
    return str(switch_on(database, proposal, run.asked_by, progress))


class _Notes:
    """Progress, noted every now and then where the page reads it; raises Stopped when asked to."""

    def __init__(self, database: Database, run_id: int, stop: Event) -> None:
        self._database = database
        self._run_id = run_id
        self._stop = stop
        self._noted = 0.0

    def __call__(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if now - self._noted >= MOMENT or done == total:
            self._noted = now
            with self._database.write() as connection:
                note_progress(connection, self._run_id, done, total)


def _bug(error: Exception) -> TiaoliError:
    name = type(error).__name__
    return TiaoliError(
        f"发生了程序错误（{name}），详情见日志。请把日志交给开发人员。",
        f"A bug in the program ({name}) stopped this; the log tells more. "
        "Hand the log to the developers.",
    )
