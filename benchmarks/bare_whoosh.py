"""Whoosh as it comes: its own matchers over our postings, its top 20 by its own scores, the count.

It has neither facets over our columns nor positions that it can read, so that And stands for what
stands in a row, and finds more.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from contracts.visibility import EVERYTHING
from index.analysis import PhraseToken
from index.compiler import Compiler
from index.protocol import Filters
from index.query import Near, Query
from index.whoosh_schema import SCHEMA


class BareWhoosh:
    """The engine of its own queries; LookupError for what it has none for."""

    def nothing(self) -> whoosh_query.Query:
        """No clause."""
        return whoosh_query.NullQuery()

    def every_clause(self) -> whoosh_query.Query:
        """All entries but the index's own note."""
        return self.term("entry", "clause")

    def term(self, field: str, value: str | int) -> whoosh_query.Query:
        """Entries with this value in the field."""
        return whoosh_query.Term(field, str(value))

    def adjacent(self, field: str, tokens: Sequence[PhraseToken]) -> whoosh_query.Query:
        """Entries with all of the tokens."""
        kinds = {True: whoosh_query.Prefix, False: whoosh_query.Term}
        return whoosh_query.And([kinds[token.prefix](field, token.text) for token in tokens])

    def any_row(self, field: str, rows: Sequence[Sequence[PhraseToken]]) -> whoosh_query.Query:
        """Entries with all of the tokens of a row."""
        return self.any_of([self.adjacent(field, tokens) for tokens in rows])

    def near(self, _near: Near, candidates: whoosh_query.Query) -> whoosh_query.Query:
        """Entries with both."""
        return candidates

    def any_of(self, queries: Sequence[whoosh_query.Query]) -> whoosh_query.Query:
        """What at least one matches."""
        return whoosh_query.Or(list(queries))

    def all_of(
        self,
        queries: Sequence[whoosh_query.Query],
        but_not: Sequence[whoosh_query.Query] = (),
        better: Sequence[whoosh_query.Query] = (),
    ) -> whoosh_query.Query:
        """What all match and none of ``but_not``."""
        return whoosh_query.And([*queries, *map(whoosh_query.Not, but_not)])

    def scored(self, query: whoosh_query.Query, _score: float) -> whoosh_query.Query:
        """As it is."""
        return query

    def counts(self, queries: Sequence[whoosh_query.Query]) -> list[int]:
        """Weights of an Or, which Whoosh gives itself."""
        return [0 for _ in queries]

    def size(self, _query: whoosh_query.Query) -> int:
        """Likewise."""
        return 0

    def _unknown(self, *_given: object) -> whoosh_query.Query:
        raise LookupError("Whoosh has no query for this over our postings")

    numbers = nearly = of_documents = in_documents = _unknown


def bare_whoosh(folder: Path) -> Callable[[Query], Callable[[], object]]:
    """Query → a search of Whoosh alone for it."""
    generation = folder / (folder / "current").read_text()
    searcher = FileIndex(FileStorage(str(generation)), schema=SCHEMA).searcher()

    def prepared(query: Query) -> Callable[[], object]:
        matching = Compiler(BareWhoosh(), EVERYTHING, Filters()).matching(query)

        def search() -> int:
            return len(searcher.search(matching, limit=20))

        return search

    return prepared
