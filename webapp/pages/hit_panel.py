"""A hit opened beside the results: its whole text with the words marked, and what stands around."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request

from contracts.clause import Clause, clause_id
from contracts.document import Document, Version
from contracts.errors import NotFound
from index.highlight import Mark
from searching.asked_words import asked_words
from store.documents import get_document, get_version
from store.folders import Folder, folders_of
from store.readings import blocks_of, clauses_by_id, get_clause, tags_by_clause
from store.recognised import recognised_in
from store.users import may_edit_anything
from webapp.access import Access
from webapp.pages.asked import typed_in, wants_synonyms
from webapp.pages.originals import has_pages
from webapp.pages.page_pictures import PagePicture, page_pictures
from webapp.pages.reading_text import Section, sections_of

AROUND = 2  # clauses shown before and after


@dataclass(frozen=True, slots=True)
class OpenedHit:
    """A clause as the panel shows it.

    ``above`` are the clauses that it stands under, the outermost first; ``sections`` are itself
    and the clauses around it, in their order.
    ``folders`` are those that the person who looks may put it into.
    """

    document: Document
    version: Version
    clause: Clause
    above: tuple[Clause, ...]
    sections: tuple[Section, ...]
    folders: tuple[Folder, ...]
    may_add_model_clauses: bool

    @property
    def has_pages(self) -> bool:
        """Whether there are pictures of the pages that it stands on."""
        return has_pages(self.version)


def opened_hit(access: Access) -> OpenedHit | None:
    """The clause that the address opens, with the words searched for marked; None if it opens none.

    Raises NotFound where there is no such clause, or it may not be seen.
    """
    wanted = request.args.get("open", "")
    if not wanted:
        return None
    clause = get_clause(access.connection, wanted, access.visible)
    version = get_version(access.connection, clause.version_id, access.visible)
    return OpenedHit(
        document=get_document(access.connection, version.document_id, access.visible),
        version=version,
        clause=clause,
        above=tuple(_above(access, clause))[::-1],
        sections=_sections(access, clause),
        folders=tuple(
            each
            for each in folders_of(access.connection, access.user.id, access.visible)
            if each.may_edit
        ),
        may_add_model_clauses=may_edit_anything(access.connection, access.user),
    )


def hit_on_its_pages(access: Access) -> tuple[OpenedHit, tuple[PagePicture, ...]]:
    """The clause that the address opens, and the pages it stands on with its words marked.

    There are none where the file has no pages. Raises NotFound.
    """
    opened = opened_hit(access)
    if opened is None:
        raise NotFound("没有指明条款。", "No clause is named.")
    clause = opened.clause
    pictures = page_pictures(
        opened.version,
        blocks_of(access.connection, clause.version_id, access.visible),
        [(clause.span.start, clause.span.end)],
        _marks_in(clause),
        recognised_in(access.connection, opened.version.sha256),
    )
    return opened, pictures


def _marks_in(clause: Clause) -> list[Mark]:
    """Where the words that the address asks for stand, as offsets in the version's text."""
    words = asked_words(typed_in(request.args), synonyms=wants_synonyms(request.args))
    (found,) = words.marks([clause.text])
    return [(clause.span.start + start, clause.span.start + end) for start, end in found]


def _above(access: Access, clause: Clause) -> Iterator[Clause]:
    """The clauses above, the nearest first."""
    parent = clause.parent
    while parent:
        found = clauses_by_id(access.connection, [parent], access.visible)[parent]
        yield found
        parent = found.parent


def _sections(access: Access, clause: Clause) -> tuple[Section, ...]:
    ids = [clause_id(clause.version_id, clause.order + step) for step in range(-AROUND, AROUND + 1)]
    near = clauses_by_id(access.connection, ids, access.visible)
    sections = sections_of(
        blocks_of(access.connection, clause.version_id, access.visible),
        [near[each] for each in ids if each in near],
        tags_by_clause(access.connection, [clause.id], access.visible),
        _marks_in(clause),
    )
    return tuple(section for section in sections if section.clause)
