"""A stored document with the tags of its clauses, read by the encoder first where it wasn't yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Tag
from contracts.document import Document, Version
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from ingest.tags.basis import Basis
from store.database import Connection
from store.documents import get_document, newest_readable
from store.readings import clauses_of, tags_of
from webapp.cli.terminal import Terminal
from webapp.cli.waiting import read_by_encoder
from webapp.services import Services


@dataclass(frozen=True, slots=True)
class TaggedDocument:
    """A document's newest readable version; ``tags`` by clause id rest on ``basis``."""

    document: Document
    basis: Basis
    clauses: Sequence[Clause]
    tags: Mapping[str, Sequence[Tag]]


def tagged_document(terminal: Terminal, services: Services, number: int) -> TaggedDocument:
    """The document of this number. Raises NotFound, also where no version could be read."""
    version, basis = read_version(terminal, services, number)
    with services.database.read() as connection:
        document = get_document(connection, number, EVERYTHING)
        clauses = clauses_of(connection, version.id, EVERYTHING)
        tags = tags_of(connection, version.id, EVERYTHING)
    return TaggedDocument(document, basis, clauses, tags)


def read_version(terminal: Terminal, services: Services, number: int) -> tuple[Version, Basis]:
    """A document's newest readable version, and what its tags rest on once the encoder read it.

    Raises NotFound, also where no version could be read.
    """
    with services.database.read() as connection:
        document = get_document(connection, number, EVERYTHING)
        version = _readable_version(connection, document)
    return version, read_by_encoder(terminal, services, version)


def _readable_version(connection: Connection, document: Document) -> Version:
    version = newest_readable(connection, document.id, EVERYTHING)
    if version is None:
        raise NotFound(
            f"文件 #{document.id}“{document.title}”没有可读的版本，原因见它的网页。",
            f"Document #{document.id} ({document.title}) has no version that could be read; "
            "its page says why.",
        )
    return version
