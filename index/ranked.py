"""What ranks higher among the clauses that match, with the scores of ``index.ranking``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple

from contracts.clause_types import types_called
from index.analysis import is_words
from index.engine import Engine, Q
from index.pieces import Pieces
from index.query import And, Fuzzy, Near, Not, Or, Prefix, Query, Text
from index.ranking import (
    ADJACENT,
    FOUND,
    HEADING_SHARE,
    IN_HEADING,
    IN_TITLE,
    MOST_FACTOR,
    OF_TYPE,
    PART_IN_HEADING,
    TITLE_SHARE,
    TYPE_SHARE,
    WHOLE_WORDS,
    WHOLE_WORDS_SHARE,
)

_MOST_RANKED = 6  # texts; a longer query is a pasted sentence, found by few clauses anyway
_MOST_CHOICES = 24  # texts of which any will do

Rarities = Callable[[Or], Mapping[Text | Prefix, float]]  # what a choice is of, with its weights


class Leading(NamedTuple, Generic[Q]):
    """The clauses that have what counts most, ranked; every other one scores at most ``others``."""

    clauses: Q
    others: float


class Ranker(Generic[Q]):
    """Gives scores to the clauses that a query matches."""

    def __init__(self, engine: Engine[Q], rarities: Rarities) -> None:
        self._engine = engine
        self._pieces = Pieces(engine)
        self._rarities = rarities

    def ranked(self, query: Query, matching: Q) -> Q:
        """The same clauses, with higher scores for words in the heading and the document's title,
        for the clause type that is called so, for words side by side, and for whole words.
        """
        choice = _choice(query)
        if not (self._rarities(choice) if choice else any(True for _ in _texts(query))):
            return self._engine.scored(matching, FOUND)
        better = list(self._better(query))
        return self._with_better([matching], better) if better else matching

    def leading(self, query: Query, matching: Q) -> Leading[Q] | None:
        """The clauses among which the best may be looked for first; None where none lead so far.

        That spares the scoring of all others, as long as enough of these score more. Where several
        texts are asked for, to find those that stand side by side takes as long as that.
        """
        if _choice(query) or len(set(_texts(query))) != 1:
            return None
        better = list(self._better(query))
        lead = [found for found, score in better if score >= PART_IN_HEADING]
        if not lead:
            return None
        little = sum(score for _, score in better if score < PART_IN_HEADING)
        clauses = [matching, self._engine.scored(self._pieces.any_of(lead), 0.0)]
        others = MOST_FACTOR * (self._most(query) + little)
        return Leading(self._with_better(clauses, better), others)

    def _with_better(self, clauses: Sequence[Q], better: Sequence[tuple[Q, float]]) -> Q:
        higher = [self._engine.scored(found, score) for found, score in better]
        return self._engine.all_of(clauses, better=higher)

    def _most(self, query: Query) -> float:
        """The highest score that a matching clause has before any bonus."""
        match query:
            case Text() | Prefix() | Fuzzy() | Near():
                return FOUND
            case And(parts):
                return sum(map(self._most, parts))
            case Or(parts):
                rarities = self._rarities(Or(tuple(parts)))
                return sum(
                    rarities[part] if isinstance(part, Text | Prefix) else self._most(part)
                    for part in parts
                )
            case _:
                return 0.0

    def _better(self, query: Query) -> Iterator[tuple[Q, float]]:
        """Queries for what deserves a bonus, with their scores; none for long queries."""
        choice = _choice(query)
        texts = list(dict.fromkeys(_texts(query)))
        if choice:
            if len(self._rarities(choice)) <= _MOST_CHOICES:
                yield from self._better_of(choice)
        elif len(texts) <= _MOST_RANKED:
            yield from self._better_with(query, texts)

    def _better_of(self, choice: Or) -> Iterator[tuple[Q, float]]:
        """The bonuses where any of the texts will do, weighed by how rare each text is."""
        for part, rarity in self._rarities(choice).items():
            text = part.text
            if is_words(text):
                yield self._pieces.whole(text), rarity * WHOLE_WORDS_SHARE
            yield self._pieces.phrase("heading", text), rarity * HEADING_SHARE
            yield self._pieces.phrase("title", text), rarity * TITLE_SHARE
            for clause_type in types_called(text):
                yield self._pieces.term("clause_type", clause_type), rarity * TYPE_SHARE

    def _better_with(self, query: Query, texts: Sequence[str]) -> Iterator[tuple[Q, float]]:
        """The bonuses where all texts must be there."""
        for text in texts:
            if is_words(text):
                yield self._pieces.whole(text), WHOLE_WORDS
            for clause_type in types_called(text):
                yield self._pieces.term("clause_type", clause_type), OF_TYPE
            yield self._pieces.phrase("title", text), IN_TITLE
            if len(texts) > 1:
                yield self._pieces.phrase("heading", text), PART_IN_HEADING
        for one, other in pairwise(_side_by_side(query)):
            joined = [f"{one} {other}"] if is_words(one) else [f"{one} {other}", f"{one}{other}"]
            yield (
                self._pieces.any_of([self._pieces.phrase("text", text) for text in joined]),
                ADJACENT,
            )
        if (heading := self._in_heading(query)) is not None:
            yield heading, IN_HEADING

    def _in_heading(self, query: Query) -> Q | None:
        match query:
            case Text(text):
                return self._pieces.phrase("heading", text)
            case And(parts) | Or(parts):
                headings = (self._in_heading(part) for part in parts)
                inside = [found for found in headings if found is not None]
                if not inside:
                    return None
                return (
                    self._pieces.all_of(inside)
                    if isinstance(query, And)
                    else self._pieces.any_of(inside)
                )
            case _:
                return None


def _choice(query: Query) -> Or | None:
    """The texts of a query that asks for any of them and for no other words; else None."""
    parts = query.parts if isinstance(query, And) else (query,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    return wanted[0] if len(wanted) == 1 and isinstance(wanted[0], Or) else None


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
