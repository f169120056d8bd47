"""What stands below the hits: clauses with some of the words, where a plain text was typed."""

from dataclasses import dataclass

from index.protocol import Filters, Order, Results
from searching.asking import Asked
from webapp.access import Access, services
from webapp.pages.addresses import page_number
from webapp.pages.hits import Group, groups_of


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
    """What follows the last page of ``size`` hits; None before it, and where nothing does."""
    if asked.some_words is None or page_number() * size < results.total:
        return None
    found = services().index.search(
        asked.some_words.query, visible=access.visible, filters=filters, order=order, limit=size
    )
    groups = groups_of(access, asked.some_words.words, found.hits)
    return Below(found.total, groups, asked.some_words.typed) if groups else None
