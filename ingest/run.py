"""An import run: every file under some paths is received, and the receipt adds up.

A run that was cut short is continued by starting it again: the paths that are noted already are not
taken a second time. Reading the files is the worker's part and goes on beside or after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from contracts.document import SKIPPED, Failure
from contracts.visibility import EVERYTHING, Visible
from ingest.files.folder_files import files_under, path_shown, shown
from ingest.progress import Progress, unwatched
from ingest.taking_in import take_in
from store.database import Connection, Database
from store.files import FileStore
from store.import_items import ImportItem, Outcome
from store.import_runs import (
    ImportCounts,
    ImportRun,
    RunState,
    counts_of,
    create_run,
    find_unfinished,
    finish_run,
    get_run,
    items_of,
    paths_of,
)
from store.run_control import set_state, set_total, state_of


@dataclass(frozen=True, slots=True)
class Cause:
    """The items that failed, need attention or repeat an unreadable file, for one reason."""

    outcome: Outcome
    failure: Failure
    items: tuple[ImportItem, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a run: received = indexed + duplicate + attention + failed + pending."""

    run: ImportRun
    counts: ImportCounts
    causes: tuple[Cause, ...]


def import_paths(
    database: Database,
    files: FileStore,
    paths: Sequence[Path],
    *,
    collection_id: int,
    started_by: str,
    size_limit: int,
    progress: Progress = unwatched,
) -> ImportRun:
    """Receive every file under the paths, hidden ones too; begin a run, or continue one cut short.

    What cannot be received (no permission, a link out of the folder) becomes a failed item that
    says why. ``progress`` is told how many of how many paths are done. Raises StorageFull, with the
    run left to be continued, as it is where somebody pauses or cancels it meanwhile.
    """
    roots = [path.resolve() for path in paths]
    label = "\n".join(map(shown, roots))
    with database.write() as connection:
        run = find_unfinished(connection, collection_id, label) or create_run(
            connection, collection_id, started_by, label
        )
        set_state(connection, run.id, RunState.RUNNING)  # it may have been paused
        known = paths_of(connection, run.id)
    found = [entry for root in roots for entry in files_under(root)]
    with database.write() as connection:
        set_total(connection, run.id, len(found))
    new = [entry for entry in found if path_shown(entry) not in known]
    there = len(found) - len(new)
    take_in(
        database,
        files,
        run,
        size_limit,
        new,
        progress=lambda done: progress(there + done, len(found)),
    )
    with database.write() as connection:
        if state_of(connection, run.id) is not RunState.PAUSED:
            finish_run(connection, run.id)
        return get_run(connection, run.id, EVERYTHING)


def receipt(connection: Connection, run_id: int, visible: Visible) -> Receipt:
    """What came of a run so far, grouped by cause; NotFound where it may not be seen."""
    unhappy = [
        (item.outcome, item.failure, item)
        for item in items_of(connection, run_id, visible)
        if item.failure and item.failure.code != SKIPPED
    ]
    unhappy.sort(key=lambda one: (one[0], one[1].code, one[1].message_en))
    return Receipt(
        get_run(connection, run_id, visible),
        counts_of(connection, run_id, visible),
        tuple(
            Cause(outcome, failure, tuple(item for _, _, item in same))
            for (outcome, failure), same in groupby(unhappy, key=lambda one: one[:2])
        ),
    )
