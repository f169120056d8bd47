"""Mending what ``check`` finds: readings and the index are made again from originals and rows.

An original is never deleted.
"""

from contracts.errors import SearchUnavailable
from index.protocol import SearchIndex
from ingest import indexer
from ingest.upkeep.check import HOUR, check
from ingest.upkeep.problems import Problem, ProblemKind
from store import jobs, outbox, score_jobs
from store.database import Database
from store.files import FileStore
from store.following import follow
from store.import_items import settle_items
from store.reception import is_kept, lock_every_collection

_MENDED_BY_REBUILDING = (ProblemKind.INDEX_EXTRA, ProblemKind.INDEX_UNAVAILABLE)


def repair(
    database: Database,
    files: FileStore,
    index: SearchIndex,
    *,
    weights: str = "",
) -> list[Problem]:
    """Mend what can be mended, and say what that was; the rest stays for ``check`` to find.

    What is to be read, scored or indexed again is queued: worker and scorer do it.
    """
    files.remove_leftovers(HOUR)
    problems = check(database, files, index, weights=weights)
    mended = [problem for problem in problems if _mend(database, files, problem)]
    wrong_index = [problem for problem in problems if problem.kind in _MENDED_BY_REBUILDING]
    if wrong_index and _rebuild(database, index):
        mended += wrong_index
    return mended


def _rebuild(database: Database, index: SearchIndex) -> bool:
    """Fill the index anew; False where it can't be, or another process is at it."""
    try:
        indexer.rebuild(database, index)
    except SearchUnavailable:
        return False
    return True


def _mend(database: Database, files: FileStore, problem: Problem) -> bool:
    """Mend one problem in a transaction of its own; False where only a person can."""
    with database.write() as connection:
        match problem.kind:
            case ProblemKind.STRAY_FILE:
                # No upload can be acknowledged meanwhile, so none is set aside under its hands.
                lock_every_collection(connection)
                if not is_kept(connection, problem.subject):
                    files.set_aside(problem.subject)
            case ProblemKind.NO_JOB | ProblemKind.WRONG_READING:
                jobs.enqueue(connection, int(problem.subject))
            case ProblemKind.NOT_SCORED | ProblemKind.SCORES_GIVEN_UP:
                score_jobs.enqueue(connection, [int(problem.subject)], anew=True)
            case ProblemKind.WRONG_NEWEST:
                follow(connection, int(problem.subject))
            case ProblemKind.NOT_QUEUED | ProblemKind.INDEX_DIFFERS | ProblemKind.INDEX_REFUSES:
                outbox.add(connection, int(problem.subject))
            case ProblemKind.UNSETTLED:
                settle_items(connection, [int(problem.subject)])
            case _:
                return False
    return True
