"""The pages on which the clauses of a pair stand: pictures with what changed in them marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from compare.pairs import words_of
from compare.redline import redline
from compare.units import content_start
from contracts.clause import Clause
from contracts.document import Block, Document, Version
from contracts.errors import NotFound
from contracts.recognition import Recognised
from store.documents import get_document, get_version
from store.readings import blocks_of, clauses_of
from store.recognised import recognised_in
from webapp.access import Access, reading
from webapp.pages.page_pictures import PagePicture, Range, page_pictures

blueprint = Blueprint("comparison_pictures", __name__, url_prefix="/compare/pages")


@dataclass(frozen=True, slots=True)
class _Side:
    """A version, and those of its clauses that are looked at."""

    document: Document
    version: Version
    clauses: tuple[Clause, ...]
    blocks: Sequence[Block]
    recognised: Recognised

    def pictures(self, changed: Sequence[Range]) -> tuple[PagePicture, ...]:
        """The pages with the clauses; ``changed`` are ranges of their words."""
        passages = [(clause.span.start, clause.span.end) for clause in self.clauses]
        words = [place for each in changed for place in _in_text(self.clauses, *each)]
        return page_pictures(self.version, self.blocks, passages, words, self.recognised)


@blueprint.get("")
def show() -> str:
    """The pages of the clauses that the address names: ``was`` on the old side, ``now`` on the new.

    A change's link loads it into the compare page; without JavaScript it is a page of its own.
    """
    with reading() as access:
        old, new = _side(access, "old", "was"), _side(access, "new", "now")
    if not (old.clauses or new.clauses):
        raise NotFound("没有这些条款。", "There are no such clauses.")
    edits = redline(words_of(old.clauses), words_of(new.clauses))
    both = bool(old.clauses and new.clauses)
    taken = [(edit.old_start, edit.old_end) for edit in edits if both]
    put = [(edit.new_start, edit.new_end) for edit in edits if both]
    return render_template(
        "pages/comparison_pictures.html",
        sides=(("old", old, old.pictures(taken)), ("new", new, new.pictures(put))),
    )


def _side(access: Access, side: str, clauses: str) -> _Side:
    """What the address names; NotFound where it may not be seen."""
    number, visible = request.args.get(side, 0, type=int), access.visible
    version = get_version(access.connection, number, visible)
    ids = frozenset(request.args.getlist(clauses))
    found = clauses_of(access.connection, number, visible)
    return _Side(
        get_document(access.connection, version.document_id, visible),
        version,
        tuple(clause for clause in found if clause.id in ids),
        blocks_of(access.connection, number, visible),
        recognised_in(access.connection, version.sha256),
    )


def _in_text(clauses: Sequence[Clause], start: int, end: int) -> Iterator[Range]:
    """A range of the clauses' words as ranges of the version's text."""
    position = 0
    for clause in clauses:
        skipped = content_start(clause)
        length = len(clause.text) - skipped
        first, last = max(start - position, 0), min(end - position, length)
        if first < last:
            begin = clause.span.start + skipped
            yield begin + first, begin + last
        position += length + 1  # the line end between two clauses
