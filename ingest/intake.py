"""Receiving a file: the original is safe on the disk, then one transaction says so.

The pages, the API, the command line and the folder import all come through here. What comes back
is an acknowledgement: from then on nothing, a crash of the machine included, loses the file.
Whether it can be read is not asked here: the pipeline finds out, and records it.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from contracts.document import Failure, Version
from contracts.errors import OversizedFile
from ingest.files.media_type import sniff_file
from ingest.run_control import follow_run, read_after_all
from store import audit, jobs
from store.database import Connection, Database
from store.files import FileStore
from store.import_items import ImportItem, Outcome, Remedy, Source, add_item, find_member
from store.reception import NewVersion, add_document, add_version, find_copy, lock_collection
from store.remedies import put_in_place


@dataclass(frozen=True, slots=True)
class InsteadOf:
    """The item of a file that could not be read, and how its replacement came about."""

    item: ImportItem
    remedy: Remedy


def receive(
    database: Database,
    files: FileStore,
    stream: BinaryIO,
    file_name: str,
    *,
    collection_id: int,
    received_by: str,
    size_limit: int,
    document_id: int | None = None,
    source: Source | None = None,
    instead_of: InsteadOf | None = None,
) -> ImportItem:
    """Keep a file and queue it for reading: as a new document, or a new version of ``document_id``.

    Without a ``source`` the file's name serves as its path. ``size_limit`` is in bytes; a file
    beyond it is refused, and its item says so. A file whose bytes the collection (or the document,
    where one is given) already holds is noted as a duplicate and makes no second document. A path
    within an archive or mail is received once, however often this is called. A file that is read
    ``instead_of`` one that could not be read is noted on that one's item.

    Raises NotFound where the collection or document does not exist, and StorageFull where the disk
    is full; the file is not received then.
    """
    source = source or Source(file_name)
    try:
        new = keep(files, stream, file_name, received_by=received_by, size_limit=size_limit)
    except OversizedFile as error:
        return refuse(database, source, collection_id, error.failure())
    with database.write() as connection:
        return note(
            connection,
            files,
            new,
            source,
            collection_id=collection_id,
            document_id=document_id,
            instead_of=instead_of,
        )


def keep(
    files: FileStore,
    stream: BinaryIO,
    file_name: str,
    *,
    received_by: str,
    size_limit: int,
    unflushed: set[Path] | None = None,
) -> NewVersion:
    """Store an original on the disk; no row names it yet. ``unflushed`` as in ``FileStore.store``.

    Raises OversizedFile and StorageFull.
    """
    stored = files.store(stream, size_limit, unflushed)
    with files.open(stored.sha256) as original:
        media_type = sniff_file(original, file_name)
    return NewVersion(
        sha256=stored.sha256,
        file_name=file_name,
        media_type=media_type,
        size=stored.size,
        received_by=received_by,
    )


def note(
    connection: Connection,
    files: FileStore,
    new: NewVersion,
    source: Source,
    *,
    collection_id: int,
    document_id: int | None = None,
    instead_of: InsteadOf | None = None,
) -> ImportItem:
    """Record a stored original, by the rules of ``receive``; committed, it counts as received."""
    # One receive at a time in a collection: of equal files sent at once, one is the first.
    lock_collection(connection, collection_id)
    known = find_member(connection, source)
    if known is not None:
        return known
    files.require(new.sha256)  # `repair` may have taken it for a stray and set it aside
    copy = find_copy(connection, new.sha256, collection_id, document_id)
    version = copy or _add(connection, new, collection_id, document_id)
    outcome = Outcome.DUPLICATE if copy else Outcome.RECEIVED
    if instead_of is None:
        item = add_item(connection, source, collection_id, outcome, version=version)
    else:
        item = put_in_place(connection, instead_of.item, version, instead_of.remedy)
    if copy is None:
        follow_run(connection, item.run_id, version.id)
    else:
        read_after_all(connection, copy)
    return item


def refuse(database: Database, source: Source, collection_id: int, failure: Failure) -> ImportItem:
    """Record that a file cannot be received, and why."""
    with database.write() as connection:
        return note_refusal(connection, source, collection_id, failure)


def note_refusal(
    connection: Connection, source: Source, collection_id: int, failure: Failure
) -> ImportItem:
    """The same within a transaction."""
    outcome = Outcome.ATTENTION if failure.attention else Outcome.FAILED
    known = find_member(connection, source)
    return known or add_item(connection, source, collection_id, outcome, failure=failure)


def _add(
    connection: Connection, new: NewVersion, collection_id: int, document_id: int | None
) -> Version:
    """Add the version, queue it for reading and note it in the audit log."""
    if document_id is None:
        title = PurePosixPath(new.file_name.replace("\\", "/")).stem
        document_id = add_document(connection, collection_id, title)
    version = add_version(connection, document_id, new)
    jobs.enqueue(connection, version.id)
    audit.record(connection, new.received_by, "receive", f"version {version.id}")
    return version
