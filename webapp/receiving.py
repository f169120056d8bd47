"""Files that come in by the network: as an import run, each kept before it is acknowledged."""

from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import request
from werkzeug.datastructures import FileStorage

from contracts.document import Document
from ingest.intake import receive
from store import import_runs
from store.import_items import ImportItem, Source
from store.import_runs import ImportRun
from webapp.access import reading, services, writing


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was chosen in a form, under its name on the person's machine."""

    name: str
    stream: BinaryIO


def sent_file() -> SentFile | None:
    """The file of the present form; None where none was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return None
    return SentFile(file.filename, cast(BinaryIO, file.stream))


def begin_run(collection_id: int | None) -> ImportRun:
    """Begin an import into a collection that the person may edit."""
    with writing() as access:
        access.require_editor(collection_id or 0)
        return import_runs.create_run(
            access.connection, collection_id or 0, access.user.name, "upload"
        )


def receive_into(run: ImportRun, file: FileStorage, path: str) -> ImportItem:
    """Keep one file of a run, for a person who may edit its collection."""
    with reading() as access:
        access.require_editor(run.collection_id)
    return receive_from(access.user.name, run, file, path)


def receive_from(name: str, run: ImportRun, file: FileStorage, path: str) -> ImportItem:
    """Keep one file that this person sent; ``path`` is shown, never opened."""
    here = services()
    return receive(
        here.database,
        here.files,
        cast(BinaryIO, file.stream),
        path.rsplit("/", 1)[-1],
        collection_id=run.collection_id,
        received_by=name,
        source=Source(path, run.id),
        size_limit=here.settings.upload_limit,
    )


def receive_version(name: str, document: Document, file: SentFile) -> ImportItem:
    """Keep a file that this person sent as a new version of a document."""
    here = services()
    return receive(
        here.database,
        here.files,
        file.stream,
        file.name,
        collection_id=document.collection_id,
        received_by=name,
        document_id=document.id,
        size_limit=here.settings.upload_limit,
    )


def end_run(run: ImportRun) -> None:
    """Say that no more files will be sent; those that were may still be read."""
    with writing() as access:
        access.require_editor(run.collection_id)
        import_runs.finish_run(access.connection, run.id)
