"""Some of the words: what is offered below the clauses that have all that was typed.

A person who types a question or many words is also offered what comes near, kept apart from what
was asked for. What is quoted, joined by operators or asked of a field is taken at its word.
"""

from functools import cache
from pathlib import Path

from compare.tokens import TokenKind, tokenise
from contracts.text import fold
from contracts.yaml_data import NonEmpty, load_yaml
from index.analysis import is_searchable, is_words
from index.query import Or, Prefix, Query, Text
from index.query_language import plain_words

MOST_WORDS = 12  # a longer text is a pasted sentence, found by its meaning
_SHORTEST = 2  # characters of a part of what was typed


def some_words(typed: str) -> Or | None:
    """Any of the words of a plain text; None where there is only one, or it is not plain.

    A single row of hanzi is parted into its words.
    """
    words = plain_words(typed)
    if len(words) == 1:
        words = _parts_of(words[0])
    telling = [word for word in words if fold(word) not in _function_words()] or list(words)
    wanted = tuple(map(Text, telling[:MOST_WORDS]))
    return Or(wanted) if len(wanted) > 1 else None


def at_word_starts(query: Query) -> Query:
    """The same query, but Latin words must begin a word: late is not found in contemplated.

    A search for all of the words finds them inside others too; for any one of them alone that would
    be too loose.
    """
    match query:
        case Or(parts):
            return Or(tuple(map(at_word_starts, parts)))
        case Text(text) if is_words(text):
            return Prefix(text)
    return query


def _parts_of(word: str) -> tuple[str, ...]:
    if len(word) < 2 * _SHORTEST:
        return ()  # without reading the dictionary, which takes longer than the search
    parts = dict.fromkeys(
        token.key for token in tokenise(word) if token.kind is not TokenKind.PUNCTUATION
    )
    return tuple(part for part in parts if len(part) >= _SHORTEST and is_searchable(part))


@cache
def _function_words() -> frozenset[str]:
    """Words that show how a sentence is built, not what it is about (the, of, 的)."""
    path = Path(__file__).with_name("function_words.yaml")
    return frozenset(map(fold, load_yaml(path, tuple[NonEmpty, ...])))
