"""The query tree as tantivy's queries: what matches, and what ranks higher among it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Protocol

from tantivy import FieldType, Occur, Schema
from tantivy import Query as TantivyQuery

from contracts.clause_types import find_clause_type
from contracts.text import fold
from contracts.visibility import Visible
from index.analysis import PhraseToken, is_words, phrases
from index.protocol import Filters
from index.query import (
    And,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Everything,
    FieldText,
    Near,
    Not,
    Or,
    Prefix,
    Query,
    Text,
)
from index.ranking import FOUND, IN_HEADING, OF_TYPE, WHOLE_WORDS

_MOST_RANKED = 6  # texts; a longer query is a pasted sentence, found by few clauses anyway


class Lookup(Protocol):
    """What compiling a query asks of the index."""

    def verified(self, part: Near, candidates: TantivyQuery) -> TantivyQuery:
        """Those of the candidates in whose text the part really stands."""

    def rarity(self, query: TantivyQuery) -> float:
        """The weight of what the query finds, by how rare it is among the visible clauses."""

    def patterns(self, field: str, beginning: str) -> list[str]:
        """Patterns that together match every token with this beginning, none of them too many."""


class Compiler:
    """Compiles for one schema, every query with the scores of ``index.ranking``."""

    def __init__(self, schema: Schema, lookup: Lookup) -> None:
        self._schema = schema
        self._lookup = lookup

    def matching(self, query: Query) -> TantivyQuery:
        """The clauses that the query asks for."""
        match query:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return any_of([self._alternative(part) for part in parts])
            case Not():
                return self._all_of((query,))
            case Text() | Prefix() | Near():
                return _scored(self._worded(query), FOUND)
            case Everything():
                return self.every_clause()
        return _scored(self._by_field(query), 0.0)

    def ranked(self, query: Query, matching: TantivyQuery) -> TantivyQuery:
        """The same clauses, with higher scores for words in the heading, for the clause type of
        that name, and for whole words.
        """
        texts = list(_texts(query))
        if not texts:
            return _scored(matching, FOUND)
        if len(texts) > _MOST_RANKED:
            return matching
        higher = [
            _scored(self._phrase("text", text, from_word_start=True, to_word_end=True), WHOLE_WORDS)
            for text in texts
            if is_words(text)
        ]
        higher += [
            _scored(self._term("clause_type", clause_type), OF_TYPE)
            for text in texts
            if (clause_type := find_clause_type(text))
        ]
        if heading := self._in_heading(query):
            higher.append(_scored(heading, IN_HEADING))
        return TantivyQuery.boolean_query(
            [(Occur.Must, matching), *((Occur.Should, query) for query in higher)]
        )

    def allowed(self, visible: Visible, filters: Filters) -> list[TantivyQuery]:
        """Queries that a clause must match besides the query itself."""
        wanted: Iterable[tuple[str, Iterable[int | str] | None]] = (
            ("collection_id", visible.collections),
            ("clause_type", filters.clause_types or None),
            ("kind", filters.kinds or None),
            ("collection_id", filters.collections or None),
            ("year", filters.years or None),
            ("document_id", filters.documents or None),
        )
        return [
            any_of([self._term(field, value) for value in values])
            for field, values in wanted
            if values is not None
        ]

    def every_clause(self) -> TantivyQuery:
        """All entries but the index's own note of how far it has come."""
        return self._term("entry", "clause")

    def _worded(self, query: Text | Prefix | Near) -> TantivyQuery:
        match query:
            case Text(text):
                return self._phrase("text", text)
            case Prefix(text):
                return self._phrase("text", text, from_word_start=True)
            case Near():
                return self._lookup.verified(query, self._perhaps_near(query))

    def _by_field(
        self, query: FieldText | ContractType | ClauseType | Collection | DateRange
    ) -> TantivyQuery:
        match query:
            case FieldText(field, text):
                return self._phrase(field.value, text)
            case ContractType(value):
                named = self._phrase("contract_type", value)
                return any_of([named, self._term("kind", fold(value))])
            case ClauseType(clause_type):
                return self._term("clause_type", clause_type)
            case Collection(name):
                return self._term("collection", fold(name.strip()))
            case DateRange(start, end):
                return self._between(start, end)

    def _alternative(self, part: Query) -> TantivyQuery:
        if not isinstance(part, Text):
            return self.matching(part)
        found = self._phrase("text", part.text)
        return _scored(found, self._lookup.rarity(found))

    def _all_of(self, parts: Sequence[Query]) -> TantivyQuery:
        clauses = [
            (Occur.MustNot, self.matching(part.part))
            if isinstance(part, Not)
            else (Occur.Must, self.matching(part))
            for part in parts
        ]
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, self.every_clause()))
        return TantivyQuery.boolean_query(clauses)

    def _phrase(
        self,
        field: str,
        text: str,
        *,
        from_word_start: bool = False,
        to_word_end: bool = False,
    ) -> TantivyQuery:
        rows = phrases(text, from_word_start=from_word_start, to_word_end=to_word_end)
        return any_of([self._adjacent(field, tokens) for tokens in rows])

    def _adjacent(self, field: str, tokens: Sequence[PhraseToken], slop: int = 0) -> TantivyQuery:
        if len(tokens) == 1:
            token = tokens[0]
            if token.prefix:
                return TantivyQuery.regex_query(self._schema, field, token.text + ".*")
            return TantivyQuery.term_query(self._schema, field, token.text)
        if not any(token.prefix for token in tokens):
            terms: list[str | tuple[int, str]] = [(token.position, token.text) for token in tokens]
            return TantivyQuery.phrase_query(self._schema, field, terms, slop)
        # Tokens hold nothing that is special in a pattern.
        choices = [
            self._lookup.patterns(field, token.text) if token.prefix else [token.text]
            for token in tokens
        ]
        positions = [token.position for token in tokens]
        return any_of(
            [
                TantivyQuery.regex_phrase_query(
                    self._schema, field, list(zip(positions, patterns, strict=True)), slop
                )
                for patterns in product(*choices)
            ]
        )

    def _perhaps_near(self, near: Near) -> TantivyQuery:
        """Clauses whose first tokens of the two texts stand close enough, in either order."""
        both = [self._phrase("text", near.left.text), self._phrase("text", near.right.text)]
        close = [
            self._first_tokens_near(one, other, near.distance)
            for left in phrases(near.left.text)
            for right in phrases(near.right.text)
            for one, other in ((left, right), (right, left))
        ]
        return all_of([*both, any_of(close)])

    def _first_tokens_near(
        self, one: Sequence[PhraseToken], other: Sequence[PhraseToken], distance: int
    ) -> TantivyQuery:
        """Each character between takes one position, or two where a word begins."""
        end = one[-1].position + len(one[-1].text)
        second = PhraseToken(end, other[0].text, other[0].prefix)
        return self._adjacent("text", [one[0], second], slop=2 * distance + 1)

    def _in_heading(self, query: Query) -> TantivyQuery | None:
        match query:
            case Text(text):
                return self._phrase("heading", text)
            case And(parts) | Or(parts):
                inside = [found for part in parts if (found := self._in_heading(part))]
                if not inside:
                    return None
                return all_of(inside) if isinstance(query, And) else any_of(inside)
            case _:
                return None

    def _between(self, start: date | None, end: date | None) -> TantivyQuery:
        first, last = day_number(start or date.min), day_number(end or date.max)
        return TantivyQuery.range_query(self._schema, "day", FieldType.Unsigned, first, last)

    def _term(self, field: str, value: str | int) -> TantivyQuery:
        """Entries with the value; it says nothing of the words, so it adds no score."""
        if isinstance(value, str):
            value = value.encode(errors="replace").decode()  # half a surrogate pair is no text
        elif not 0 <= value < 2**64:
            return TantivyQuery.empty_query()
        return _scored(TantivyQuery.term_query(self._schema, field, value), 0.0)


def day_number(day: date) -> int:
    """A day as a number that sorts: 2024-03-01 is 20240301."""
    return day.year * 10_000 + day.month * 100 + day.day


def any_of(queries: Sequence[TantivyQuery]) -> TantivyQuery:
    """What at least one of the queries matches; nothing for none."""
    if not queries:
        return TantivyQuery.empty_query()
    if len(queries) == 1:
        return queries[0]
    return TantivyQuery.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Sequence[TantivyQuery]) -> TantivyQuery:
    """What all of the queries match."""
    if len(queries) == 1:
        return queries[0]
    return TantivyQuery.boolean_query([(Occur.Must, query) for query in queries])


def _scored(query: TantivyQuery, score: float) -> TantivyQuery:
    return TantivyQuery.const_score_query(query, score)


def _texts(query: Query) -> Iterator[str]:
    match query:
        case Text(text):
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from _texts(part)
        case Near(left, right):
            yield from (left.text, right.text)
