"""Documents by what their reviews found: ``missing:保密`` in a query becomes the documents meant.

Reviews are known by their summaries. A document whose summary is out of date is not among those
found, and is counted, so that nobody takes its silence for an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.visibility import Visible
from index.query import And, Documents, InDocument, Not, Or, Query, Reviewed
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.summaries import rules_now
from store.database import Connection
from store.summaries import count_without_summary, verdicts_in_force


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A query that any engine can answer; ``unreviewed`` documents have no review that holds now.

    Counted are documents that may be seen, and only where the query asks for reviews.
    """

    query: Query
    unreviewed: int


def look_up(
    connection: Connection,
    query: Query,
    visible: Visible,
    today: date,
) -> LookedUp:
    """The query with documents in place of what it asks of reviews."""
    asked = frozenset(_reviewed(query))
    if not asked:
        return LookedUp(query, 0)
    checklists = checklists_in_force(connection)
    rules = rules_now(checklists, laws_in_force(connection))
    found = {
        each: Documents(
            frozenset(
                document_id
                for document_id, checklist, verdicts in verdicts_in_force(
                    connection, visible, rules, today, each.verdict
                )
                if any(
                    verdicts.get(item.id) == each.verdict
                    for item in checklists[checklist].items
                    if each.clause_type in item.clause_types
                )
            )
        )
        for each in asked
    }
    unreviewed = count_without_summary(connection, visible, rules, today)
    return LookedUp(_with(query, found), unreviewed)


def _reviewed(query: Query) -> list[Reviewed]:
    match query:
        case Reviewed():
            return [query]
        case And(parts) | Or(parts):
            return [each for part in parts for each in _reviewed(part)]
        case Not(part) | InDocument(part):
            return _reviewed(part)
    return []


def _with(query: Query, found: Mapping[Reviewed, Documents]) -> Query:
    match query:
        case Reviewed():
            return found[query]
        case And(parts):
            return And(tuple(_with(part, found) for part in parts))
        case Or(parts):
            return Or(tuple(_with(part, found) for part in parts))
        case Not(part):
            return Not(_with(part, found))
        case InDocument(part):
            return InDocument(_with(part, found))
    return query
