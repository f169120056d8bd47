"""Taking in many files of an import at once: each is safe by itself, one transaction says so.

A commit costs as much as the rest of receiving a small file, and so does flushing folders.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from contracts.errors import OversizedFile
from ingest.files.folder_files import Refusal, name_of, path_shown, unreadable
from ingest.intake import keep, note, note_refusal
from store.database import Database
from store.files import FileStore
from store.import_items import Source
from store.import_runs import ImportRun, RunState
from store.reception import NewVersion
from store.run_control import state_of

TOGETHER = 20  # files: no pause and no upload of somebody else waits longer than for these


def take_in(
    database: Database,
    files: FileStore,
    run: ImportRun,
    size_limit: int,
    entries: Sequence[Path | Refusal],
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Receive paths of a run, until somebody pauses or cancels it.

    What cannot be read becomes a failed item that says why. ``progress`` is told of each path that
    is received. Raises StorageFull; what was received until then stays so.
    """
    for start in range(0, len(entries), TOGETHER):
        some = entries[start : start + TOGETHER]
        if not _take_together(database, files, run, size_limit, some):
            return
        for done, _ in enumerate(some, start=start + 1):
            progress(done)


def _take_together(
    database: Database,
    files: FileStore,
    run: ImportRun,
    size_limit: int,
    entries: Sequence[Path | Refusal],
) -> bool:
    """Receive these paths, or none of them where the run doesn't go on: False then."""
    unflushed: set[Path] = set()
    found = [(entry, _keep(files, run, size_limit, entry, unflushed)) for entry in entries]
    files.flush(unflushed)
    with database.write() as connection:
        if state_of(connection, run.id) is not RunState.RUNNING:
            return False
        for entry, kept in found:
            source = Source(path_shown(entry), run.id)
            if isinstance(kept, Refusal):
                note_refusal(connection, source, run.collection_id, kept.failure)
            else:
                note(connection, files, kept, source, collection_id=run.collection_id)
    return True


def _keep(
    files: FileStore,
    run: ImportRun,
    size_limit: int,
    entry: Path | Refusal,
    unflushed: set[Path],
) -> NewVersion | Refusal:
    """The original of one path, safe as soon as the folders are flushed; or why there is none."""
    if isinstance(entry, Refusal):
        return entry
    try:
        with entry.open("rb") as stream:
            return keep(
                files,
                stream,
                name_of(entry),
                received_by=run.started_by,
                size_limit=size_limit,
                unflushed=unflushed,
            )
    except OversizedFile as error:
        return Refusal(entry, error.failure())
    except OSError as error:
        return Refusal(entry, unreadable(error))
