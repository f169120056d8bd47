"""The pieces that compiled queries are made of: texts as tokens, values, and what joins them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic

from index.analysis import PhraseToken, phrases
from index.engine import Engine, Q
from index.fuzziness import fuzzy_run, telling_variants

_LARGEST = 2**63  # of the numbers that every engine holds


class Pieces(Generic[Q]):
    """Queries of an engine for single texts and values."""

    def __init__(self, engine: Engine[Q]) -> None:
        self._engine = engine

    def phrase(
        self, field: str, text: str, *, from_word_start: bool = False, whole_words: bool = False
    ) -> Q:
        """Clauses where the text stands in the field; within words too, unless otherwise said."""
        rows = phrases(
            text, from_word_start=from_word_start or whole_words, to_word_end=whole_words
        )
        return self.any_of([self._engine.adjacent(field, tokens) for tokens in rows])

    def nearly(self, text: str) -> Q:
        """Clauses with a word or a row of hanzi spelled nearly so (``index.fuzziness``)."""
        wanted = fuzzy_run(text)
        if wanted is None:
            return self._engine.nothing()
        if not wanted.east_asian:
            return self._engine.nearly(wanted.text)
        rows = dict.fromkeys(_in_a_row(pieces) for pieces in telling_variants(wanted.text))
        return self.any_of([self._engine.adjacent("text", tokens) for tokens in rows])

    def term(self, field: str, value: str | int) -> Q:
        """Clauses with the value; it says nothing of the words, so it adds no score."""
        if isinstance(value, str):
            value = value.encode(errors="replace").decode()  # half a surrogate pair is no text
        elif not 0 <= value < _LARGEST:
            return self._engine.nothing()
        return self._engine.scored(self._engine.term(field, value), 0.0)

    def any_of(self, queries: Sequence[Q]) -> Q:
        """What at least one of the queries matches; of none, no clause."""
        if not queries:
            return self._engine.nothing()
        return queries[0] if len(queries) == 1 else self._engine.any_of(queries)

    def all_of(self, queries: Sequence[Q]) -> Q:
        """What all of the queries match; there must be one at least."""
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
