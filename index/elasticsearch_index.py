"""The search index for many machines: clauses in an Elasticsearch cluster.

Searches and changes go to an alias; a rebuild fills a new index beside the old one and moves the
alias in one step. A document's clauses are on one shard, so that they change together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from contracts.errors import SearchUnavailable
from contracts.visibility import Visible
from index.elasticsearch_cluster import Cluster
from index.elasticsearch_errors import incomplete
from index.elasticsearch_schema import FORM, STATE, entry_id, index_body, state_source
from index.elasticsearch_search import Search
from index.elasticsearch_server import GRAPH, ElasticsearchServer
from index.elasticsearch_snapshot import snapshot
from index.elasticsearch_writing import Action, deletes, puts, send
from index.entries import newest_changes
from index.folder import missing, of_another_form
from index.protocol import Change, DocumentEntry, Filters, Order, Put, Refusal, Results
from index.query import Query

_LOST_A_NODE = frozenset({404, 503})  # or the index was replaced: another attempt finds the rest


class ElasticsearchIndex:
    """A SearchIndex in a cluster.

    Any number of processes and threads may search while one writes. ``rebuild`` makes the index; a
    new installation begins with ``rebuild((), 0)``. Without that, every verb raises
    SearchUnavailable: a lost index is never taken for an empty one.
    """

    holds_directions = True

    def __init__(self, server: ElasticsearchServer) -> None:
        self._server = server
        self._cluster = Cluster(server)
        self._alias = f"{server.name}-clauses"
        self._new_alias = f"{server.name}-new-clauses"  # of an index that is being filled

    def apply(self, changes: Sequence[Change]) -> Sequence[Refusal]:
        """Make the changes visible to searches; of a document the newest counts."""
        if not changes:
            return ()
        newest = newest_changes(changes)
        sequences = {document_id: change.sequence for document_id, change in newest.items()}
        with self._cluster.writing() as client:
            self._current(client)
            before = _sequence(client, self._alias)
            refused = send(client, self._actions(client, newest))
            _take_out(client, self._alias, refused, sequences)
            _finish(client, self._alias, max(before, *sequences.values()))
        return refused

    def rebuild(self, documents: Iterable[DocumentEntry], sequence: int) -> Sequence[Refusal]:
        """Replace everything by these documents; searches see the old index until it is done."""
        alias = self._new_alias
        with self._cluster.writing() as client, self._next_index(client):
            refused = send(
                client, (action for each in documents for action in puts(alias, sequence, each))
            )
            if any(refusal.again for refusal in refused):
                raise incomplete()
            _take_out(client, alias, refused, {each.document_id: sequence for each in refused})
            _finish(client, alias, sequence)
        return refused

    def generation(self) -> int:
        """The sequence number of the last change applied; 0 where there is no index yet."""
        try:
            with self._cluster.answering() as client:
                return _sequence(client, self._alias)
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
        with self._cluster.answering() as client:
            for is_last in (False, True):
                try:
                    with snapshot(client, self._current(client)) as now:
                        return Search(now, query, visible, filters, order).page(offset, limit)
                except ApiError as error:
                    if is_last or error.status_code not in _LOST_A_NODE:
                        raise
        raise AssertionError

    def _current(self, client: Elasticsearch) -> str:
        """The name of the index in use.

        Raises SearchUnavailable where there is none, or one of another form.
        """
        try:
            found = client.indices.get_mapping(index=self._alias)
        except NotFoundError as error:
            raise missing() from error
        ((name, index),) = found.items()
        if index["mappings"].get("_meta", {}).get("form") != FORM:
            raise of_another_form()
        return str(name)

    def _actions(self, client: Elasticsearch, newest: Mapping[int, Change]) -> Iterator[Action]:
        """The bulk actions that bring documents up to date, or remove them.

        What goes is looked for before anything is sent: no search sees old and new together.
        """
        documents = [change.document for change in newest.values() if isinstance(change, Put)]
        kept = {
            entry_id(document.document_id, clause.clause_id)
            for document in documents
            for clause in document.clauses
        }
        sequences = {document_id: change.sequence for document_id, change in newest.items()}
        yield from deletes(client, self._alias, sequences, kept)
        for document in documents:
            yield from puts(self._alias, sequences[document.document_id], document)

    @contextmanager
    def _next_index(self, client: Elasticsearch) -> Iterator[None]:
        """A new index that becomes the current one when the block ends well, else is deleted.

        What earlier rebuilds left behind goes as well.
        """
        name = re.compile(rf"{re.escape(self._alias)}-(\d+)")
        found = client.indices.get(index=f"{self._alias}-*", features="aliases")
        numbers = {index: int(match[1]) for index in found if (match := name.fullmatch(index))}
        new = f"{self._alias}-{max(numbers.values(), default=0) + 1}"
        moved = [
            {"add": {"index": new, "alias": self._alias}},
            {"remove": {"index": new, "alias": self._new_alias}},
            *({"remove_index": {"index": old}} for old in numbers),
        ]
        for index, described in found.items():  # of a rebuild that was stopped
            if self._new_alias in described["aliases"]:
                client.indices.delete_alias(index=index, name=self._new_alias)
        body = index_body(
            self._server.shards, self._server.replicas, graph=self._server.meaning == GRAPH
        )
        client.indices.create(index=new, body={**body, "aliases": {self._new_alias: {}}})
        try:
            yield
            client.indices.update_aliases(actions=moved)
        except BaseException:
            with suppress(ApiError, TransportError):  # then the next rebuild removes it
                client.indices.delete(index=new)
            raise


def _sequence(client: Elasticsearch, index: str) -> int:
    """The number of the last change that searches see; an index without one is damaged."""
    noted = client.get(index=index, id=STATE, routing=STATE, realtime=False)
    return int(noted["_source"]["sequence"])


def _take_out(
    client: Elasticsearch, index: str, refused: Iterable[Refusal], sequences: Mapping[int, int]
) -> None:
    """Leave no half document: remove what was indexed of documents that are partly refused."""
    left_out = {each.document_id: sequences[each.document_id] for each in refused if not each.again}
    if left_out and send(client, deletes(client, index, left_out)):
        raise incomplete()


def _finish(client: Elasticsearch, index: str, sequence: int) -> None:
    """Note how far the index has come, and let searches see it."""
    client.index(index=index, id=STATE, routing=STATE, document=state_source(sequence))
    if client.indices.refresh(index=index)["_shards"]["failed"]:
        raise incomplete()
