"""``Engine``: what the compiler needs of a back end, with the back end's own type of query."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from index.analysis import PhraseToken
from index.query import Near

Q = TypeVar("Q")


class Engine(Protocol[Q]):
    """The queries that a back end offers to the compiler; scores of joined queries add up."""

    def nothing(self) -> Q:
        """No clause."""

    def every_clause(self) -> Q:
        """All clauses, but not the index's own notes."""

    def term(self, field: str, value: str | int) -> Q:
        """The clauses with this value in the field."""

    def numbers(self, field: str, first: int, last: int) -> Q:
        """The clauses with a number between the two, both included, in the field."""

    def nearly(self, word: str) -> Q:
        """The clauses with a word that ``fuzziness.is_nearly`` this one."""

    def in_documents(self, ids: Sequence[int]) -> Q:
        """All clauses of these documents, which may be thousands."""

    def of_documents(self, query: Q, among: Q | None = None) -> Q:
        """All clauses of the documents that hold a clause that the query matches.

        Documents that hold nothing of ``among`` may be left out.
        """

    def adjacent(self, field: str, tokens: Sequence[PhraseToken]) -> Q:
        """The clauses where the tokens stand at these positions from one another."""

    def any_row(self, field: str, rows: Sequence[Sequence[PhraseToken]]) -> Q:
        """The clauses where at least one of the rows of tokens stands."""

    def near(self, near: Near, candidates: Q) -> Q:
        """Those of the candidates, in which both texts stand, where they stand near."""

    def any_of(self, queries: Sequence[Q]) -> Q:
        """What at least one of the queries matches."""

    def all_of(
        self, queries: Sequence[Q], but_not: Sequence[Q] = (), better: Sequence[Q] = ()
    ) -> Q:
        """What all of the queries match and none of ``but_not``; ``better`` only adds scores."""

    def scored(self, query: Q, score: float) -> Q:
        """The same clauses, each with this score."""

    def counts(self, queries: Sequence[Q]) -> list[int]:
        """How many clauses each of the queries matches."""

    def size(self, query: Q) -> int:
        """How many clauses the query matches; kept, since the same is asked again and again."""
