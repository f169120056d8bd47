"""The start page: what to search for, and what waits for the person who comes to work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contracts.document import DocumentKind, VersionStatus
from review.findings import GRAVE
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.summaries import rules_now
from store.document_list import DocumentFilter, DocumentPage, DocumentRow, list_documents
from store.saved_hits import count_news
from store.saved_searches import SavedSearch, saved_searches_of
from store.summaries import count_with_verdict
from webapp.access import Access
from webapp.pages.expiry import SOON, expires

LISTED = 6  # rows of a list


@dataclass(frozen=True, slots=True)
class Start:
    """What the start page tells: counts of what may be seen, and the first of each.

    ``reviewed`` documents have a review's summary, ``with_gaps`` of them an open gap.
    """

    documents: int
    waiting: int
    failed: int
    reviewed: int
    with_gaps: int
    ending_soon: int
    ending: DocumentPage
    recent: Sequence[DocumentRow]
    news: Sequence[tuple[SavedSearch, int]]
    failing: Sequence[SavedSearch]
    today: date


def start(access: Access) -> Start:
    """Gather what the start page tells the person who asks."""
    today = date.today()
    connection, visible = access.connection, access.visible
    rules = rules_now(checklists_in_force(connection), laws_in_force(connection))
    reviewed, with_gaps = count_with_verdict(connection, visible, rules, today, GRAVE)
    recent = list_documents(connection, visible, limit=LISTED)
    soon = DocumentFilter(kind=DocumentKind.CONTRACT, expires=expires(SOON, today))
    later = DocumentFilter(kind=DocumentKind.CONTRACT, expires=(today, date.max))
    mine = saved_searches_of(connection, access.user.id)
    news = count_news(connection, access.user.id, visible)
    return Start(
        documents=recent.total,
        waiting=_count(access, VersionStatus.RECEIVED) + _count(access, VersionStatus.PARSED),
        failed=_count(access, VersionStatus.FAILED) + _count(access, VersionStatus.QUARANTINED),
        reviewed=reviewed,
        with_gaps=with_gaps,
        ending_soon=list_documents(connection, visible, soon, limit=0).total,
        ending=list_documents(
            connection, visible, later, sort="expiration_date", descending=False, limit=LISTED
        ),
        recent=recent.rows,
        news=[(each, news[each.id]) for each in mine if each.id in news],
        failing=[each for each in mine if each.preferences.alert and each.failure],
        today=today,
    )


def _count(access: Access, status: VersionStatus) -> int:
    wanted = DocumentFilter(status=status)
    return list_documents(access.connection, access.visible, wanted, limit=0).total
