"""The search index as people search it: it answers once it is known to be the one in use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from contracts.errors import SearchUnavailable
from contracts.visibility import Visible
from index.protocol import Change, DocumentEntry, Filters, Order, Refusal, Results, SearchIndex
from index.query import Query
from ingest.indexer import is_behind
from store.database import Database


@dataclass(slots=True)
class CurrentIndex:
    """An index that never answers from less than the database knows it to hold.

    An engine that was chosen again after another, or a folder put back from a copy, lacks documents
    without knowing it. That is looked at until all is well, once in each process.
    """

    index: SearchIndex
    database: Database
    is_current: bool = field(default=False)

    @property
    def holds_directions(self) -> bool:
        """As the index itself says."""
        return self.index.holds_directions

    def apply(self, changes: Sequence[Change]) -> Sequence[Refusal]:
        """Apply the changes to the index."""
        return self.index.apply(changes)

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
        """What the index finds. Raises SearchUnavailable where it is behind."""
        if not self.is_current:
            if is_behind(self.database, self.index):
                raise SearchUnavailable(
                    "检索索引比数据库旧（换过检索引擎，或放回了旧的索引），结果会不全，因此不作答。"
                    "服务运行时会自动重建；也可运行 tiaoli reindex。",
                    "The search index is older than the database (another engine was in use"
                    " meanwhile, or an old copy was put back); answers would lack documents. A"
                    " running server builds it anew; so does `tiaoli reindex`.",
                )
            self.is_current = self.index.generation() > 0
        return self.index.search(
            query, visible=visible, filters=filters, order=order, offset=offset, limit=limit
        )

    def generation(self) -> int:
        """As the index itself says."""
        return self.index.generation()

    def rebuild(self, documents: Iterable[DocumentEntry], sequence: int) -> Sequence[Refusal]:
        """Build the index anew."""
        return self.index.rebuild(documents, sequence)
