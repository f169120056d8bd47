"""Clauses like one, with what differs; and clauses that say what is asked for, by meaning."""

from flask import Blueprint, render_template, request

from contracts.clause import Clause
from contracts.document import Document
from contracts.errors import NotFound
from store.documents import get_document, get_version
from store.readings import clauses_by_id
from webapp.access import Access, reading, services
from webapp.alike import like_clause, reach, that_say
from webapp.pages.compared_words import redlined
from webapp.pages.marking import runs

blueprint = Blueprint("alike", __name__)


@blueprint.get("/documents/<int:document_id>/alike")
def to_clause(document_id: int) -> str:
    """The clauses of other documents that are most like the one that the address names."""
    wanted = request.args.get("clause", "")
    with reading() as access:
        document = get_document(access.connection, document_id, access.visible)
        clause = clauses_by_id(access.connection, [wanted], access.visible).get(wanted)
        if clause is None or not _is_of(access, clause, document):
            raise NotFound(
                "没有这条条款；文件可能已重新读取。请从文件的网页重新选择。",
                "There is no such clause; the document may have been read again. "
                "Choose it anew on the document's page.",
            )
        return render_template(
            "pages/alike.html",
            clause=clause,
            document=document,
            found=like_clause(access.connection, services(), clause, document.id, access.visible),
            reach=reach(access.connection, services(), access.visible),
            redlined=redlined,
        )


@blueprint.get("/meaning")
def by_meaning() -> str:
    """The clauses that say most nearly what the address asks for."""
    words = request.args.get("q", "").strip()
    sentences = services().sentences
    with reading() as access:
        return render_template(
            "pages/meaning.html",
            query_text=words,
            found=that_say(access.connection, services(), words, access.visible)
            if sentences and words
            else [],
            reach=reach(access.connection, services(), access.visible),
            runs=runs,
        )


def _is_of(access: Access, clause: Clause, document: Document) -> bool:
    version = get_version(access.connection, clause.version_id, access.visible)
    return version.document_id == document.id
