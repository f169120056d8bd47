"""tantivy as the engine that queries are compiled for."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as TantivyQuery

from contracts.clause import clause_id
from index.analysis import PhraseToken
from index.fuzziness import edits
from index.kept import Kept
from index.nearness import most_positions, single_tokens_tell, telling_tokens
from index.occurrences import near_test
from index.query import Near
from index.tantivy_counting import documents_of
from index.tantivy_rows import row_query
from index.tantivy_schema import SCHEMA, column

ASIDE = ThreadPoolExecutor(thread_name_prefix="aside")  # tantivy lets other threads run
_MOST_SETTLED = 2_000  # clauses or documents that are named one by one in the place of a query
_MOST_COUNTED = 500  # tokens with the same beginning, to tell how many clauses hold one


class TantivyEngine:
    """Queries over one state of an index; ``sizes`` are kept as long as it is the newest."""

    def __init__(self, searcher: tantivy.Searcher, sizes: Kept[str, int]) -> None:
        self._searcher = searcher
        self._sizes = sizes

    def nothing(self) -> TantivyQuery:
        """No clause."""
        return TantivyQuery.empty_query()

    def every_clause(self) -> TantivyQuery:
        """All entries but the index's own note of how far it has come."""
        return self.scored(self.term("entry", "clause"), 0.0)

    def term(self, field: str, value: str | int) -> TantivyQuery:
        """Entries with this value in the field."""
        return TantivyQuery.term_query(SCHEMA, field, value)

    def numbers(self, field: str, first: int, last: int) -> TantivyQuery:
        """Clauses with a number between the two, both included."""
        return TantivyQuery.range_query(SCHEMA, field, FieldType.Unsigned, first, last)

    def nearly(self, word: str) -> TantivyQuery:
        """Clauses with a word spelled nearly so."""
        return TantivyQuery.fuzzy_term_query(SCHEMA, "word", word, edits(word))

    def in_documents(self, ids: Sequence[int]) -> TantivyQuery:
        """All clauses of these documents."""
        return TantivyQuery.term_set_query(SCHEMA, "document_id", list(ids))

    def of_documents(self, query: TantivyQuery, among: TantivyQuery | None = None) -> TantivyQuery:
        """All clauses of the documents that hold one of these, and one of ``among``."""
        if among is None:
            return self.in_documents(sorted(documents_of(self._searcher, query)))
        others = documents_of(self._searcher, among)
        if len(others) <= _MOST_SETTLED:
            query = self.all_of([query, self.in_documents(sorted(others))])
        documents = documents_of(self._searcher, query)
        return self.in_documents(sorted({*documents}.intersection(others)))

    def adjacent(self, field: str, tokens: Sequence[PhraseToken], slop: int = 0) -> TantivyQuery:
        """Clauses where the tokens stand at these positions, or ``slop`` away from them."""
        return row_query(self._searcher, field, tokens, slop)

    def any_row(self, field: str, rows: Sequence[Sequence[PhraseToken]]) -> TantivyQuery:
        """Clauses where at least one of the rows of tokens stands.

        A row of tokens with an open end takes long to follow: that is done once, and only where no
        other row stands.
        """
        is_open = [len(row) > 1 and any(token.prefix for token in row) for row in rows]
        if not any(is_open) or all(is_open):
            found = [self.adjacent(field, row) for row in rows]
            return found[0] if len(found) == 1 else self.any_of(found)
        told = [row for row, more in zip(rows, is_open, strict=True) if not more]
        surely = self.any_of([self.adjacent(field, row) for row in told])

        def beyond(row: Sequence[PhraseToken]) -> TantivyQuery:
            each = [self.adjacent(field, [token]) for token in row]
            # Apart from the row, so that the engine leaves out the others before it follows that.
            candidates = self.scored(self.all_of(each, but_not=[surely]), 0.0)
            return self._settled(self.all_of([candidates, self.adjacent(field, row)]))

        more = ASIDE.map(beyond, [row for row, more in zip(rows, is_open, strict=True) if more])
        return self.any_of([surely, *more])

    def near(self, near: Near, candidates: TantivyQuery) -> TantivyQuery:
        """The candidates whose tokens stand close enough, and whose text bears that out.

        The text is read only where that does not tell already.
        """
        surely = self.nothing()
        if single_tokens_tell(near):
            surely = self.close(near, near.distance)
        close = self.close(near, most_positions(near))
        perhaps = self.all_of([candidates, close], but_not=[surely])
        in_order = self.scored(perhaps, 0.0)  # as they are stored: neighbours are unpacked once
        found = self._searcher.search(in_order, max(1, self._searcher.num_docs), count=False)
        stand_near = near_test(near)
        addresses = [at for _, at in found.hits if stand_near(self._rows(at))]
        return self.any_of([surely, self._clauses_at(addresses)])

    def close(self, near: Near, slop: int) -> TantivyQuery:
        """Clauses where telling tokens of both have so many positions between."""

        def frequency(token: str) -> int:
            return self._searcher.doc_freq("text", token)

        pairs = telling_tokens(near, frequency)
        return self.any_of([self.adjacent("text", tokens, slop) for tokens in pairs])

    def any_of(self, queries: Sequence[TantivyQuery]) -> TantivyQuery:
        """What at least one of the queries matches."""
        return TantivyQuery.boolean_query([(Occur.Should, query) for query in queries])

    def all_of(
        self,
        queries: Sequence[TantivyQuery],
        but_not: Sequence[TantivyQuery] = (),
        better: Sequence[TantivyQuery] = (),
    ) -> TantivyQuery:
        """What all of the queries match and none of ``but_not``; ``better`` only adds scores."""
        return TantivyQuery.boolean_query(
            [
                *((Occur.Must, query) for query in queries),
                *((Occur.MustNot, query) for query in but_not),
                *((Occur.Should, query) for query in better),
            ]
        )

    def scored(self, query: TantivyQuery, score: float) -> TantivyQuery:
        """The same clauses, each with this score."""
        return TantivyQuery.const_score_query(query, score)

    def counts(self, queries: Sequence[TantivyQuery]) -> list[int]:
        """How many clauses each of the queries matches."""
        return list(ASIDE.map(self.size, queries))

    def size(self, query: TantivyQuery) -> int:
        """How many clauses it matches, counted once."""
        written = repr(query)
        size = self._sizes.get(written)
        if size is None:
            size = self._count(query)
            self._sizes.put(written, size)
        return size

    def frequency(self, field: str, token: PhraseToken) -> int:
        """How many clauses hold the token, or more."""
        if not token.prefix:
            return self._searcher.doc_freq(field, token.text)
        begun = self._searcher.terms_with_prefix(field, token.text, limit=_MOST_COUNTED)
        every = len(begun) < _MOST_COUNTED
        return sum(count for _, count in begun) if every else self._searcher.num_docs

    def _count(self, query: TantivyQuery) -> int:
        found = self._searcher.search(query, 1)
        return cast(int, found.count)  # type: ignore[attr-defined]  # tantivy's stubs leave it out

    def _settled(self, query: TantivyQuery) -> TantivyQuery:
        """The clauses that the query matches, named one by one; itself where they are many."""
        found = self._searcher.search(query, _MOST_SETTLED + 1, count=False).hits
        return query if len(found) > _MOST_SETTLED else self._clauses_at([at for _, at in found])

    def _clauses_at(self, addresses: list[tantivy.DocAddress]) -> TantivyQuery:
        """These clauses."""
        places = (column(self._searcher, name, addresses) for name in ("version_id", "order"))
        ids = [clause_id(version, order) for version, order in zip(*places, strict=True)]
        return TantivyQuery.term_set_query(SCHEMA, "clause_id", ids)

    def _rows(self, address: tantivy.DocAddress) -> str:
        """The joined runs of a clause."""
        stored: bytes = self._searcher.doc(address)["rows"][0]
        return stored.decode()
