"""The indexer brings the search index up to date with the database, batch by batch.

Rows of the outbox are acknowledged only once the index has their documents, so a crash between the
two repeats the batch, and applying it twice changes nothing. One process indexes at a time: its
lease's fence numbers what it sends, so that an index never takes older contents for newer ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from contracts.document import Failure
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index.protocol import (
    Change,
    ClauseEntry,
    DocumentEntry,
    Forget,
    Put,
    Refusal,
    SearchIndex,
)
from index.query import Everything
from store import leases, outbox
from store.database import Connection, Database
from store.index_contents import (
    NOT_SEARCHABLE,
    IndexedDocument,
    contents_of,
    forget_refusals,
    is_anything_indexed,
    mark_indexed,
    mark_refused,
    parsed_versions,
    readable_documents,
)
from store.workers import this_worker

BATCH = 200  # changes


def begin(database: Database, index: SearchIndex) -> None:
    """Make the index of a new installation; one that was lost is not taken for new.

    Raises SearchUnavailable where it cannot be made now.
    """
    with database.read() as connection:
        if is_anything_indexed(connection):
            return
    try:
        index.search(Everything(), visible=EVERYTHING, limit=0)
    except SearchUnavailable:
        rebuild(database, index)


def is_behind(database: Database, index: SearchIndex) -> bool:
    """Whether the index lacks what was put into the index before: it is another one, or older.

    So it is where another engine was used meanwhile, or an old copy was put back. One that doesn't
    answer is not called so.
    """
    with database.read() as connection:
        applied = leases.applied(connection)
    return 0 < index.generation() < applied


def apply_outbox(database: Database, index: SearchIndex, batch: int = BATCH) -> int:
    """Apply the oldest changes that wait; how many there were (0: none, or another indexes now).

    Raises SearchUnavailable where the index cannot be written, or not all of it; the changes go on
    waiting then.
    """
    with database.read() as connection:
        if outbox.count(connection) == 0:
            return 0
    with database.write() as connection:
        fence = leases.take(connection, leases.INDEX, this_worker())
    if fence is None:
        return 0
    if index.generation() > fence:
        # The index was fed from a newer database than this one, which was restored from a backup.
        _give_back(database, fence)
        rebuild(database, index)
        return apply_outbox(database, index, batch)
    with database.read() as connection:
        waiting = outbox.waiting(connection, batch)
        documents = {change.document_id for change in waiting}
        contents = contents_of(connection, documents, directions=index.holds_directions)
        parsed = parsed_versions(connection, documents)
    try:
        refusals = index.apply([_change(fence, id, contents.get(id)) for id in documents])
    except BaseException:
        _give_back(database, fence)
        raise
    later = {refusal.document_id for refusal in refusals if refusal.again}
    with database.write() as connection:
        if leases.give_back(connection, leases.INDEX, fence):
            leases.note_applied(connection, fence)
            done = [change for change in waiting if change.document_id not in later]
            outbox.acknowledge(connection, [change.sequence for change in done])
            mark_indexed(connection, [id for id, of in parsed.items() if of not in later])
            forget_refusals(connection, documents - later)
            _note(connection, refusals)
        else:
            _queue_again(connection, documents, contents)
    if later:
        raise _put_off(refusals)
    return len(waiting)


def _queue_again(
    connection: Connection, documents: Iterable[int], sent: Mapping[int, IndexedDocument]
) -> None:
    """Another process may have applied newer contents before our older ones."""
    for document_id in documents:
        indexed_in = sent[document_id].document.collection_id if document_id in sent else None
        outbox.add(connection, document_id, indexed_in=indexed_in)


def let_go(database: Database) -> None:
    """Give back what this process holds of the index: the database was away when it was to."""
    with database.write() as connection:
        leases.give_up(connection, leases.INDEX, this_worker())


def rebuild(database: Database, index: SearchIndex) -> int:
    """Fill the index anew from the database, and say with how many documents.

    Searches see the old index until it is done; changes made meanwhile wait in the outbox. Raises
    SearchUnavailable where another process is indexing, or the index cannot be written.
    """
    with database.write() as connection:
        fence = leases.take(connection, leases.INDEX, this_worker())
    if fence is None:
        raise SearchUnavailable(
            "另一个进程正在更新索引，请稍后再试。",
            "Another process is updating the index; try again in a minute.",
        )
    try:
        with database.read() as connection:
            document_ids = readable_documents(connection)
        entries = _entries(database, document_ids, fence, directions=index.holds_directions)
        refusals = index.rebuild(entries, fence)
        with database.write() as connection:
            leases.note_applied(connection, fence)
            forget_refusals(connection)
            _note(connection, refusals)
    finally:
        _give_back(database, fence)
    return len(document_ids)


def _give_back(database: Database, fence: int) -> None:
    with database.write() as connection:
        leases.give_back(connection, leases.INDEX, fence)


def _note(connection: Connection, refusals: Sequence[Refusal]) -> None:
    """Say on each document that the engine refuses why it can't be found."""
    for refusal in refusals:
        if not refusal.again:
            mark_refused(connection, refusal.document_id, _failure(refusal))


def _failure(refusal: Refusal) -> Failure:
    return Failure(
        NOT_SEARCHABLE,
        f"检索引擎拒绝了这份文件（{refusal.reason}），因此检索不到；阅读、审查和比对不受影响。",
        f"The search engine refuses this document ({refusal.reason}), so that searches don't find "
        "it; it can be read, reviewed and compared.",
        attention=True,
    )


def _put_off(refusals: Sequence[Refusal]) -> SearchUnavailable:
    waiting = [refusal for refusal in refusals if refusal.again]
    count, reason = len(waiting), waiting[0].reason
    return SearchUnavailable(
        f"检索引擎暂时没有接受 {count} 份文件（{reason}），稍后自动再试。",
        f"The search engine did not take {count} documents for now ({reason}); they are sent again "
        "in a while.",
    )


def _entries(
    database: Database, document_ids: Sequence[int], fence: int, *, directions: bool
) -> Iterator[DocumentEntry]:
    """The documents' entries, a batch at a time, so that memory stays flat."""
    for start in range(0, len(document_ids), BATCH):
        with database.write() as connection:
            leases.renew(connection, leases.INDEX, fence)
        with database.read() as connection:
            some = document_ids[start : start + BATCH]
            contents = contents_of(connection, some, directions=directions)
        yield from map(_entry, contents.values())


def _change(sequence: int, document_id: int, contents: IndexedDocument | None) -> Change:
    if contents is None:
        return Forget(sequence, document_id)
    return Put(sequence, _entry(contents))


def _entry(contents: IndexedDocument) -> DocumentEntry:
    document = contents.document
    return DocumentEntry(
        document_id=document.id,
        version_id=contents.version_id,
        collection_id=document.collection_id,
        collection=contents.collection,
        title=document.title,
        kind=document.kind,
        contract_type=document.contract_type,
        language=document.language,
        parties=tuple(party.name for party in document.parties),
        agreement_date=document.agreement_date,
        clauses=tuple(
            ClauseEntry(
                clause.id,
                clause.order,
                clause.text,
                clause.heading,
                clause.clause_types,
                clause.number_label,
                clause.above,
                clause.direction,
            )
            for clause in contents.clauses
        ),
        directions=contents.directions,
    )
