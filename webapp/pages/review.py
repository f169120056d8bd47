"""The gap review: one document against a checklist, and the matrix of many."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, render_template, request

from contracts.document import Document
from contracts.errors import NotFound
from review.checklist import CHECKLISTS, Checklist, Level
from review.choice import choose_checklist, why_chosen
from review.findings import Finding, Verdict, find_gaps
from review.matrix import MatrixRow, matrix
from review.mechanical import remarks_on
from review.remarks import Remark
from store.collections import list_collections
from store.documents import DocumentFilter, get_document, newest_readable
from store.presence import DocumentPresence, presences
from store.readings import clauses_of, tags_of
from webapp.access import reading, services
from webapp.language import choose_language
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.basis import read_at_once, waiting_for_encoder

blueprint = Blueprint("review", __name__)

ROWS_ON_A_PAGE = 100
# The gravest first; what doesn't apply last.
_ORDER = (
    Verdict.MISSING,
    Verdict.UNACCEPTABLE,
    Verdict.WEAK,
    Verdict.PRESENT,
    Verdict.NOT_APPLICABLE,
)


@blueprint.get("/documents/<int:document_id>/review")
def show_document(document_id: int) -> str:
    """What the document's newest readable version provides, touches and lacks."""
    with reading() as access:
        version = newest_readable(access.connection, document_id, access.visible)
    basis = read_at_once(access, version)
    with reading() as access:
        document = get_document(access.connection, document_id, access.visible)
        checklist = _asked_for() or _made_for(document)
        findings: tuple[Finding, ...] = ()
        remarks: tuple[Remark, ...] = ()
        if version is not None:
            clauses = clauses_of(access.connection, version.id, access.visible)
            remarks = remarks_on(document, clauses)
            if checklist is not None:
                tags = tags_of(access.connection, version.id, access.visible)
                findings = find_gaps(checklist, document, clauses, tags)
        return render_template(
            "pages/review.html",
            document=document,
            editable=access.may_edit(document.collection_id),
            version=version,
            basis=basis,
            checklist=checklist,
            checklists=CHECKLISTS.values(),
            why_chosen=_why_chosen(checklist, document),
            counts=_counts(findings),
            remarks=remarks,
            levels=[(level, _of_level(findings, level)) for level in Level],
        )


@blueprint.get("/matrix")
def show_matrix() -> str:
    """Every document a checklist is made for, against its items: the most gaps first."""
    with reading() as access:
        collections = list_collections(access.connection, access.visible)
        found = presences(
            access.connection,
            access.visible,
            DocumentFilter(collection_id=request.args.get("collection", type=int)),
        )
        waiting = waiting_for_encoder(access)
    checklist = _asked_for() or _commonest(found)
    rows = matrix(checklist, [entry for entry in found if _made_for(entry.document) is checklist])
    rows = _with_gap(rows, checklist, request.args.get("gap"))
    sort = "title" if request.args.get("sort") == "title" else "gaps"
    if sort == "title":
        rows.sort(key=lambda row: row.document.title)
    first = (page_number() - 1) * ROWS_ON_A_PAGE
    return render_template(
        "pages/matrix.html",
        checklist=checklist,
        checklists=CHECKLISTS.values(),
        collections=collections,
        collection=request.args.get("collection", type=int),
        gap=request.args.get("gap"),
        sort=sort,
        rows=rows[first : first + ROWS_ON_A_PAGE],
        waiting=waiting,
        not_final=_not_final(found) if waiting else frozenset(),
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


def _asked_for() -> Checklist | None:
    """The checklist that the address names."""
    wanted = request.args.get("checklist")
    if wanted and wanted not in CHECKLISTS:
        raise NotFound("没有这份审查清单。", "There is no such checklist.")
    return CHECKLISTS[wanted] if wanted else None


def _made_for(document: Document) -> Checklist | None:
    return choose_checklist(document.kind, document.contract_type, document.language)


def _why_chosen(checklist: Checklist | None, document: Document) -> str:
    """Why the checklist was chosen; "" where the address names one, or there is none."""
    if checklist is None or _asked_for():
        return ""
    return why_chosen(checklist, document.contract_type, choose_language())


def _commonest(found: Iterable[DocumentPresence]) -> Checklist:
    """The checklist that is made for most of the documents; the first one where there are none."""
    counts = dict.fromkeys(CHECKLISTS, 0)
    for entry in found:
        checklist = _made_for(entry.document)
        if checklist is not None:
            counts[checklist.id] += 1
    return CHECKLISTS[max(counts, key=lambda name: counts[name])]


def _with_gap(
    rows: Sequence[MatrixRow], checklist: Checklist, item_id: str | None
) -> list[MatrixRow]:
    """The rows in which this item is missing or weak; all rows where none is named."""
    columns = [number for number, item in enumerate(checklist.items) if item.id == item_id]
    gaps = (Verdict.MISSING, Verdict.WEAK)
    return [row for row in rows if all(row.verdicts[column] in gaps for column in columns)]


def _counts(findings: Iterable[Finding]) -> dict[Verdict, int]:
    verdicts = [finding.verdict for finding in findings]
    return {verdict: verdicts.count(verdict) for verdict in _ORDER}


def _of_level(findings: Iterable[Finding], level: Level) -> list[Finding]:
    """The findings of a level, the gravest first, else in the checklist's order."""
    held = [finding for finding in findings if finding.level is level]
    return sorted(held, key=lambda finding: _ORDER.index(finding.verdict))
