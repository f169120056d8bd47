"""Whoosh as the engine that queries are compiled for: each query is answered at once.

Whoosh keeps the postings; matching and scoring are done here, on sets of entries. Its own matchers
cannot leave gaps in a phrase, and its AndNot is wrong.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from index.analysis import PhraseToken
from index.fuzziness import is_nearly
from index.occurrences import near_test
from index.query import Near
from index.whoosh_snapshot import Snapshot

Found = Mapping[int, float]  # entry → score


class WhooshEngine:
    """Queries over one state of an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._with: dict[tuple[str, str], set[int]] = {}  # read once in a search

    def nothing(self) -> Found:
        """No clause."""
        return {}

    def every_clause(self) -> Found:
        """All entries but the index's own note of how far it has come."""
        return self.term("entry", "clause")

    def term(self, field: str, value: str | int) -> Found:
        """Entries with this value in the field."""
        return dict.fromkeys(self._entries_with(field, str(value)), 0.0)

    def numbers(self, field: str, first: int, last: int) -> Found:
        """Clauses with a number between the two, both included."""
        facts = self._snapshot.facts
        return {
            number: 0.0
            for number in self.every_clause()
            if (fact := facts[number]) and any(first <= one <= last for one in fact.numbers(field))
        }

    def nearly(self, word: str) -> Found:
        """Clauses with a word spelled nearly so."""
        return dict.fromkeys(
            chain.from_iterable(
                self._entries_with("word", other)
                for other in self._snapshot.tokens_with_beginning("word", "")
                if is_nearly(word, other)
            ),
            0.0,
        )

    def in_documents(self, ids: Sequence[int]) -> Found:
        """All clauses of these documents."""
        return self.any_of([self.term("document_id", one) for one in ids])

    def of_documents(self, query: Found, among: Found | None = None) -> Found:
        """All clauses of the documents that hold one of these; few or many take the same time."""
        facts = self._snapshot.facts
        return self.in_documents([*{f.document_id for number in query if (f := facts[number])}])

    def adjacent(self, field: str, tokens: Sequence[PhraseToken]) -> Found:
        """Clauses where the tokens stand at these positions from one another."""
        whole = [token for token in tokens if not token.prefix]
        begun = [token for token in tokens if token.prefix]
        if len(tokens) == 1 and begun:
            return dict.fromkeys(self._beginning_with(field, begun[0].text), 0.0)
        entries = sorted((self._entries_with(field, token.text) for token in whole), key=len)
        candidates = set.intersection(*entries)
        if len(tokens) == 1 or not candidates:
            return dict.fromkeys(candidates, 0.0)
        return dict.fromkeys(self._standing_so(field, [*whole, *begun], candidates), 0.0)

    def any_row(self, field: str, rows: Sequence[Sequence[PhraseToken]]) -> Found:
        """Clauses where at least one of the rows of tokens stands."""
        return self.any_of([self.adjacent(field, tokens) for tokens in rows])

    def near(self, near: Near, candidates: Found) -> Found:
        """The candidates whose text bears it out."""
        stand_near = near_test(near)
        return {
            number: score
            for number, score in candidates.items()
            if stand_near(self._snapshot.rows(number))
        }

    def any_of(self, queries: Sequence[Found]) -> Found:
        """What at least one of the queries matches."""
        scores: dict[int, float] = {}
        for query in queries:
            for number, score in query.items():
                scores[number] = scores.get(number, 0.0) + score
        return scores

    def all_of(
        self,
        queries: Sequence[Found],
        but_not: Sequence[Found] = (),
        better: Sequence[Found] = (),
    ) -> Found:
        """What all of the queries match and none of ``but_not``; ``better`` only adds scores."""
        fewest = min(queries, key=len)
        others = [query for query in queries if query is not fewest]
        return {
            number: score
            + sum(query[number] for query in others)
            + sum(query.get(number, 0.0) for query in better)
            for number, score in fewest.items()
            if all(number in query for query in others)
            and not any(number in query for query in but_not)
        }

    def scored(self, query: Found, score: float) -> Found:
        """The same clauses, each with this score."""
        return dict.fromkeys(query, score)

    def counts(self, queries: Sequence[Found]) -> list[int]:
        """How many clauses each of the queries matches."""
        return [len(query) for query in queries]

    def size(self, query: Found) -> int:
        """How many clauses it matches."""
        return self.counts([query])[0]

    def _entries_with(self, field: str, token: str) -> set[int]:
        if (field, token) not in self._with:
            self._with[field, token] = self._snapshot.entries_with(field, token)
        return self._with[field, token]

    def _beginning_with(self, field: str, beginning: str) -> set[int]:
        tokens = self._snapshot.tokens_with_beginning(field, beginning)
        return set().union(*(self._entries_with(field, token) for token in tokens))

    def _standing_so(
        self, field: str, tokens: Sequence[PhraseToken], candidates: set[int]
    ) -> set[int]:
        """Those of the candidates where a place for the first token has the others around it."""
        starts: dict[int, set[int]] = {}  # entry → places where the row may begin
        left = candidates
        for token in tokens:
            texts = (
                self._snapshot.tokens_with_beginning(field, token.text)
                if token.prefix
                else [token.text]
            )
            found: dict[int, set[int]] = {}
            for text in texts:
                for number, positions in self._snapshot.positions(field, text, left):
                    row = {position - token.position for position in positions}
                    if number in starts:
                        row &= starts[number]
                    if row:
                        found.setdefault(number, set()).update(row)
            starts, left = found, set(found)
        return left
