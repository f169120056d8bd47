"""The words of a search as they are marked in what it found."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.errors import InvalidQuery
from index.highlight import Mark, highlight, words_stand
from index.query import Everything, Query
from index.query_language import parse
from index.synonyms import with_synonyms
from searching.some_words import at_word_starts, some_words


@dataclass(frozen=True, slots=True)
class AskedWords:
    """A query, and the looser one whose words are marked where its own aren't found."""

    query: Query
    some: Query | None

    def marks(self, texts: Sequence[str]) -> list[tuple[Mark, ...]]:
        """The places to mark in each text; where none has the query's words, those of some."""
        found = [highlight(self.query, text) for text in texts]
        if self.some is None or any(
            marks and words_stand(self.query, text)
            for marks, text in zip(found, texts, strict=True)
        ):
            return found
        return [highlight(self.some, text) for text in texts]


def asked_words(typed: str, *, synonyms: bool = True) -> AskedWords:
    """The words of a typed query; none where the query can't be parsed."""
    try:
        query = parse(typed)
    except InvalidQuery:
        return AskedWords(Everything(), None)
    some: Query | None = some_words(typed)
    if synonyms:
        query, some = with_synonyms(query), some and with_synonyms(some)
    return AskedWords(query, some and at_word_starts(some))
