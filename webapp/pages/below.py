"""Below the hits of a plain text: clauses with some of its words, or that say something like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.text import fold
from index.analysis import runs
from index.protocol import Filters, Hit, Order, Results
from index.query import Text
from searching.alike import Alike, that_say
from searching.asking import Asked
from store.readings import headings_above
from webapp.access import Access, services
from webapp.pages.addresses import page_number
from webapp.pages.hits import Group, groups_of

_FETCHED = 500  # hits among which the best are looked for
_MOST_ALIKE = 5
_SENTENCE = 8  # hanzi, or words: less is a name or a term, which others don't say otherwise


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


@dataclass(frozen=True, slots=True)
class AlikeInstead:
    """Clauses that say something like the sentence ``words``; ``above`` are their headings."""

    words: str
    found: Sequence[Alike]
    above: Mapping[str, str]


def alike_instead(access: Access, asked: Asked, results: Results) -> AlikeInstead | None:
    """Where a sentence stands nowhere word for word, the clauses nearest to it."""
    if results.total or services().sentences is None or not isinstance(asked.tree, Text):
        return None
    words = asked.tree.text
    if sum(len(run.text) if run.east_asian else 1 for run in runs(fold(words))) < _SENTENCE:
        return None
    found = that_say(access.connection, services(), words, access.visible)[:_MOST_ALIKE]
    clauses = (one.clause for one in found)
    above = headings_above(access.connection, clauses, access.visible)
    return AlikeInstead(words, found, above) if found else None


def _best(hits: Sequence[Hit], size: int) -> list[Hit]:
    """The best clauses, wherever they stand, a document's together.

    Hits come document by document: one that has a common word everywhere would fill the page.
    """
    best = sorted(hits, key=lambda hit: -hit.score)[:size]
    places = {number: at for at, number in enumerate(dict.fromkeys(h.document_id for h in best))}
    return sorted(best, key=lambda hit: places[hit.document_id])
