"""Documents by their reviews: ``missing:保密`` or ``checklist:售后服务`` in a query becomes the
documents meant.

Reviews are known by their summaries. A document whose summary is out of date is not among those
found, and is counted, so that nobody takes its silence for an answer.
"""

from dataclasses import dataclass
from datetime import date

from contracts.errors import InvalidQuery
from contracts.text import fold
from contracts.visibility import Visible
from index.query import Documents, HeldAgainst, Query, Reviewed
from index.query_parts import parts_of, with_parts
from index.query_writing import quoted
from review.checklist import Checklists
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.summaries import rules_now
from store.database import Connection
from store.summaries import (
    Rules,
    count_without_summary,
    documents_held_against,
    verdicts_in_force,
)


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
    """The query with documents in place of what it asks of reviews.

    Raises InvalidQuery where no checklist in force is called as it says.
    """
    asked = {part for part in parts_of(query) if isinstance(part, Reviewed | HeldAgainst)}
    if not asked:
        return LookedUp(query, 0)
    checklists = checklists_in_force(connection)
    reviews = _Reviews(
        connection, visible, today, checklists, rules_now(checklists, laws_in_force(connection))
    )
    found = {part: Documents(reviews.documents(part)) for part in asked}
    unreviewed = count_without_summary(connection, visible, reviews.rules, today)

    def looked_up(part: Query) -> Query:
        return found[part] if isinstance(part, Reviewed | HeldAgainst) else part

    return LookedUp(with_parts(query, looked_up), unreviewed)


@dataclass(frozen=True, slots=True)
class _Reviews:
    """What reviews in force say of the documents that may be seen."""

    connection: Connection
    visible: Visible
    today: date
    checklists: Checklists
    rules: Rules

    def documents(self, part: Reviewed | HeldAgainst) -> frozenset[int]:
        """The documents that the part of a query means."""
        if isinstance(part, HeldAgainst):
            return documents_held_against(
                self.connection, self.visible, self.rules, self.today, self._named(part)
            )
        found = verdicts_in_force(
            self.connection, self.visible, self.rules, self.today, part.verdict
        )
        return frozenset(
            document_id
            for document_id, checklist, verdicts in found
            if any(
                verdicts.get(item.id) == part.verdict
                for item in self.checklists[checklist].items
                if part.clause_type in item.clause_types
            )
        )

    def _named(self, part: HeldAgainst) -> list[str]:
        """The checklist that is called so; else all whose names hold it."""
        wanted = fold(part.checklist).strip()
        names = {
            each.id: (fold(each.id), fold(each.name_zh), fold(each.name_en))
            for each in self.checklists.values()
        }
        exact = [id_ for id_, of in names.items() if wanted in of]
        found = exact or [id_ for id_, of in names.items() if any(wanted in name for name in of)]
        if not found:
            zh = "、".join(each.name_zh for each in self.checklists.values())
            en = ", ".join(each.name_en for each in self.checklists.values())
            raise InvalidQuery(
                f"没有名称含“{part.checklist}”的审查清单。现有：{zh}。",
                f'No checklist is called "{part.checklist}". There are: {en}.',
                part.position,
                tuple(quoted(each.name_zh) for each in self.checklists.values()),
            )
        return found
