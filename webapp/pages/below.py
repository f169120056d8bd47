"""Below the hits of a plain text: clauses that have some of its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.protocol import Filters, Hit, Order, Results
from searching.asking import Asked
from webapp.access import Access, services
from webapp.pages.addresses import page_number
from webapp.pages.hits import Group, groups_of

_FETCHED = 500  # hits among which the best are looked for


@dataclass(frozen=True, slots=True)
class Below:
    """The best of ``total`` clauses that the search itself does not find.

    ``typed`` is the search for these and those together.
    """

    total: int
    groups: tuple[Group, ...]
    typed: str


def below(
    access: Access, asked: Asked, results: Results, filters: Filters, order: Order, size: int
) -> Below | None:
    """The clauses to show below the last page of hits; None on earlier pages, or without any."""
    if asked.some_words is None or page_number() * size < results.total:
        return None
    limit = _FETCHED if order is Order.BEST else size
    found = services().index.search(
        asked.some_words.query, visible=access.visible, filters=filters, order=order, limit=limit
    )
    groups = groups_of(access, asked.some_words.words, _best(found.hits, size))
    return Below(found.total, groups, asked.some_words.typed) if groups else None


def _best(hits: Sequence[Hit], size: int) -> list[Hit]:
    """The best clauses, wherever they stand, a document's together.

    Hits come document by document: one that has a common word everywhere would fill the page.
    """
    best = sorted(hits, key=lambda hit: -hit.score)[:size]
    places = {number: at for at, number in enumerate(dict.fromkeys(h.document_id for h in best))}
    return sorted(best, key=lambda hit: places[hit.document_id])
