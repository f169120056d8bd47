"""The sides of a comparison, from stored versions or from what was read of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from compare.side import Side
from contracts.clause import Tag
from contracts.document import Document, Version
from contracts.errors import NotFound
from contracts.media_types import DOCX
from contracts.reading import Reading
from contracts.recognition import Recognised
from contracts.visibility import Visible
from store.database import Connection
from store.documents import get_document, newest_readable, versions_of
from store.files import FileStore
from store.readings import blocks_of, clauses_of, tags_of
from store.recognised import recognised_in
from webapp.fact_values import stored_parties


@dataclass(frozen=True, slots=True)
class Compared:
    """A side of a comparison with its document, its name and the file that it was read from.

    ``file_name`` is how the file was called when it came.
    """

    side: Side
    document: Document
    name: str
    file_name: str
    path: Path
    media_type: str

    def word_file(self) -> bytes | None:
        """The file, if it is one of Word in which changes can be tracked."""
        return self.path.read_bytes() if self.media_type == DOCX else None


def version_to_compare(
    connection: Connection, document_id: int, number: int | None, visible: Visible
) -> Version:
    """A document's version by its number, else the newest readable one; NotFound without any."""
    document = get_document(connection, document_id, visible)
    if number is None:
        version = newest_readable(connection, document_id, visible)
        if version is None:
            raise NotFound(
                f"文件 #{document_id}“{document.title}”没有可读的版本，无法比对。",
                f"Document #{document_id} ({document.title}) has no version that could be read.",
            )
        return version
    for version in versions_of(connection, document_id, visible):
        if version.number == number:
            return version
    raise NotFound(
        f"文件 #{document_id}“{document.title}”没有第 {number} 版。",
        f"Document #{document_id} ({document.title}) has no version {number}.",
    )


def compared_version(
    connection: Connection, files: FileStore, version: Version, visible: Visible
) -> Compared:
    """A stored version, as one of the sides; NotFound where nothing could be read from it."""
    document = get_document(connection, version.document_id, visible)
    return Compared(
        side_of_version(connection, version, visible),
        document,
        f"{document.title} v{version.number}",
        version.file_name,
        files.path(version.sha256),
        version.media_type,
    )


def side_of_version(connection: Connection, version: Version, visible: Visible) -> Side:
    """A stored version's side; NotFound where nothing could be read from it."""
    clauses = clauses_of(connection, version.id, visible)
    if not clauses:
        raise NotFound(
            f"第 {version.number} 版（{version.file_name}）没有可比对的文字，原因见文件的网页。",
            f"There is no text to compare in version {version.number} ({version.file_name}); "
            "the document's page says why.",
        )
    document = get_document(connection, version.document_id, visible)
    return Side(
        blocks_of(connection, version.id, visible),
        clauses,
        _provided(tags_of(connection, version.id, visible)),
        tuple(party.name for party in document.parties),
        recognised_in(connection, version.sha256),
    )


def side_of_reading(reading: Reading, recognised: Recognised = MappingProxyType({})) -> Side:
    """The side of a file that is not stored, and what was recognised in it."""
    facts = {fact.field: fact.value for fact in reading.facts}
    parties = stored_parties(facts.get("parties", ""))
    return Side(
        reading.parsed.blocks,
        reading.clauses,
        _provided(reading.tags),
        tuple(party.name for party in parties),
        recognised,
    )


def _provided(tags: Mapping[str, Sequence[Tag]]) -> dict[str, frozenset[str]]:
    return {
        clause: frozenset(tag.clause_type for tag in found if not tag.weak)
        for clause, found in tags.items()
    }
