"""A clause through all versions of its document."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from compare.timeline import Moment, timeline
from contracts.document import READABLE, Version
from contracts.errors import NotFound
from store.documents import get_document, versions_of
from webapp.access import reading
from webapp.comparisons.rows import Row, row_of
from webapp.comparisons.sides import side_of_version

blueprint = Blueprint("timeline", __name__, url_prefix="/documents/<int:document_id>/timeline")

MOST_VERSIONS = 20  # the newest of them


@dataclass(frozen=True, slots=True)
class Entry:
    """A version and what the clause was in it; ``rows`` say what changed since the one before."""

    version: Version
    moment: Moment
    rows: tuple[Row, ...]


@blueprint.get("")
def show(document_id: int) -> str:
    """The clause that the address names, in every version that could be read."""
    clause_id = request.args.get("clause", "")
    with reading() as access:
        document = get_document(access.connection, document_id, access.visible)
        found = versions_of(access.connection, document_id, access.visible)
        versions = [each for each in found if each.status in READABLE][-MOST_VERSIONS:]
        sides = [side_of_version(access.connection, each, access.visible) for each in versions]
    clauses = {clause.id: clause for side in sides for clause in side.clauses}
    if clause_id not in clauses:
        raise NotFound(
            "这份文件的可读版本中没有这个条款。",
            "No readable version of this document has the clause.",
        )
    moments = timeline(sides, clause_id)
    return render_template(
        "pages/timeline.html",
        document=document,
        clause=clauses[clause_id],
        entries=[
            Entry(version, moment, tuple(map(row_of, moment.pairs)))
            for version, moment in zip(versions, moments, strict=True)
        ],
    )
