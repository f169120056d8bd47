"""Finding what is missing or contradicts the rest; ``ingest.upkeep.repair`` mends it.

The originals and the rows that say what was received are the truth.
"""

from collections import Counter
from collections.abc import Iterator

from contracts.document import document_text
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index.protocol import Filters, SearchIndex
from index.query import Everything
from ingest.upkeep.problems import Problem, ProblemKind
from store import consistency, jobs, outbox
from store.database import Connection, Database
from store.files import FileStore
from store.index_contents import clause_counts, readable_documents, refused_documents
from store.readings import blocks_of, clauses_of
from store.reception import is_kept
from store.tags import weights_of_versions

BATCH = 100  # documents that are compared with the index at once
HOUR = 3600.0


def check(
    database: Database,
    files: FileStore,
    index: SearchIndex,
    *,
    weights: str = "",
    stray_after: float = HOUR,
) -> list[Problem]:
    """All that is wrong now. Reads every original and every clause; memory stays flat.

    ``weights`` names the installed encoder's, "" where there is none.
    A file that no version names is a stray once it is ``stray_after`` seconds old: a younger one
    may be in the middle of its upload.
    """
    with database.read() as connection:
        problems = [
            *_check_originals(connection, files, stray_after),
            *_check_rows(connection),
            *_check_readings(connection),
            *_check_scores(connection, weights),
        ]
    return [*problems, *_check_index(database, index)]


def _check_originals(
    connection: Connection, files: FileStore, stray_after: float
) -> Iterator[Problem]:
    for version in consistency.every_version(connection):
        if not files.path(version.sha256).exists():
            yield Problem(ProblemKind.ORIGINAL_MISSING, str(version.id), version.file_name)
        elif not files.verify(version.sha256):
            yield Problem(ProblemKind.ORIGINAL_DAMAGED, str(version.id), version.file_name)
    for sha256 in files.every_hash():
        if files.age(sha256) > stray_after and not is_kept(connection, sha256):
            yield Problem(ProblemKind.STRAY_FILE, sha256)


def _check_rows(connection: Connection) -> Iterator[Problem]:
    found = (
        (ProblemKind.NO_JOB, consistency.unread_without_job(connection)),
        (ProblemKind.WRONG_NEWEST, consistency.misled_documents(connection)),
        (ProblemKind.NOT_QUEUED, consistency.parsed_without_outbox(connection)),
        (ProblemKind.UNSETTLED, consistency.unsettled(connection)),
    )
    for kind, subjects in found:
        yield from (Problem(kind, str(subject)) for subject in subjects)
    if waiting := outbox.count(connection):
        yield Problem(ProblemKind.WAITING, str(waiting))


def _check_readings(connection: Connection) -> Iterator[Problem]:
    """Clauses follow one another without overlap, and each is its piece of the version's text."""
    for version in consistency.every_version(connection):
        if version.readable and not _is_read_right(connection, version.id):
            yield Problem(ProblemKind.WRONG_READING, str(version.id))


def _is_read_right(connection: Connection, version_id: int) -> bool:
    text = document_text(blocks_of(connection, version_id, EVERYTHING))
    clauses = clauses_of(connection, version_id, EVERYTHING)
    starts = [clause.span.start for clause in clauses[1:]]
    return bool(clauses) and all(
        text[clause.span.start : clause.span.end] == clause.text and clause.span.end <= start
        for clause, start in zip(clauses, [*starts, len(text)], strict=True)
    )


def _check_scores(connection: Connection, weights: str) -> Iterator[Problem]:
    """Every version that was read rests on the installed encoder, or waits for it."""
    if not weights:
        return
    for version_id in jobs.exhausted(connection, jobs.Lane.SCORES):
        yield Problem(ProblemKind.SCORES_GIVEN_UP, str(version_id))
    found = weights_of_versions(connection, EVERYTHING)
    queued = jobs.queued(connection)
    for version_id, theirs in found.items():
        if theirs != weights and version_id not in queued:
            yield Problem(ProblemKind.NOT_SCORED, str(version_id))


def _check_index(database: Database, index: SearchIndex) -> Iterator[Problem]:
    """The index holds as many clauses of each document as the database, and no others.

    Documents whose changes still wait for the index are left out.
    """
    with database.read() as connection:
        document_ids = readable_documents(connection)
        waiting = outbox.documents_waiting(connection)
        refused = refused_documents(connection) - waiting
    yield from (Problem(ProblemKind.INDEX_REFUSES, str(id)) for id in sorted(refused))
    everything, visible = Everything(), EVERYTHING
    try:
        left = index.search(everything, visible=visible, limit=1).total
        for start in range(0, len(document_ids), BATCH):
            some = frozenset(document_ids[start : start + BATCH])
            filters = Filters(documents=some)
            hits = index.search(everything, visible=visible, filters=filters, limit=None).hits
            held = Counter(hit.document_id for hit in hits)
            left -= held.total()
            with database.read() as connection:
                expected = clause_counts(connection, some - waiting - refused)
            for document_id, count in sorted(expected.items()):
                if held[document_id] != count:
                    yield Problem(ProblemKind.INDEX_DIFFERS, str(document_id))
    except SearchUnavailable:
        yield Problem(ProblemKind.INDEX_UNAVAILABLE, "")
        return
    if left > 0 and not waiting:
        yield Problem(ProblemKind.INDEX_EXTRA, str(left))
