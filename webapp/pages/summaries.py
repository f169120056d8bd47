"""The summaries that pages on many reviews show: stored ones, and a few made on the spot."""

from collections.abc import Iterable
from datetime import date

from review.checklist import Checklists
from review.house_laws import laws_in_force
from review.summaries import rules_now, summarise
from store.presence import DocumentPresence
from store.summaries import Summary, summaries_in_force
from webapp.access import Access

AT_ONCE = 20  # documents: about a second; more are left to the lane


def kept_summaries(access: Access, checklists: Checklists) -> dict[int, Summary]:
    """Document id → summary, as far as there is one that still holds."""
    rules = rules_now(checklists, laws_in_force(access.connection))
    return summaries_in_force(access.connection, access.visible, rules, date.today())


def summaries_for(
    access: Access, presences: Iterable[DocumentPresence], checklists: Checklists
) -> dict[int, Summary]:
    """Document id → summary, where there is one or it can be made while the page waits.

    What is made here isn't kept: that is the lane's work.
    """
    today = date.today()
    found = kept_summaries(access, checklists)
    missing = [each.document.id for each in presences if each.document.id not in found]
    for document_id in missing[:AT_ONCE]:
        found[document_id] = summarise(
            access.connection, document_id, access.visible, today, checklists
        )
    return found
