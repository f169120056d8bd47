"""A search index in memory, and a parser of plain lines: for tests of what works with them."""

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import EncryptedFile, ParserStopped, SearchUnavailable
from contracts.reading import Reading
from contracts.recognition import Recognised
from contracts.visibility import Visible
from index.protocol import (
    Change,
    DocumentEntry,
    Facets,
    Filters,
    Forget,
    Hit,
    Order,
    Refusal,
    Results,
)
from index.query import Query
from ingest.archives.containers import Member, take_apart
from ingest.reading import understand


class MemoryIndex:
    """Holds entries in a dict, answers every query with all of them, and can be unavailable."""

    holds_directions = True

    def __init__(self) -> None:
        self.documents: dict[int, DocumentEntry] = {}
        self.sequence = 0
        self.available = True
        self.refusals: dict[int, Refusal] = {}
        self.applied: list[int] = []

    def apply(self, changes: Sequence[Change]) -> Sequence[Refusal]:
        """Replace or forget each document; one that is refused is forgotten, or stays as it is."""
        self._answer()
        refused = []
        for change in changes:
            if isinstance(change, Forget):
                self.documents.pop(change.document_id, None)
            elif refusal := self.refusals.get(change.document.document_id):
                refused.append(refusal)
                if not refusal.again:
                    self.documents.pop(refusal.document_id, None)
            else:
                self.documents[change.document.document_id] = change.document
            self.sequence = max(self.sequence, change.sequence)
        self.applied.append(len(changes))
        return refused

    def search(
        self,
        query: Query,
        *,
        visible: Visible,
        filters: Filters = Filters(),  # noqa: B008 - frozen, so sharing one does no harm
        order: Order = Order.BEST,
        offset: int = 0,
        limit: int | None = 20,
    ) -> Results:
        """All clauses that may be seen, whatever the query."""
        self._answer()
        hits = tuple(
            Hit(clause.clause_id, entry.document_id, 1.0)
            for entry in self.documents.values()
            if visible.includes(entry.collection_id)
            if not filters.documents or entry.document_id in filters.documents
            for clause in entry.clauses
        )
        end = None if limit is None else offset + limit
        return Results.counted(len(hits), hits[offset:end], Facets())

    def generation(self) -> int:
        """The last change applied."""
        return self.sequence

    def rebuild(self, documents: Iterable[DocumentEntry], sequence: int) -> Sequence[Refusal]:
        """Replace everything."""
        self._answer()
        entries = {entry.document_id: entry for entry in documents}
        self.documents = {id: entry for id, entry in entries.items() if id not in self.refusals}
        self.sequence = sequence
        return [refusal for id, refusal in self.refusals.items() if id in entries]

    def _answer(self) -> None:
        if not self.available:
            raise SearchUnavailable("索引停了。", "The index is down.")


class PlainParsers:
    """Every line is a paragraph; the words LOCKED, SCAN, BUG and STOP do what they say."""

    def __init__(self) -> None:
        self.parsed = 0
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()

    def read(
        self,
        source: Path,
        media_type: str,
        version_id: int,
        file_name: str,
        recognised: Recognised | None = None,
    ) -> Reading:
        """The lines of the file, understood."""
        with self._lock:
            self.parsed += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.begin_reading()
            return understand(_parse(source.read_text()), version_id, file_name)
        finally:
            with self._lock:
                self.at_once -= 1

    def begin_reading(self) -> None:
        """What a test does while a file is being read: nothing unless it says so."""

    def take_apart(self, source: Path, media_type: str, folder: Path) -> tuple[Member, ...]:
        """What the container holds."""
        return take_apart(source, media_type, folder)

    def require_open(self) -> None:
        """It is never closed."""


def _parse(text: str) -> ParsedFile:
    if "LOCKED" in text:
        raise EncryptedFile("需要密码。", "It wants a password.")
    if "STOP" in text:
        raise ParserStopped("超时。", "It ran out of time.")
    if "BUG" in text:
        raise ZeroDivisionError
    pages_without_text = (2,) if "SCAN" in text else ()
    blocks = tuple(
        Block(order, BlockKind.PARAGRAPH, line)
        for order, line in enumerate(line for line in text.splitlines() if line != "SCAN")
    )
    return ParsedFile(blocks, "plain 1", 2, pages_without_text)
