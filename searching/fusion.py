"""What is found by words and what by meaning, ranked together.

Reciprocal rank fusion: Cormack, Clarke, Büttcher, 2009. A question's words are all looked for, then
any of them, so that a clause with all of them comes before those with one.
"""

from collections.abc import Iterator, Sequence

from contracts.visibility import Visible
from index.analysis import is_searchable
from index.protocol import Hit, SearchIndex
from index.query import And, Everything, Query, Text
from searching.some_words import MOST_WORDS, at_word_starts, some_words

_DAMPING = 60
_CONSIDERED = 100  # hits of each way to find
_FETCHED = 500  # they come document by document, so that the best hundred are among more


def ranked_together(*rankings: Sequence[str]) -> list[str]:
    """The names in one order, made of several: those near the top of any ranking come first."""
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


def telling_words(question: str) -> Query:
    """A query for any of the question's words but those that only ask (what, how, 怎么)."""
    return [Everything(), *_queries(question)][-1]


def _queries(question: str) -> Iterator[Query]:
    words = [Text(word) for word in question.split() if is_searchable(word)][:MOST_WORDS]
    if words:
        yield And(tuple(words)) if len(words) > 1 else words[0]
    some = some_words(question)
    if some:
        yield at_word_starts(some)
