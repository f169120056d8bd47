"""One search over one state of a Whoosh index: counts, facets, and a page of hits."""

import heapq
from collections import Counter
from collections.abc import Sequence

from contracts.visibility import Visible
from index.compiler import Compiler
from index.paging import Row, page, standing
from index.protocol import Facets, Filters, Order, Results
from index.query import Query
from index.ranked import Ranker
from index.whoosh_query import WhooshEngine
from index.whoosh_schema import Facts
from index.whoosh_snapshot import Snapshot


def search(
    snapshot: Snapshot,
    query: Query,
    visible: Visible,
    filters: Filters,
    order: Order,
    *,
    offset: int,
    limit: int | None,
) -> Results:
    """The hits from ``offset`` on, grouped by document, with counts of all of them."""
    engine = WhooshEngine(snapshot)
    compiler = Compiler(engine, visible, filters)
    matching = compiler.scored(query)
    total = len(matching)
    end = total if limit is None else min(total, offset + limit)
    per_document, facets = _counted([_facts(snapshot, number) for number in matching])
    if offset >= end:
        return Results.counted(total, (), facets)
    ranker = Ranker(engine, compiler.rarities)
    ranked = ranker.ranked(query, matching) if order is Order.BEST else matching
    rows = [
        Row(
            standing(order, score * fact.weight, fact.day),
            fact.document_id,
            fact.version_id,
            fact.order,
        )
        for number, score in ranked.items()
        for fact in (_facts(snapshot, number),)
    ]

    def best(least: int, documents: Sequence[int] | None) -> list[Row]:
        wanted = None if documents is None else set(documents)
        these = rows if wanted is None else [row for row in rows if row.document_id in wanted]
        return heapq.nsmallest(least, these, key=lambda row: row.rank)

    return Results.counted(total, page(best, lambda _: per_document, offset, end), facets)


def _facts(snapshot: Snapshot, number: int) -> Facts:
    facts = snapshot.facts[number]
    if facts is None:
        raise ValueError(f"entry {number} has no facts")
    return facts


def _counted(found: Sequence[Facts]) -> tuple[Counter[int], Facets]:
    """How many of the clauses each document has, and each value of a facet."""
    per_document = Counter(facts.document_id for facts in found)
    return per_document, Facets(
        clause_types=Counter(name for facts in found for name in facts.clause_types),
        kinds=Counter(facts.kind for facts in found),
        collections=Counter(facts.collection_id for facts in found),
        years=Counter(facts.year for facts in found),
        documents=len(per_document),
    )
