"""Rows of tokens as tantivy follows them, where a token may stand for all that begin with it."""

from collections.abc import Sequence
from itertools import product
from math import prod

import tantivy
from tantivy import Occur, Query

from index.analysis import PhraseToken
from index.tantivy_schema import SCHEMA

_MOST_PHRASES = 100  # that a row is asked for as; more take longer than a pattern
_MOST_TOKENS = 8_000  # for one pattern; tantivy refuses a phrase of more than 16,384


def row_query(
    searcher: tantivy.Searcher, field: str, tokens: Sequence[PhraseToken], slop: int = 0
) -> Query:
    """Clauses where the tokens stand at these positions, or ``slop`` away from them."""
    if len(tokens) == 1:
        return _token_query(field, tokens[0])
    positions = [token.position for token in tokens]
    choices = [_tokens(searcher, field, token) for token in tokens]
    if prod(map(len, choices)) <= _MOST_PHRASES:
        return _any_of([
            Query.phrase_query(SCHEMA, field, list(zip(positions, texts, strict=True)), slop)
            for texts in product(*choices)
        ])  # fmt: skip
    # Tokens hold nothing that is special in a pattern.
    choices = [
        _patterns(searcher, field, token.text) if token.prefix else [token.text] for token in tokens
    ]
    return _any_of([
        Query.regex_phrase_query(SCHEMA, field, list(zip(positions, patterns, strict=True)), slop)
        for patterns in product(*choices)
    ])  # fmt: skip


def _token_query(field: str, token: PhraseToken) -> Query:
    if token.prefix:
        # Without any edit: much faster to make than a pattern.
        return Query.fuzzy_term_query(SCHEMA, field, token.text, distance=0, prefix=True)
    return Query.term_query(SCHEMA, field, token.text)


def _any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _tokens(searcher: tantivy.Searcher, field: str, token: PhraseToken) -> list[str]:
    """All that a token stands for, or as many as are too many to be asked for one by one."""
    if not token.prefix:
        return [token.text]
    begun = searcher.terms_with_prefix(field, token.text, limit=_MOST_PHRASES + 1)
    return [text for text, _ in begun]


def _patterns(searcher: tantivy.Searcher, field: str, beginning: str) -> list[str]:
    """Patterns that together match every token with this beginning, none of them too many."""
    tokens = searcher.terms_with_prefix(field, beginning, limit=_MOST_TOKENS + 1)
    if len(tokens) <= _MOST_TOKENS:
        return [beginning + ".*"]
    every = (token for token, _ in searcher.terms_with_prefix(field, beginning))
    longer = {token[: len(beginning) + 1] for token in every} - {beginning}
    further = (_patterns(searcher, field, more) for more in sorted(longer))
    return [beginning, *(pattern for patterns in further for pattern in patterns)]
