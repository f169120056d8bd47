"""The indexer brings the search index up to date with the database, batch by batch.

Rows of the outbox are acknowledged only once the index has their documents, so a crash between the
two repeats the batch, and applying it twice changes nothing. One process indexes at a time.
"""

from collections.abc import Iterator, Sequence

from contracts.errors import SearchUnavailable
from index.protocol import Change, ClauseEntry, DocumentEntry, Forget, Put, SearchIndex
from store import leases, outbox
from store.database import Database
from store.index_contents import (
    IndexedDocument,
    contents_of,
    mark_indexed,
    parsed_versions,
    readable_documents,
)
from store.workers import this_worker

BATCH = 200  # changes


def apply_outbox(database: Database, index: SearchIndex, batch: int = BATCH) -> int:
    """Apply the oldest changes that wait; how many there were (0: none, or another indexes now).

    Raises SearchUnavailable where the index cannot be written; the changes go on waiting then.
    """
    with database.read() as connection:
        if outbox.count(connection) == 0:
            return 0
    with database.write() as connection:
        fence = leases.take(connection, leases.INDEX, this_worker())
    if fence is None:
        return 0
    with database.read() as connection:
        waiting = outbox.waiting(connection, batch)
        sequences = {change.document_id: change.sequence for change in waiting}
        contents = contents_of(connection, sequences)
        parsed = parsed_versions(connection, sequences)
    changes = [_change(sequence, id, contents.get(id)) for id, sequence in sequences.items()]
    try:
        index.apply(changes)
    except BaseException:
        with database.write() as connection:
            leases.give_back(connection, leases.INDEX, fence)
        raise
    with database.write() as connection:
        if leases.give_back(connection, leases.INDEX, fence):
            outbox.acknowledge(connection, [change.sequence for change in waiting])
            mark_indexed(connection, parsed)
        else:
            # Another process may have applied newer contents before our older ones.
            for document_id in sequences:
                outbox.add(connection, document_id)
    return len(waiting)


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
            # All that waits now will be in the new index; a lost one says that it has seen nothing.
            sequence = max(index.generation(), outbox.newest(connection))
        index.rebuild(_entries(database, document_ids, fence), sequence)
    finally:
        with database.write() as connection:
            leases.give_back(connection, leases.INDEX, fence)
    return len(document_ids)


def _entries(
    database: Database, document_ids: Sequence[int], fence: int
) -> Iterator[DocumentEntry]:
    """The documents' entries, a batch at a time, so that memory stays flat."""
    for start in range(0, len(document_ids), BATCH):
        with database.write() as connection:
            leases.renew(connection, leases.INDEX, fence)
        with database.read() as connection:
            contents = contents_of(connection, document_ids[start : start + BATCH])
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
            ClauseEntry(clause.id, clause.order, clause.text, clause.heading, clause.clause_types)
            for clause in contents.clauses
        ),
    )
