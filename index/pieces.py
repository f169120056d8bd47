"""The pieces that compiled queries are made of: texts as tokens, values, and what joins them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic

from index.analysis import PhraseToken, phrases
from index.engine import Engine, Q
from index.fuzziness import fuzzy_run, telling_variants
from index.words import one_word, values_from

_LARGEST = 2**63  # of the numbers that every engine holds


class Pieces(Generic[Q]):
    """Queries of an engine for single texts and values."""

    def __init__(self, engine: Engine[Q]) -> None:
        self._engine = engine

    def phrase(self, field: str, text: str) -> Q:
        """Clauses where the text stands in the field; within words too."""
        return self._any_row(field, phrases(text))

    def whole(self, text: str) -> Q:
        """Clauses with the text in whole words."""
        word = one_word(text)
        if word is not None:
            return self._engine.term("word", word)
        return self._any_row("text", phrases(text, from_word_start=True, to_word_end=True))

    def beginning(self, text: str) -> Q:
        """Clauses with a word that begins so; of hanzi each begins one."""
        rows = phrases(text, from_word_start=True)
        word = one_word(text)
        if word is None or len(rows[0]) == 1:
            return self._any_row("text", rows)
        begun = [(PhraseToken(0, value, prefix=True),) for value in values_from(word)]
        return self._any_row("word", begun)

    def nearly(self, text: str) -> Q:
        """Clauses with a word or a row of hanzi spelled nearly so (``index.fuzziness``)."""
        wanted = fuzzy_run(text)
        if wanted is None:
            return self._engine.nothing()
        if not wanted.east_asian:
            return self._engine.nearly(wanted.text)
        rows = dict.fromkeys(_in_a_row(pieces) for pieces in telling_variants(wanted.text))
        return self._any_row("text", [*rows])

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

    def _any_row(self, field: str, rows: Sequence[Sequence[PhraseToken]]) -> Q:
        return self._engine.any_row(field, rows) if rows else self._engine.nothing()


def _in_a_row(pieces: Sequence[str]) -> tuple[PhraseToken, ...]:
    """The tokens of rows of hanzi with one character left open between them."""
    tokens: list[PhraseToken] = []
    start = 0
    for piece in pieces:
        ((*found,),) = phrases(piece)
        tokens += [replace(token, position=start + token.position) for token in found]
        start += len(piece) + 1
    return tuple(tokens)
