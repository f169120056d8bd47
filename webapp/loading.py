"""Loading files without a running server: receive them, then read until none of them waits.

Where a server runs on the same data folder, its worker takes its share of the reading.
"""

import fcntl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from pathlib import Path
from threading import Event

from contracts.visibility import EVERYTHING
from ingest.files.folder_files import name_of, shown
from ingest.guarded.fork_server import started_fork_server
from ingest.guarded.grace import closed_after_grace
from ingest.intake import receive
from ingest.progress import Progress
from ingest.run import import_paths
from ingest.tags.scoring_lane import score_waiting
from ingest.tags.text_scoring import Encoder
from ingest.worker import work
from store.collections import create_collection, find_collection
from store.database import Connection
from store.documents import get_document
from store.import_items import Source
from store.import_runs import ImportRun, create_run, finish_run, get_run
from store.jobs import Lane, count, exhausted
from webapp.acting import COMMAND_LINE
from webapp.indexing import follow_index
from webapp.one_heap import share_one_heap
from webapp.services import Services

POLL_SECONDS = 0.2


def ensure_collection(connection: Connection, name: str) -> int:
    """The id of the collection of this name, made where there is none."""
    found = find_collection(connection, name, EVERYTHING)
    return found.id if found else create_collection(connection, name)


def load_paths(
    services: Services, paths: Sequence[Path], collection: str, progress: Progress
) -> ImportRun:
    """Receive all files under the paths into the collection of this name, made if need be.

    An interrupted run of the same paths is continued.
    """
    with services.database.write() as connection:
        collection_id = ensure_collection(connection, collection)
    return load_into(services, paths, collection_id, progress)


def load_into(
    services: Services, paths: Sequence[Path], collection_id: int, progress: Progress
) -> ImportRun:
    """The same for a collection that exists, by its id.

    Imports that start at the same time receive one after the other: the second must not take the
    first, which is still running, for an interrupted one.
    """
    started_fork_server()  # what reads the files loads while they are received
    with (services.settings.data / "import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed
        return import_paths(
            services.database,
            services.files,
            paths,
            collection_id=collection_id,
            started_by=COMMAND_LINE,
            size_limit=services.settings.upload_limit,
            progress=progress,
        )


def load_version(services: Services, path: Path, document_id: int) -> ImportRun:
    """Receive a file as a new version of a document. Raises NotFound where there is none."""
    path = path.resolve()
    with services.database.write() as connection:
        document = get_document(connection, document_id, EVERYTHING)
        run = create_run(connection, document.collection_id, COMMAND_LINE, shown(path))
    with path.open("rb") as stream:
        receive(
            services.database,
            services.files,
            stream,
            name_of(path),
            collection_id=document.collection_id,
            received_by=COMMAND_LINE,
            size_limit=services.settings.upload_limit,
            document_id=document_id,
            source=Source(shown(path), run.id),
        )
    with services.database.write() as connection:
        finish_run(connection, run.id)
        return get_run(connection, run.id, EVERYTHING)


def read_waiting(services: Services, progress: Progress) -> None:
    """Read all waiting files, whoever sent them; an interrupt stops it."""
    share_one_heap()
    stop = Event()
    paused = _waiting(services, Lane.PAUSED)  # files of other imports, which wait for a person
    total = _waiting(services, Lane.TEXT)
    with closed_after_grace(services.parsers, stop), ThreadPoolExecutor(1, "worker") as thread:
        working = thread.submit(
            work,
            services.database,
            services.files,
            services.index,
            services.parsers,
            stop=stop,
            processes=services.settings.parser_processes,
            until_idle=True,
            ask_for_scores=services.encoder is not None,
        )
        try:
            while not working.done():
                wait_for([working], POLL_SECONDS)
                waiting = _waiting(services, Lane.TEXT)
                waiting += max(0, _waiting(services, Lane.PAUSED) - paused)  # ours, meanwhile
                total = max(total, waiting)  # a server may receive more meanwhile
                progress(total - waiting, total)
        finally:
            stop.set()
        working.result()


def _waiting(services: Services, lane: Lane) -> int:
    with services.database.read() as connection:
        return count(connection, lane)


def score_what_waits(services: Services, encoder: Encoder, progress: Progress) -> None:
    """Have the encoder read all that waits for it; an interrupt stops it."""
    stop = Event()
    total = _waiting_for_scores(services)
    with ThreadPoolExecutor(1, "scorer") as thread:
        scoring = thread.submit(
            score_waiting, services.database, encoder, stop=stop, until_idle=True, gives_way=False,
            sentences=services.sentences,
        )  # fmt: skip
        try:
            while not scoring.done():
                wait_for([scoring], POLL_SECONDS)
                waiting = _waiting_for_scores(services)
                total = max(total, waiting)
                progress(total - waiting, total)
        finally:
            stop.set()
        scoring.result()
    follow_index(services)


def _waiting_for_scores(services: Services) -> int:
    with services.database.read() as connection:
        return count(connection, Lane.SCORES) - len(exhausted(connection, Lane.SCORES))
