"""Hits as pages show them: grouped by document, two lines of each with its words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from contracts.clause import Clause, Strength, Tag
from contracts.document import Document
from index.highlight import Excerpt, excerpt, highlight
from index.protocol import Hit
from index.query import Query
from store.documents import get_documents
from store.readings import headings_above, tagged_clauses
from webapp.access import Access
from webapp.pages.marking import Run, runs

EXCERPT_WIDTH = 96  # hanzi: two lines of the page


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A clause that matches, with two lines of it in which the words are marked."""

    clause: Clause
    heading: tuple[Run, ...]
    above: str  # the heading it stands under, where it has none of its own
    excerpt: Excerpt
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A document and its hits on this page."""

    document: Document
    hits: tuple[ShownHit, ...]


def groups_of(access: Access, query: Query, hits: Iterable[Hit]) -> tuple[Group, ...]:
    """The hits grouped by document; a hit whose document is no longer visible is left out."""
    hits = tuple(hits)
    found = tagged_clauses(access.connection, [hit.clause_id for hit in hits], access.visible)
    above = headings_above(
        access.connection, (clause for clause, _ in found.values()), access.visible
    )
    documents = get_documents(access.connection, {hit.document_id for hit in hits}, access.visible)
    return tuple(
        Group(
            documents[document_id],
            tuple(
                _shown(query, *found[hit.clause_id], above[hit.clause_id]) for hit in of_document
            ),
        )
        for document_id, of_document in groupby(
            (hit for hit in hits if hit.clause_id in found and hit.document_id in documents),
            key=lambda hit: hit.document_id,
        )
    )


def _shown(query: Query, clause: Clause, tags: Sequence[Tag], above: str) -> ShownHit:
    """A hit with the words marked in its heading, and in the two lines with most of them."""
    marks = highlight(query, clause.text)
    body = len(clause.text) - len(clause.body)
    heading = clause.text.find(clause.heading, len(clause.number_label))
    in_body = [(max(0, start - body), end - body) for start, end in marks if end > body]
    return ShownHit(
        clause=clause,
        above=above,
        heading=runs(clause.text, marks, heading, heading + len(clause.heading)),
        excerpt=excerpt(clause.body, in_body, EXCERPT_WIDTH),
        tags=tuple(tag for tag in tags if tag.strength is not Strength.CANDIDATE),
    )
