"""Elasticsearch as the engine that queries are compiled for, in its JSON query language."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from index.analysis import PhraseToken
from index.elasticsearch_snapshot import Snapshot
from index.fuzziness import edits
from index.nearness import (
    Pair,
    in_either_order,
    most_positions,
    places_tell,
    telling_tokens,
    text_end,
)
from index.occurrences import near_test
from index.query import Near

ElasticsearchQuery = dict[str, Any]

_LONGEST_VALUE = 32_766  # bytes that Elasticsearch indexes as one
_MOST_WORDS = 10_000  # that are looked for in the place of one
_MOST_IDS = 50_000  # in one query; Elasticsearch takes 65,536


class ElasticsearchEngine:
    """Queries over one state of an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def nothing(self) -> ElasticsearchQuery:
        """No clause."""
        return {"match_none": {}}

    def every_clause(self) -> ElasticsearchQuery:
        """All entries but the index's own note of how far it has come."""
        return self.scored(self.term("entry", "clause"), 0.0)

    def term(self, field: str, value: str | int) -> ElasticsearchQuery:
        """Entries with this value in the field."""
        if isinstance(value, str) and len(value.encode()) > _LONGEST_VALUE:
            return self.nothing()
        return {"term": {field: value}}

    def numbers(self, field: str, first: int, last: int) -> ElasticsearchQuery:
        """Clauses with a number between the two, both included."""
        return {"range": {field: {"gte": first, "lte": last}}}

    def nearly(self, word: str) -> ElasticsearchQuery:
        """Clauses with a word spelled nearly so."""
        wanted = {
            "value": word, "fuzziness": edits(word), "max_expansions": _MOST_WORDS,
            "rewrite": "constant_score",
        }  # fmt: skip
        return {"fuzzy": {"word": wanted}}

    def in_documents(self, ids: Sequence[int]) -> ElasticsearchQuery:
        """All clauses of these documents."""
        parts: list[ElasticsearchQuery] = [
            {"terms": {"document_id": list(ids[start : start + _MOST_IDS])}}
            for start in range(0, len(ids), _MOST_IDS)
        ]
        return self.any_of(parts) if parts else self.nothing()

    def of_documents(
        self,
        query: ElasticsearchQuery,
        among: ElasticsearchQuery | None = None,
    ) -> ElasticsearchQuery:
        """All clauses of the documents that hold one of these."""
        return self.in_documents(sorted(self._snapshot.documents(query)))

    def adjacent(self, field: str, tokens: Sequence[PhraseToken]) -> ElasticsearchQuery:
        """Clauses where the tokens stand at these positions."""
        if len(tokens) == 1:
            return {"prefix" if tokens[0].prefix else "term": {field: tokens[0].text}}
        if tokens[-1].position == len(tokens) - 1 and not any(token.prefix for token in tokens):
            # The same as below, and faster.
            return {"match_phrase": {field: " ".join(token.text for token in tokens)}}
        return _row(field, tokens)

    def any_row(self, field: str, rows: Sequence[Sequence[PhraseToken]]) -> ElasticsearchQuery:
        """Clauses where at least one of the rows of tokens stands."""
        found = [self.adjacent(field, tokens) for tokens in rows]
        return found[0] if len(found) == 1 else self.any_of(found)

    def near(self, near: Near, candidates: ElasticsearchQuery) -> ElasticsearchQuery:
        """The candidates whose tokens stand close enough, and whose text bears that out.

        The text is read only where that does not tell already.
        """
        surely = self._surely_near(near)
        perhaps = self.all_of(
            [candidates, close(telling_tokens(near), most_positions(near))], but_not=[surely]
        )
        stand_near = near_test(near)
        found = [id for id, rows in self._snapshot.rows(perhaps) if stand_near(rows)]
        checked = [
            {"ids": {"values": found[start : start + _MOST_IDS]}}
            for start in range(0, len(found), _MOST_IDS)
        ]
        return self.any_of([surely, *checked])

    def _surely_near(self, near: Near) -> ElasticsearchQuery:
        """Clauses in which the positions of the tokens alone prove that the texts stand near."""
        if not places_tell(near):
            return self.nothing()
        stand_so = [
            _one_by_one(
                [_row("text", one), _row("text", other)],
                text_end(one) - one[-1].position - 1 + near.distance,
            )
            for one, other in in_either_order(near)
        ]
        return self.any_of(stand_so)

    def any_of(self, queries: Sequence[ElasticsearchQuery]) -> ElasticsearchQuery:
        """What at least one of the queries matches."""
        return {"bool": {"should": list(queries), "minimum_should_match": 1}}

    def all_of(
        self,
        queries: Sequence[ElasticsearchQuery],
        but_not: Sequence[ElasticsearchQuery] = (),
        better: Sequence[ElasticsearchQuery] = (),
    ) -> ElasticsearchQuery:
        """What all of the queries match and none of ``but_not``; ``better`` only adds scores."""
        return {
            "bool": {
                "must": list(queries),
                "must_not": list(but_not),
                "should": list(better),
                "minimum_should_match": 0,
            }
        }

    def scored(self, query: ElasticsearchQuery, score: float) -> ElasticsearchQuery:
        """The same clauses, each with this score."""
        query = query.get("constant_score", {}).get("filter", query)
        return {"constant_score": {"filter": query, "boost": score}}

    def counts(self, queries: Sequence[ElasticsearchQuery]) -> list[int]:
        """How many clauses each of the queries matches."""
        return self._snapshot.counts(queries)

    def size(self, query: ElasticsearchQuery) -> int:
        """How many clauses it matches."""
        return self.counts([query])[0]


def close(pairs: Iterable[Pair], slop: int) -> ElasticsearchQuery:
    """Clauses where a pair of tokens stands at these positions, or ``slop`` further apart."""
    spans = [
        _one_by_one(
            [_span("text", one), _span("text", two)], two.position - one.position - 1 + slop
        )
        for one, two in pairs
    ]
    return {"bool": {"should": spans, "minimum_should_match": 1}}


def _row(field: str, tokens: Sequence[PhraseToken]) -> ElasticsearchQuery:
    spans = list(_spans(field, tokens))
    return spans[0] if len(spans) == 1 else _one_by_one(spans, 0)


def _one_by_one(spans: Sequence[ElasticsearchQuery], slop: int) -> ElasticsearchQuery:
    return {"span_near": {"clauses": list(spans), "slop": slop, "in_order": True}}


def _spans(field: str, tokens: Sequence[PhraseToken]) -> Iterator[ElasticsearchQuery]:
    """The tokens as a span query, with gaps where tokens are left out."""
    position = tokens[0].position
    for token in tokens:
        if token.position > position:
            yield {"span_gap": {field: token.position - position}}
        yield _span(field, token)
        position = token.position + 1


def _span(field: str, token: PhraseToken) -> ElasticsearchQuery:
    if token.prefix:
        return {"span_multi": {"match": {"prefix": {field: token.text}}}}
    return {"span_term": {field: token.text}}
