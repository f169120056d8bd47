"""Is everything there, and does it agree? ``check`` finds what doesn't, ``repair`` mends it.

The originals and the rows that say what was received are the truth; readings and the index are made
from them again where they are wrong. An original is never deleted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from contracts.document import document_text
from contracts.errors import SearchUnavailable
from contracts.visibility import Visible
from index.protocol import Filters, SearchIndex
from index.query import Everything
from ingest import indexer
from store import consistency, jobs, outbox
from store.database import Connection, Database
from store.files import FileStore
from store.import_runs import settle_items
from store.index_contents import clause_counts, readable_documents, refused_documents
from store.readings import blocks_of, clauses_of, follow
from store.reception import is_kept, lock_every_collection
from store.tags import weights_of_versions

BATCH = 100  # documents that are compared with the index at once
HOUR = 3600.0


class ProblemKind(StrEnum):
    """What can be wrong; the subject is the id or the hash that follows each."""

    ORIGINAL_MISSING = "original_missing"  # version
    ORIGINAL_DAMAGED = "original_damaged"  # version
    STRAY_FILE = "stray_file"  # SHA-256
    NO_JOB = "no_job"  # version
    WRONG_READING = "wrong_reading"  # version
    WRONG_NEWEST = "wrong_newest"  # document
    NOT_QUEUED = "not_queued"  # document
    UNSETTLED = "unsettled"  # version
    NOT_SCORED = "not_scored"  # version
    SCORES_GIVEN_UP = "scores_given_up"  # version
    WAITING = "waiting"  # number of changes
    INDEX_DIFFERS = "index_differs"  # document
    INDEX_REFUSES = "index_refuses"  # document
    INDEX_EXTRA = "index_extra"  # number of clauses
    INDEX_UNAVAILABLE = "index_unavailable"


_MENDED_BY_REBUILDING = (ProblemKind.INDEX_EXTRA, ProblemKind.INDEX_UNAVAILABLE)
_MESSAGES = {
    ProblemKind.ORIGINAL_MISSING: (
        "版本 {}（{}）的原件不在文件夹中；请从备份恢复，或重新导入同一文件。",
        "The original of version {} ({}) is gone; restore it from a backup or import it again.",
    ),
    ProblemKind.ORIGINAL_DAMAGED: (
        "版本 {}（{}）的原件内容已改变；请从备份恢复，或重新导入同一文件。",
        "The original of version {} ({}) has changed; restore it from a backup or import it again.",
    ),
    ProblemKind.STRAY_FILE: (
        "文件 {} 不属于任何版本（上传中断所致）；修复时移到 set-aside，不会删除。",
        "File {} belongs to no version (an interrupted upload); repair moves it to set-aside.",
    ),
    ProblemKind.NO_JOB: (
        "版本 {} 尚未读取，也不在队列中；修复时重新排队。",
        "Version {} has not been read and is not in the queue; repair puts it there.",
    ),
    ProblemKind.WRONG_READING: (
        "版本 {} 的条款与文字不符；修复时重新读取。",
        "The clauses of version {} don't agree with its text; repair reads it again.",
    ),
    ProblemKind.WRONG_NEWEST: (
        "文件 {} 未指向最新版本；修复时改正。",
        "Document {} doesn't point at its newest version; repair corrects it.",
    ),
    ProblemKind.NOT_QUEUED: (
        "文件 {} 已读取，但没有等待编入索引；修复时排队。",
        "Document {} was read but doesn't wait for the index; repair queues it.",
    ),
    ProblemKind.UNSETTLED: (
        "版本 {} 已处理完，导入记录却仍是进行中；修复时更正。",
        "Version {} is done, but its import item says it is under way; repair corrects it.",
    ),
    ProblemKind.NOT_SCORED: (
        "版本 {} 的条款类型未由当前编码器判定，也不在队列中；修复时排队。",
        "The tags of version {} don't rest on the installed encoder, nor does it wait for it; "
        "repair queues it.",
    ),
    ProblemKind.SCORES_GIVEN_UP: (
        "编码器多次未能读取版本 {}，条款类型仍由规则判定，原因见日志；修复时再试。",
        "The encoder failed on version {} again and again; the rules' tags stand, and the log says "
        "why. Repair lets it be tried anew.",
    ),
    ProblemKind.WAITING: (
        "{} 项变更等待编入索引；后台进程运行时会自动完成。",
        "{} changes wait for the index; a running worker applies them.",
    ),
    ProblemKind.INDEX_DIFFERS: (
        "文件 {} 在索引中的条款数与数据库不同；修复时重新编入。",
        "The index holds another number of clauses of document {}; repair indexes it again.",
    ),
    ProblemKind.INDEX_REFUSES: (
        "检索引擎拒绝了文件 {}，原因见文件页面；修复时再试。",
        "The search engine refuses document {}; its page says why. Repair tries again.",
    ),
    ProblemKind.INDEX_EXTRA: (
        "索引中有 {} 个条款不属于任何文件；修复时重建索引。",
        "The index holds {} clauses of no document; repair rebuilds it.",
    ),
    ProblemKind.INDEX_UNAVAILABLE: (
        "索引无法使用，未能核对；修复时重建索引。",
        "The index is unavailable and was not compared; repair rebuilds it.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be, and what repairs it."""

    kind: ProblemKind
    subject: str
    file_name: str = ""  # of a version whose original is wrong: it may have to be looked for

    @property
    def message_zh(self) -> str:
        """What is wrong and what is done about it, in Chinese."""
        return _MESSAGES[self.kind][0].format(self.subject, self.file_name)

    @property
    def message_en(self) -> str:
        """What is wrong and what is done about it, in English."""
        return _MESSAGES[self.kind][1].format(self.subject, self.file_name)


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


def repair(
    database: Database,
    files: FileStore,
    index: SearchIndex,
    *,
    weights: str = "",
    stray_after: float = HOUR,
) -> list[Problem]:
    """Mend what can be mended, and say what that was; the rest stays for ``check`` to find.

    What is to be read, scored or indexed again is queued: worker and scorer do it.
    """
    files.remove_leftovers(stray_after)
    problems = check(database, files, index, weights=weights, stray_after=stray_after)
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
    everything = Visible.everything()
    text = document_text(blocks_of(connection, version_id, everything))
    clauses = clauses_of(connection, version_id, everything)
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
    found = weights_of_versions(connection, Visible.everything())
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
    everything, visible = Everything(), Visible.everything()
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
                jobs.ask_for_scores(connection, [int(problem.subject)], anew=True)
            case ProblemKind.WRONG_NEWEST:
                follow(connection, int(problem.subject))
            case ProblemKind.NOT_QUEUED | ProblemKind.INDEX_DIFFERS | ProblemKind.INDEX_REFUSES:
                outbox.add(connection, int(problem.subject))
            case ProblemKind.UNSETTLED:
                settle_items(connection, [int(problem.subject)])
            case _:
                return False
    return True
