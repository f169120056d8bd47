"""Taking received archives and mails apart: each file in them is received in turn.

The worker does it, before it reads the text of a mail. If it dies half-way, the files received so
far stay, and the next attempt goes on with the rest.
"""

from pathlib import Path, PurePosixPath
from typing import Protocol

from contracts.document import Version
from contracts.media_types import SCANS
from contracts.visibility import EVERYTHING
from ingest.archives.containers import ARCHIVES, CONTAINERS, Member
from ingest.archives.zip_archive import MOST_BYTES
from ingest.intake import receive, refuse
from ingest.pipeline import Parsers, Result, Unpacked, attempt, read_version
from ingest.scans.defects import with_defects
from store.database import Database
from store.documents import get_document
from store.files import FileStore
from store.import_items import ImportItem, Source, origin_of
from store.recognised import defects_in, recognised_in


class Openers(Parsers, Protocol):
    """What reads files and takes them apart; ``ingest.guarded.guard.GuardedParsers`` does both."""

    def take_apart(self, source: Path, media_type: str, folder: Path) -> tuple[Member, ...]:
        """Put what a container holds into a folder; raises an UnreadableFile that says why not."""

    def require_open(self) -> None:
        """Raise ReadingInterrupted once the program was told to stop and can't wait any longer."""


def read_or_unpack(
    version: Version, database: Database, files: FileStore, parsers: Openers
) -> Result:
    """Read a version or, where it is a container, take it apart. Raises nothing."""
    if version.media_type in CONTAINERS:
        result = attempt(version, lambda: _unpack(version, database, files, parsers))
        if version.media_type in ARCHIVES or not isinstance(result, Unpacked):
            return result
    if version.media_type not in SCANS:
        return read_version(version, files, parsers)
    with database.read() as connection:
        recognised = recognised_in(connection, version.sha256)
        defects = defects_in(connection, version.sha256)
    return with_defects(read_version(version, files, parsers, recognised), defects)


def _unpack(version: Version, database: Database, files: FileStore, parsers: Openers) -> Unpacked:
    files.require(version.sha256)
    with database.read() as connection:
        origin = origin_of(connection, version.id)
        document = get_document(connection, version.document_id, EVERYTHING)
    if origin is not None and origin.container_id is not None:
        return Unpacked()  # what it holds came out of the same container
    with files.scratch() as folder:
        members = parsers.take_apart(files.path(version.sha256), version.media_type, folder)
        for member in members:
            parsers.require_open()
            _receive(member, version, document.collection_id, origin, database, files)
    return Unpacked()


def _receive(
    member: Member,
    version: Version,
    collection_id: int,
    origin: ImportItem | None,
    database: Database,
    files: FileStore,
) -> None:
    whole = origin.path if origin else version.file_name
    source = Source(f"{whole}/{member.path}", origin.run_id if origin else None, version.id)
    if member.failure is not None:
        refuse(database, source, collection_id, member.failure)
    elif member.file is not None:
        with member.file.open("rb") as stream:
            receive(
                database,
                files,
                stream,
                PurePosixPath(member.path).name or version.file_name,
                collection_id=collection_id,
                received_by=version.received_by,
                size_limit=MOST_BYTES,
                source=source,
            )
