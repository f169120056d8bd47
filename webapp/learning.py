"""Learning from corrections as the pages ask for it: worked off in the background, with progress.

What a look found is kept, so that the page shows it until the next one; what is switched on is what
the newest look showed, or nothing.
"""

import logging
import time
from collections import defaultdict
from dataclasses import dataclass
from threading import Event

from pydantic import TypeAdapter

from contracts.errors import TiaoliError
from contracts.lessons import Trial
from contracts.visibility import Visible
from ingest.learning import Foreseen, Progress, propose, switch_off, switch_on, would_change
from review.changes import changed_findings
from review.findings import Verdict
from review.house_checklists import checklists_in_force
from store.database import Connection, Database, DatabaseUnavailable
from store.documents import get_document
from store.learning_runs import (
    LearningRun,
    Task,
    finish_learning_run,
    newest_look,
    next_run,
    note_progress,
)

logger = logging.getLogger(__name__)

EVERYTHING = Visible.everything()
PAUSE = 1.0  # seconds between two looks at an empty list
MOMENT = 0.5  # seconds between two notes of progress
MOST_SHOWN = 200  # documents whose changes are kept one by one


class Stopped(Exception):
    """The process is asked to stop: the run begins anew when it starts again."""


class NotAsShown(TiaoliError):
    """What would be switched on isn't what was shown."""

    code = "not_as_shown"


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A clause type: in how many documents how many clauses would gain or lose it."""

    clause_type: str
    documents: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that would gain or lose a type."""

    clause_id: str
    clause_type: str
    gained: bool


@dataclass(frozen=True, slots=True)
class FindingChange:
    """An item of a checklist whose verdict would be another."""

    checklist: str
    item: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What would change in a document."""

    document_id: int
    clauses: tuple[ClauseChange, ...]
    findings: tuple[FindingChange, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: the trial, and what would change; ``key`` names what would be learned.

    ``silent`` corrections teach nothing. Of ``changed`` documents the first are shown one by one.
    """

    key: str
    trial: Trial
    silent: int
    types: tuple[TypeChange, ...]
    changed: int
    findings: int
    documents: tuple[DocumentChange, ...]


_LOOK = TypeAdapter(Look)


def look_of(run: LearningRun) -> Look:
    """What a look found."""
    return _LOOK.validate_json(run.found)


def learn_when_asked(database: Database, stop: Event) -> None:
    """Work off what pages ask for until ``stop`` is set."""
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
    """Work off the run that waits; False where none does."""
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
    except Exception as error:
        logger.exception("learning run %d", run.id)
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
            changes: list[Foreseen] = []
            if not proposal.trial.too_early:
                changes += would_change(connection, proposal.weights, proposal.lessons, progress)
            look = _look(connection, changes, proposal.key, proposal.trial, proposal.silent)
            return _LOOK.dump_json(look).decode()
        shown = newest_look(connection)
    if shown is None or look_of(shown).key != proposal.key:
        raise NotAsShown(
            "在上次查看之后又有了更正，将要学习的与当时显示的不同。请重新查看，再开启。",
            "Corrections were made since the last look: what would be learned is not what it "
            "showed. Look again, then switch on.",
        )
    return str(switch_on(database, proposal, run.asked_by, progress))


def _look(
    connection: Connection, foreseen: list[Foreseen], key: str, trial: Trial, silent: int
) -> Look:
    documents = [_document_change(connection, each) for each in foreseen]
    return Look(
        key=key,
        trial=trial,
        silent=silent,
        types=_type_changes(foreseen),
        changed=len(documents),
        findings=sum(len(each.findings) for each in documents),
        documents=tuple(documents[:MOST_SHOWN]),
    )


def _type_changes(foreseen: list[Foreseen]) -> tuple[TypeChange, ...]:
    """By type, the one that changes most first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for change in (change for each in foreseen for change in each.changes):
        count = counts[change.clause_type]
        for place, more in enumerate((1, len(change.gained), len(change.lost))):
            count[place] += more
    found = [TypeChange(name, *count) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda each: (-each.gained - each.lost, each.clause_type)))


def _document_change(connection: Connection, foreseen: Foreseen) -> DocumentChange:
    document = get_document(connection, foreseen.document_id, EVERYTHING)
    checklists = checklists_in_force(connection).values()
    findings = changed_findings(
        document, foreseen.clauses, foreseen.before, foreseen.after, checklists
    )
    return DocumentChange(
        document.id,
        tuple(
            ClauseChange(clause_id, change.clause_type, gained)
            for change in foreseen.changes
            for gained, clause_ids in ((True, change.gained), (False, change.lost))
            for clause_id in clause_ids
        ),
        tuple(
            FindingChange(each.checklist.id, each.item.id, each.before, each.after)
            for each in findings
        ),
    )


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
        f"A mistake in the program ({name}) stopped this; the log tells more. "
        "Hand the log to the developers.",
    )
