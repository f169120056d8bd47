"""Clauses like one, with what differs; and clauses that say what is asked for, by meaning."""

from flask import Blueprint, render_template, request

from contracts.clause import Clause
from contracts.document import Document
from contracts.errors import NotFound
from searching.alike import like_clause, that_say
from searching.meaning import reach
from store.documents import get_document, get_version
from store.readings import get_clause, headings_above
from webapp.access import Access, reading, services
from webapp.comparisons.words import redlined
from webapp.pages.marking import runs

blueprint = Blueprint("alike", __name__)


@blueprint.get("/documents/<int:document_id>/alike")
def to_clause(document_id: int) -> str:
    """The clauses of other documents that are most like the one that the address names."""
    wanted = request.args.get("clause", "")
    with reading() as access:
        document = get_document(access.connection, document_id, access.visible)
        clause = get_clause(access.connection, wanted, access.visible)
        if not _is_of(access, clause, document):
            raise NotFound("这份文件没有这条条款。", "The document has no such clause.")
        found = like_clause(access.connection, services(), clause, document.id, access.visible)
        shown = [clause, *(one.clause for one in found or ())]
        return render_template(
            "pages/alike.html",
            clause=clause,
            document=document,
            found=found,
            above=headings_above(access.connection, shown, access.visible),
            reach=reach(access.connection, services(), access.visible),
            redlined=redlined,
        )


@blueprint.get("/meaning")
def by_meaning() -> str:
    """The clauses that say most nearly what the address asks for."""
    words = request.args.get("q", "").strip()
    sentences = services().sentences
    with reading() as access:
        found = (
            that_say(access.connection, services(), words, access.visible)
            if sentences and words
            else []
        )
        return render_template(
            "pages/meaning.html",
            query_text=words,
            found=found,
            above=headings_above(access.connection, (one.clause for one in found), access.visible),
            reach=reach(access.connection, services(), access.visible),
            runs=runs,
        )


def _is_of(access: Access, clause: Clause, document: Document) -> bool:
    version = get_version(access.connection, clause.version_id, access.visible)
    return version.document_id == document.id
