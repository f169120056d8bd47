"""The embedded search index in pure Python, for machines on which tantivy's wheel does not run.

It serves for up to some ten thousand clauses. Whoosh stores its lists of segments as pickles, so
nobody else may write into the folder: it is made for its owner alone.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from contracts.errors import SearchUnavailable
from contracts.visibility import Visible
from index.entries import entries, newest_changes
from index.folder import IndexFolder, missing
from index.protocol import Change, DocumentEntry, Filters, Order, Put, Results
from index.query import Query
from index.whoosh_merging import merge_alike
from index.whoosh_schema import FORM, SCHEMA, clause_entry, state_entry
from index.whoosh_search import search
from index.whoosh_snapshot import FactsOfSegments, Snapshot

_WRITABLE_FOR_OTHERS = 0o022

logger = logging.getLogger(__name__)


class WhooshIndex:
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
        self._facts: FactsOfSegments = {}

    def apply(self, changes: Sequence[Change]) -> tuple[()]:
        """Make the changes visible to searches, all or none; of a document the newest counts."""
        if not changes:
            return ()
        newest = newest_changes(changes)
        with self._folder.writing(self._patience), _answering():
            index = self._opened()
            with closing(Snapshot(index, self._facts)) as snapshot, _writer(index) as writer:
                # Not update_document, which takes ten times as long.
                for document_id in newest:
                    _delete(writer, snapshot.entries_with("document_id", str(document_id)))
                _delete(writer, snapshot.entries_with("entry", "state"))
                for change in newest.values():
                    if isinstance(change, Put):
                        _add(writer, change.document)
                sequence = max(_sequence(snapshot), *(change.sequence for change in changes))
                writer.add_document(**state_entry(sequence))
            merge_alike(index)  # searches see the changes by now
        return ()

    def rebuild(self, documents: Iterable[DocumentEntry], sequence: int) -> tuple[()]:
        """Replace everything by these documents; searches see the old index until it is done.

        Changes wait meanwhile, so that none is lost: ``apply`` raises SearchUnavailable when its
        patience ends.
        """
        with self._folder.writing(self._patience), self._folder.next_generation() as generation:
            index = FileIndex.create(FileStorage(str(generation)), SCHEMA)
            with _writer(index) as writer:
                for document in documents:
                    _add(writer, document)
                writer.add_document(**state_entry(sequence))
        return ()

    def generation(self) -> int:
        """The sequence number of the last change applied; 0 where there is no index yet."""
        try:
            with _answering(), closing(self._snapshot()) as snapshot:
                return _sequence(snapshot)
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
        with _answering(), closing(self._snapshot()) as snapshot:
            _sequence(snapshot)
            return search(snapshot, query, visible, filters, order, offset=offset, limit=limit)

    def _snapshot(self) -> Snapshot:
        try:
            return Snapshot(self._opened(), self._facts)
        except FileNotFoundError:
            # A rebuild took the old generation away while it was being opened.
            return Snapshot(self._opened(), self._facts)

    def _opened(self) -> FileIndex:
        """The current index; with our schema, so that the pickled one is left alone."""
        generation = self._folder.current()
        if self._folder.root.stat().st_mode & _WRITABLE_FOR_OTHERS:
            raise _not_private(self._folder.root)
        # Of a file that it has mapped, Whoosh copies every part when it opens it: all of the index.
        return FileIndex(FileStorage(str(generation), supports_mmap=False), schema=SCHEMA)


def _not_private(folder: Path) -> SearchUnavailable:
    return SearchUnavailable(
        f"索引文件夹 {folder} 其他用户也可写入，读取它不安全。请运行 chmod 700 {folder}。",
        f"The index folder {folder} is not read because others may write into it. "
        f"Run `chmod 700 {folder}`.",
    )


def _sequence(snapshot: Snapshot) -> int:
    """The last change applied. Every index says so: one that does not has lost its contents.

    Whoosh opens an index without its list of segments as an empty one.
    """
    sequence = snapshot.sequence()
    if sequence is None:
        raise missing()
    return sequence


def _add(writer: SegmentWriter, document: DocumentEntry) -> None:
    for entry in entries(document):
        writer.add_document(**clause_entry(entry))


def _delete(writer: SegmentWriter, numbers: Iterable[int]) -> None:
    for number in numbers:
        writer.delete_document(number)


@contextmanager
def _writer(index: FileIndex) -> Iterator[SegmentWriter]:
    """A writer that commits when the block ends well."""
    writer = index.writer()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)


@contextmanager
def _answering() -> Iterator[None]:
    """What Whoosh says of a missing or broken file, in words that a person can act on."""
    try:
        yield
    except SearchUnavailable:
        raise
    except Exception as error:
        # Whoosh checks nothing that it reads: a damaged file may end in any exception.
        logger.exception("The search index does not answer")
        raise missing() from error
