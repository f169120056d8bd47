"""The matrix: every document that a checklist is made for, against its items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from review.checklist import CHECKLISTS, Checklist
from review.choice import commonest_checklist
from review.findings import Verdict
from review.matrix import MatrixRow, matrix
from store.collections import list_collections
from store.documents import DocumentFilter
from store.presence import DocumentPresence, presences
from webapp.access import Access, reading, services
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.basis import waiting_for_encoder
from webapp.pages.checklists import asked_for, made_for

blueprint = Blueprint("matrix", __name__)

ROWS_ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class AskedMatrix:
    """The matrix that the address asks for: all of its rows, in their order.

    ``collection`` and ``gap`` are the filters; ``not_final`` are documents that the encoder has
    still to read.
    """

    checklist: Checklist
    rows: Sequence[MatrixRow]
    collection: int | None
    gap: str | None
    sort: str
    not_final: frozenset[int]


def asked_matrix(access: Access) -> AskedMatrix:
    """The matrix by the address's checklist, filters and order, of what the person may see."""
    collection = request.args.get("collection", type=int)
    wanted = DocumentFilter(collection_id=collection)
    found = presences(access.connection, access.visible, wanted)
    checklist = asked_for() or commonest_checklist(entry.document for entry in found)
    rows = matrix(checklist, [entry for entry in found if made_for(entry.document) is checklist])
    gap = request.args.get("gap")
    rows = _with_gap(rows, checklist, gap)
    sort = "title" if request.args.get("sort") == "title" else "gaps"
    if sort == "title":
        rows.sort(key=lambda row: row.document.title)
    return AskedMatrix(checklist, rows, collection, gap, sort, _not_final(found))


@blueprint.get("/matrix")
def show() -> str:
    """Every document a checklist is made for, against its items: the most gaps first."""
    with reading() as access:
        collections = list_collections(access.connection, access.visible)
        asked = asked_matrix(access)
        waiting = waiting_for_encoder(access)
    rows, checklist = asked.rows, asked.checklist
    first = (page_number() - 1) * ROWS_ON_A_PAGE
    return render_template(
        "pages/matrix.html",
        checklist=checklist,
        checklists=CHECKLISTS.values(),
        collections=collections,
        collection=asked.collection,
        gap=asked.gap,
        sort=asked.sort,
        rows=rows[first : first + ROWS_ON_A_PAGE],
        waiting=waiting,
        not_final=asked.not_final if waiting else frozenset(),
        total=len(rows),
        missing=[
            sum(row.verdicts[column] is Verdict.MISSING for row in rows)
            for column in range(len(checklist.items))
        ],
        page=ListPage.of(len(rows), ROWS_ON_A_PAGE),
    )


def _not_final(found: Iterable[DocumentPresence]) -> frozenset[int]:
    """The documents that the encoder has still to read."""
    weights = services().weights
    return frozenset(entry.document.id for entry in found if entry.weights != weights)


def _with_gap(
    rows: Sequence[MatrixRow], checklist: Checklist, item_id: str | None
) -> list[MatrixRow]:
    """The rows in which this item is missing or weak; all rows where none is named."""
    columns = [number for number, item in enumerate(checklist.items) if item.id == item_id]
    gaps = (Verdict.MISSING, Verdict.WEAK)
    return [row for row in rows if all(row.verdicts[column] in gaps for column in columns)]
