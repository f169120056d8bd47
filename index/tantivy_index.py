"""The embedded search index: clauses in tantivy, in a folder of their own."""

import json
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import tantivy
from tantivy import Query as TantivyQuery

from contracts.errors import SearchUnavailable
from contracts.visibility import Visible
from index.entries import newest_changes
from index.folder import IndexFolder, missing
from index.protocol import Change, DocumentEntry, Filters, Order, Put, Results
from index.query import Query
from index.tantivy_counting import Known, Question
from index.tantivy_schema import FORM, SCHEMA, clause_entries, state_entry
from index.tantivy_search import Search

_BATCH_MEMORY = 15_000_000  # bytes, the least that tantivy takes
_REBUILD_MEMORY = 128_000_000
_PACKED_TOGETHER = 1_024  # bytes of text, some three clauses: to read one the others are unpacked

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """The index as it was at one moment; ``stamp`` tells whether it is still the newest."""

    stamp: tuple[Path, int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher
    known: Known = field(default_factory=Known)


class TantivyIndex:
    """A SearchIndex in a folder of the local disk.

    Any number of processes and threads may search while one writes. ``rebuild`` makes the index; a
    new data folder begins with ``rebuild((), 0)``. Without that, every verb raises
    SearchUnavailable: a lost index is never taken for an empty one.
    """

    holds_directions = False

    def __init__(self, folder: Path, patience: float = 30.0) -> None:
        """``patience``: seconds that a writer waits for another before it gives up."""
        self._folder = IndexFolder(folder, FORM)
        self._patience = patience
        self._snapshot: _Snapshot | None = None
        self._opening = threading.Lock()

    def apply(self, changes: Sequence[Change]) -> tuple[()]:
        """Make the changes visible to searches, all or none; of a document the newest counts."""
        if not changes:
            return ()
        newest = newest_changes(changes)
        added = [
            entry
            for change in newest.values()
            if isinstance(change, Put)
            for entry in clause_entries(change.document)
        ]
        with self._folder.writing(self._patience), _answering():
            generation = self._folder.current()
            _remove_unnamed_files(generation)
            # Opened anew for each batch: a long-lived index never lets go of old files.
            index = tantivy.Index.open(str(generation))
            sequence = max(_sequence(index.searcher()), *(change.sequence for change in changes))
            with _writer(index, _BATCH_MEMORY) as writer:
                for document_id in newest:
                    writer.delete_documents_by_query(
                        TantivyQuery.term_query(SCHEMA, "document_id", document_id)
                    )
                writer.delete_documents_by_term("entry", "state")
                for entry in (*added, state_entry(sequence)):
                    writer.add_document(entry)
        return ()

    def rebuild(self, documents: Iterable[DocumentEntry], sequence: int) -> tuple[()]:
        """Replace everything by these documents; searches see the old index until it is done.

        Changes wait meanwhile, so that none is lost: ``apply`` raises SearchUnavailable when its
        patience ends.
        """
        with self._folder.writing(self._patience), self._folder.next_generation() as generation:
            index = _created(generation)
            with _writer(index, _REBUILD_MEMORY) as writer:
                for document in documents:
                    for entry in clause_entries(document):
                        writer.add_document(entry)
                writer.add_document(state_entry(sequence))
        return ()

    def generation(self) -> int:
        """The sequence number of the last change applied; 0 where there is no index yet."""
        try:
            with _answering():
                return _sequence(self._current().searcher)
        except SearchUnavailable:
            return 0

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
        """The clauses that match and may be seen, a document's together."""
        with _answering():
            now = self._current()
            search = Search(now.searcher, now.known, Question(query, visible, filters), order)
            found = search.page(offset, limit)
        return Results(found.hits, _answering()(found.counts))

    def _current(self) -> _Snapshot:
        with self._opening:
            try:
                self._snapshot = _opened(self._folder.current(), self._snapshot)
            except FileNotFoundError:
                # A rebuild took the old generation away while it was being opened.
                self._snapshot = _opened(self._folder.current(), None)
            return self._snapshot


def _sequence(searcher: tantivy.Searcher) -> int:
    note = TantivyQuery.term_query(SCHEMA, "entry", "state")
    _, address = searcher.search(note, 1).hits[0]
    return cast(int, searcher.doc(address)["sequence"][0])


def _created(generation: Path) -> tantivy.Index:
    """A new index; tantivy's Python lacks an argument for the block size, so it is written here."""
    tantivy.Index(SCHEMA, str(generation))
    path = generation / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["index_settings"]["docstore_blocksize"] = _PACKED_TOGETHER
    path.write_text(json.dumps(meta), encoding="utf-8")
    return tantivy.Index.open(str(generation))


def _opened(generation: Path, before: _Snapshot | None) -> _Snapshot:
    """The newest state: the one from before, unless something was committed since."""
    meta = (generation / "meta.json").stat()
    stamp = (generation, meta.st_ino, meta.st_mtime_ns)
    if before is not None and before.stamp == stamp:
        return before
    if before is not None and before.stamp[0] == generation:
        index = before.index
        index.reload()
    else:
        index = tantivy.Index.open(str(generation))
        index.config_reader("manual")
        index.reload()
    return _Snapshot(stamp, index, index.searcher())


def _remove_unnamed_files(generation: Path) -> None:
    """Delete what a killed writer left: segment files that tantivy's meta.json doesn't name.

    A left-over file of deletions would stop the next writer. Raises OSError or ValueError where
    meta.json cannot be read.
    """
    meta = json.loads((generation / "meta.json").read_text(encoding="utf-8"))
    deletions = {
        segment["segment_id"].replace("-", ""): segment["deletes"] for segment in meta["segments"]
    }
    for path in generation.iterdir():
        segment, _, rest = path.name.partition(".")
        if len(segment) != 32:
            continue
        kept = deletions.get(segment)
        stale = rest.endswith("del") and (kept is None or rest != f"{kept['opstamp']}.del")
        if segment not in deletions or stale:
            path.unlink(missing_ok=True)


@contextmanager
def _writer(index: tantivy.Index, memory: int) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits when the block ends well, and releases the index in any case."""
    writer = index.writer(memory, 1)
    try:
        yield writer
        writer.commit()
    finally:
        writer.wait_merging_threads()


@contextmanager
def _answering() -> Iterator[None]:
    """What tantivy says of a missing or broken file, in words that a person can act on."""
    try:
        yield
    except (OSError, ValueError) as error:
        logger.exception("The search index does not answer")
        raise missing() from error
    except BaseException as error:
        # A panic inside tantivy is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        logger.exception("The search index is damaged")
        raise missing() from error
