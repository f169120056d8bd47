"""What is found by words and what by meaning, ranked together.

Reciprocal rank fusion: Cormack, Clarke, Büttcher, 2009. A question's words are all looked for, then
any of them, so that a clause with all of them comes before those with one.
"""

from collections.abc import Iterator, Sequence

from compare.tokens import tokenise
from contracts.visibility import Visible
from index.analysis import is_searchable
from index.protocol import Hit, SearchIndex
from index.query import And, Or, Query, Text

MOST_WORDS = 12  # of a question; a longer one is a pasted sentence, found by its meaning
_DAMPING = 60
_CONSIDERED = 100  # hits of each way to find
_FETCHED = 500  # they come document by document, so that the best hundred are among more


def ranked_together(*rankings: Sequence[str]) -> list[str]:
    """The names in one order: those far ahead in any of the rankings come first."""
    gained: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking[:_CONSIDERED]):
            gained[name] = gained.get(name, 0.0) + 1 / (_DAMPING + rank)
    return sorted(gained, key=lambda name: -gained[name])


def by_words(index: SearchIndex, question: str, visible: Visible) -> list[Hit]:
    """The clauses with the question's words that may be seen, the best first.

    Raises SearchUnavailable where the index cannot answer.
    """
    found: dict[str, Hit] = {}
    for query in _queries(question):
        hits = index.search(query, visible=visible, limit=_FETCHED).hits
        for hit in sorted(hits, key=lambda hit: -hit.score):
            found.setdefault(hit.clause_id, hit)
        if len(found) >= _CONSIDERED:
            break
    return list(found.values())[:_CONSIDERED]


def _queries(question: str) -> Iterator[Query]:
    typed = [Text(word) for word in question.split() if is_searchable(word)][:MOST_WORDS]
    if len(typed) > 1:
        yield And(tuple(typed))
        yield Or(tuple(typed))
    elif typed:
        yield typed[0]
        words = dict.fromkeys(token.key for token in tokenise(question) if len(token.key) > 1)
        parts = [Text(word) for word in words if is_searchable(word)][:MOST_WORDS]
        if len(parts) > 1:
            yield Or(tuple(parts))
