"""What ranks higher among the clauses that match, with the scores of ``index.ranking``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Generic

from contracts.clause_types import types_called
from index.analysis import is_words
from index.engine import Engine, Q
from index.pieces import Pieces
from index.query import And, Near, Not, Or, Query, Text
from index.ranking import (
    ADJACENT,
    FOUND,
    HEADING_SHARE,
    IN_HEADING,
    IN_TITLE,
    OF_TYPE,
    PART_IN_HEADING,
    TITLE_SHARE,
    TYPE_SHARE,
    WHOLE_WORDS,
    WHOLE_WORDS_SHARE,
)

_MOST_RANKED = 6  # texts; a longer query is a pasted sentence, found by few clauses anyway
_MOST_CHOICES = 24  # texts of which any will do

Rarities = Callable[[Or], Mapping[str, float]]  # the texts of a choice with their weights


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
        texts = list(dict.fromkeys(_texts(query)))
        if not texts:
            return self._engine.scored(matching, FOUND)
        choice = _choice(query)
        if len(texts) > (_MOST_CHOICES if choice else _MOST_RANKED):
            return matching
        better = self._better_of(choice) if choice else self._better(query, texts)
        higher = [self._engine.scored(found, score) for found, score in better]
        return self._engine.all_of([matching], better=higher)

    def _better_of(self, choice: Or) -> Iterator[tuple[Q, float]]:
        """What is better where any of the texts will do, by how rare each text is."""
        for text, rarity in self._rarities(choice).items():
            if is_words(text):
                found = self._pieces.phrase("text", text, whole_words=True)
                yield found, rarity * WHOLE_WORDS_SHARE
            yield self._pieces.phrase("heading", text), rarity * HEADING_SHARE
            yield self._pieces.phrase("title", text), rarity * TITLE_SHARE
            for clause_type in types_called(text):
                yield self._pieces.term("clause_type", clause_type), rarity * TYPE_SHARE

    def _better(self, query: Query, texts: Sequence[str]) -> Iterator[tuple[Q, float]]:
        """What is better among the clauses that match, and how much."""
        for text in texts:
            if is_words(text):
                yield self._pieces.phrase("text", text, whole_words=True), WHOLE_WORDS
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
    """The texts of which any will do, where the query asks for no other words."""
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
