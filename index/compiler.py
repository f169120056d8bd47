"""The query tree as queries of a search engine: the same steps for every back end.

``Engine`` is what a back end can do, in its own form of query; ``Compiler`` says what a query of
ours means in it: what matches, and what ranks higher, with the scores of ``index.ranking``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from contracts.clause_types import types_called
from contracts.text import fold
from contracts.visibility import Visible
from index import ranking
from index.analysis import PhraseToken, is_words, phrases
from index.entries import cited, day_number
from index.figures import ranges
from index.fuzziness import fuzzy_run, variants
from index.protocol import Filters
from index.query import (
    And,
    Cites,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Documents,
    Everything,
    FieldText,
    Figure,
    Fuzzy,
    InDocument,
    Near,
    Not,
    Numbered,
    Opening,
    Or,
    Prefix,
    Query,
    Reviewed,
    Text,
)
from index.ranking import (
    ADJACENT,
    FOUND,
    IN_HEADING,
    IN_TITLE,
    OF_TYPE,
    PART_IN_HEADING,
    WHOLE_WORDS,
)

_MOST_RANKED = 6  # texts; a longer query is a pasted sentence, found by few clauses anyway
_LARGEST = 2**63  # of the numbers that every engine holds

Fielded = (
    FieldText | ClauseType | ContractType | Collection | DateRange
    | Figure | Cites | Numbered | Reviewed | Documents | InDocument | Opening
)  # fmt: skip
Q = TypeVar("Q")


class Engine(Protocol[Q]):
    """What compiling asks of a back end. The scores of what is joined add up."""

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

    def of_documents(self, query: Q) -> Q:
        """All clauses of the documents that hold a clause that the query matches."""

    def adjacent(self, field: str, tokens: Sequence[PhraseToken]) -> Q:
        """The clauses where the tokens stand at these positions from one another."""

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


class Compiler(Generic[Q]):
    """Compiles what one reader asks under one set of filters."""

    def __init__(self, engine: Engine[Q], visible: Visible, filters: Filters) -> None:
        self._engine = engine
        self._seen = self._narrowed([("collection_id", visible.collections)])
        self._allowed = self._seen + self._narrowed([
            ("clause_type", filters.clause_types or None),
            ("kind", filters.kinds or None),
            ("collection_id", filters.collections or None),
            ("year", filters.years or None),
            ("document_id", filters.documents or None),
        ])  # fmt: skip

    def matching(self, query: Query) -> Q:
        """The clauses that the query asks for and the reader may see."""
        return self._allow(self._matching(query))

    def ranked(self, query: Query, matching: Q) -> Q:
        """The same clauses, with higher scores for words in the heading and the document's title,
        for the clause type that is called so, for words side by side, and for whole words.
        """
        texts = list(dict.fromkeys(_texts(query)))
        if not texts:
            return self._engine.scored(matching, FOUND)
        if len(texts) > _MOST_RANKED:
            return matching
        higher = [self._engine.scored(found, score) for found, score in self._better(query, texts)]
        return self._engine.all_of([matching], better=higher)

    def _better(self, query: Query, texts: Sequence[str]) -> Iterator[tuple[Q, float]]:
        """What is better among the clauses that match, and how much."""
        for text in texts:
            if is_words(text):
                yield self._phrase("text", text, whole_words=True), WHOLE_WORDS
            for clause_type in types_called(text):
                yield self._term("clause_type", clause_type), OF_TYPE
            yield self._phrase("title", text), IN_TITLE
            if len(texts) > 1:
                yield self._phrase("heading", text), PART_IN_HEADING
        for one, other in pairwise(_side_by_side(query)):
            joined = [f"{one} {other}"] if is_words(one) else [f"{one} {other}", f"{one}{other}"]
            yield self._any_of([self._phrase("text", text) for text in joined]), ADJACENT
        if (heading := self._in_heading(query)) is not None:
            yield heading, IN_HEADING

    @cached_property
    def _visible(self) -> int:
        """How many clauses the reader may see under the filters."""
        return self._engine.counts([self._allow(self._engine.every_clause())])[0]

    def _allow(self, query: Q) -> Q:
        return self._all_of([query, *self._allowed])

    def _narrowed(self, wanted: Iterable[tuple[str, Iterable[int | str] | None]]) -> list[Q]:
        return [
            self._any_of([self._term(field, value) for value in values])
            for field, values in wanted
            if values is not None
        ]

    def _matching(self, query: Query) -> Q:
        match query:
            case And(parts):
                return self._and(parts)
            case Or(parts):
                return self._or(parts)
            case Not():
                return self._and((query,))
            case Text() | Prefix() | Fuzzy() | Near():
                return self._engine.scored(self._worded(query), FOUND)
            case Everything():
                return self._engine.every_clause()
        return self._engine.scored(self._by_field(query), 0.0)

    def _and(self, parts: Sequence[Query]) -> Q:
        wanted = [self._matching(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self._matching(part.part) for part in parts if isinstance(part, Not)]
        if not unwanted:
            return self._all_of(wanted)
        return self._engine.all_of(wanted or [self._engine.every_clause()], but_not=unwanted)

    def _or(self, parts: Sequence[Query]) -> Q:
        """Texts weigh by how rare they are among the clauses that the reader may see."""
        texts = {part: self._phrase("text", part.text) for part in parts if isinstance(part, Text)}
        found = self._engine.counts([self._allow(phrase) for phrase in texts.values()])
        weighed = {
            text: self._engine.scored(phrase, ranking.rarity(count, self._visible))
            for (text, phrase), count in zip(texts.items(), found, strict=True)
        }
        return self._any_of(
            [weighed[part] if isinstance(part, Text) else self._matching(part) for part in parts]
        )

    def _worded(self, query: Text | Prefix | Fuzzy | Near) -> Q:
        match query:
            case Fuzzy(text):
                return self._nearly(text)
            case Text(text):
                return self._phrase("text", text)
            case Prefix(text):
                return self._phrase("text", text, from_word_start=True)
            case Near(left, right):
                both = [self._phrase("text", left.text), self._phrase("text", right.text)]
                # Not narrowed by the filters: it may be asked of the document, not of the clause.
                return self._engine.near(query, self._all_of([*both, *self._seen]))

    def _nearly(self, text: str) -> Q:
        wanted = fuzzy_run(text)
        if wanted is None:
            return self._engine.nothing()
        if not wanted.east_asian:
            return self._engine.nearly(wanted.text)
        rows = dict.fromkeys(_in_a_row(pieces) for pieces in variants(wanted.text))
        return self._any_of([self._engine.adjacent("text", tokens) for tokens in rows])

    def _by_field(self, query: Fielded) -> Q:
        match query:
            case Figure() | Cites() | Numbered() | Opening() | ClauseType():
                return self._by_clause(query)
            case Documents() | InDocument() | Reviewed():
                return self._by_document(query)
            case FieldText(field, text):
                return self._phrase(field.value, text)
            case ContractType(value):
                named = self._phrase("contract_type", value)
                return self._any_of([named, self._term("kind", fold(value))])
            case Collection(name):
                return self._term("collection", fold(name.strip()))
            case DateRange(start, end):
                first, last = day_number(start or date.min), day_number(end or date.max)
                return self._engine.numbers("day", first, last)

    def _by_document(self, query: Documents | InDocument | Reviewed) -> Q:
        match query:
            case Documents(ids):
                return self._any_of([self._term("document_id", one) for one in sorted(ids)])
            case InDocument(part):
                inside = self._engine.all_of([self._matching(part), *self._seen])
                return self._engine.of_documents(inside)
            case Reviewed():
                raise ValueError("what reviews found is looked up before a search")

    def _by_clause(self, query: Figure | Cites | Numbered | Opening | ClauseType) -> Q:
        match query:
            case ClauseType(clause_type):
                return self._term("clause_type", clause_type)
            case Figure():
                between = [
                    self._engine.numbers("figure", first, last) for first, last in ranges(query)
                ]
                return self._any_of(between)
            case Cites(law, article):
                return self._term("law", cited(law, article))
            case Numbered(number):
                return self._term("number", number)
            case Opening():
                return self._term("entry", "opening")

    def _in_heading(self, query: Query) -> Q | None:
        match query:
            case Text(text):
                return self._phrase("heading", text)
            case And(parts) | Or(parts):
                headings = (self._in_heading(part) for part in parts)
                inside = [found for found in headings if found is not None]
                if not inside:
                    return None
                return self._all_of(inside) if isinstance(query, And) else self._any_of(inside)
            case _:
                return None

    def _phrase(
        self, field: str, text: str, *, from_word_start: bool = False, whole_words: bool = False
    ) -> Q:
        rows = phrases(
            text, from_word_start=from_word_start or whole_words, to_word_end=whole_words
        )
        return self._any_of([self._engine.adjacent(field, tokens) for tokens in rows])

    def _term(self, field: str, value: str | int) -> Q:
        """Clauses with the value; it says nothing of the words, so it adds no score."""
        if isinstance(value, str):
            value = value.encode(errors="replace").decode()  # half a surrogate pair is no text
        elif not 0 <= value < _LARGEST:
            return self._engine.nothing()
        return self._engine.scored(self._engine.term(field, value), 0.0)

    def _any_of(self, queries: Sequence[Q]) -> Q:
        if not queries:
            return self._engine.nothing()
        return queries[0] if len(queries) == 1 else self._engine.any_of(queries)

    def _all_of(self, queries: Sequence[Q]) -> Q:
        return queries[0] if len(queries) == 1 else self._engine.all_of(queries)


def _in_a_row(pieces: Sequence[str]) -> tuple[PhraseToken, ...]:
    """The tokens of rows of hanzi with one character left open between them."""
    tokens: list[PhraseToken] = []
    start = 0
    for piece in pieces:
        ((*found,),) = phrases(piece)
        tokens += [replace(token, position=start + token.position) for token in found]
        start += len(piece) + 1
    return tuple(tokens)


def first_tokens(near: Near) -> Iterator[tuple[PhraseToken, PhraseToken, int]]:
    """The first tokens of the two texts, in either order, and how many positions may lie between
    where the first one's place is given by its text's end: what tells most candidates apart.

    Each character between takes one position, or two where a word begins. The second token's
    position is where it stands if nothing lies between.
    """
    for left in phrases(near.left.text):
        for right in phrases(near.right.text):
            for one, other in ((left, right), (right, left)):
                end = one[-1].position + len(one[-1].text)
                second = PhraseToken(end, other[0].text, other[0].prefix)
                yield one[0], second, 2 * near.distance + 1


def _side_by_side(query: Query) -> list[str]:
    """The texts of an AND as they were typed, without the synonyms that were added."""
    if not isinstance(query, And):
        return []
    first = [part.parts[0] if isinstance(part, Or) else part for part in query.parts]
    return [part.text for part in first if isinstance(part, Text)]


def _texts(query: Query) -> Iterator[str]:
    match query:
        case Text(text):
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from _texts(part)
        case Near(left, right):
            yield from (left.text, right.text)
