"""Two versions side by side: what changed, clause by clause; and the choice of the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from compare.comparison import compare
from compare.family_offers import relatives
from compare.pairs import Flag, PairKind
from contracts.document import READABLE, Document, DocumentKind, Version
from contracts.errors import NotFound
from contracts.model_clauses import ModelClause
from review.clause_library import offered_for
from review.house_checklists import checklists_in_force
from store.collections import collection_names
from store.document_list import DocumentFilter, list_documents
from store.documents import get_document, get_version, newest_readable, versions_of
from webapp.access import Access, reading, services
from webapp.comparisons.advice import Advice, advice_on
from webapp.comparisons.files import Outcome, comparison_file, file_name
from webapp.comparisons.rows import Row, is_change, rows_of, with_gaps, with_places_left
from webapp.comparisons.sides import Compared, compared_version, side_of_version
from webapp.comparisons.words import printed_tables
from webapp.language import choose_language
from webapp.pages.downloads import download_of
from webapp.pages.originals import has_pages
from webapp.pages.scan_pane import scan_pane
from webapp.reports.formats import FORMATS

blueprint = Blueprint("comparison", __name__, url_prefix="/compare")

DOCUMENTS_TO_CHOOSE_FROM = 20
ROWS_AT_ONCE = 40  # that a browser lays out together; one at a time each scrolled row costs a frame


@dataclass(frozen=True, slots=True)
class Chosen:
    """A version that is compared, and its document."""

    document: Document
    version: Version


@blueprint.get("")
def show() -> str:
    """The two versions that the address names, or a choice of what it doesn't name."""
    with reading() as access:
        old, new = _chosen(access, "old"), _chosen(access, "new")
        if old is None and new and "template" in request.args:
            old = _only_template(access, new.document)
        if old is None or new is None:
            return _choice(access, old, new)
        older = side_of_version(access.connection, old.version, access.visible)
        newer = side_of_version(access.connection, new.version, access.visible)
        checklists = checklists_in_force(access.connection)
    printed = "printed" in request.args
    comparison = compare(older, newer, printed=printed)
    rows = rows_of(comparison)
    template = "template" in request.args
    advice = advice_on(comparison, older, newer, new.document, checklists) if template else {}
    changes = [row for row in rows if is_change(row)]
    material = "material" in request.args
    if material:
        changes = [row for row in changes if Flag.MATERIAL in row.pair.flags]
    shown = changes if material or "changes" in request.args else rows
    return render_template(
        "pages/compare.html",
        old=old,
        new=new,
        rows=with_places_left(rows, with_gaps(rows, shown)),
        all_rows=rows,
        stretch_size=ROWS_AT_ONCE,
        changes=changes,
        counts=comparison.counts,
        not_compared=comparison.not_compared,
        scan=scan_pane(comparison.scan, comparison.pairs),
        flags=(Flag.MATERIAL, *(flag for flag in Flag if flag is not Flag.MATERIAL)),
        kinds=[kind for kind in PairKind if kind is not PairKind.UNCHANGED],
        inline=request.args.get("view") == "inline",
        material=material,
        printed=printed,
        only_changes="changes" in request.args,
        tables=printed_tables(comparison.pairs, older, newer),
        on_pages=_on_pages(changes, old.version, new.version),
        file_formats=FORMATS,
        template=template,
        advice=advice,
        house_wording=_house_wording(advice, new.document),
    )


def _house_wording(advice: Advice, document: Document) -> Mapping[str, Sequence[ModelClause]]:
    """Item → the model clauses that the library offers for it."""
    items = {item.id: item for found in advice.values() for item in found}
    with reading() as access:
        return offered_for(access.connection, items.values(), document, access.visible)


def _on_pages(rows: Sequence[Row], old: Version, new: Version) -> frozenset[int]:
    """The rows with a clause of which there is a picture."""
    return frozenset(
        row.number
        for row in rows
        if (has_pages(old) and any(clause.page for clause in row.pair.old))
        or (has_pages(new) and any(clause.page for clause in row.pair.new))
    )


@blueprint.get("/changes.<form>")
def download(form: str) -> Response:
    """The comparison as a file."""
    if form not in FORMATS:
        raise NotFound("没有这种格式。", "There is no such format.")
    with reading() as access:
        old, new = _compared(access, "old"), _compared(access, "new")
        by = access.user.name
    outcome = Outcome(compare(old.side, new.side), old, new, by)
    made = comparison_file(outcome, form, choose_language())
    return download_of(made.data, FORMATS[form].media_type, file_name(outcome, form))


def _compared(access: Access, side: str) -> Compared:
    chosen = _chosen(access, side)
    if chosen is None:
        raise NotFound("请先选择要比对的两个版本。", "Choose the two versions first.")
    return compared_version(access.connection, services().files, chosen.version, access.visible)


def _chosen(access: Access, side: str) -> Chosen | None:
    """The version that the address names for a side; NotFound where it may not be seen."""
    number = request.args.get(side, type=int)
    if number is None:
        return None
    version = get_version(access.connection, number, access.visible)
    document = get_document(access.connection, version.document_id, access.visible)
    return Chosen(document, version)


def _only_template(access: Access, document: Document) -> Chosen | None:
    """The template for contracts of the document's type, where there is just one to be read."""
    wanted = DocumentFilter(kind=DocumentKind.TEMPLATE, contract_type=document.contract_type)
    found = list_documents(access.connection, access.visible, wanted, limit=2)
    if found.total != 1:
        return None
    template = found.rows[0].document
    version = newest_readable(access.connection, template.id, access.visible)
    return Chosen(template, version) if version else None


def _choice(access: Access, old: Chosen | None, new: Chosen | None) -> str:
    """The versions to choose from: the likely ones first, then those that came last."""
    text = request.args.get("text", "").strip()
    template = "template" in request.args and old is None
    found = list_documents(
        access.connection,
        access.visible,
        DocumentFilter(text=text, kind=DocumentKind.TEMPLATE if template else None),
        limit=DOCUMENTS_TO_CHOOSE_FROM,
    )
    chosen = old or new
    first = _first_choices(access, chosen.document, template=template) if chosen else []
    listed = {
        each.id: each for each in [*([] if text else first), *(r.document for r in found.rows)]
    }
    documents = list(listed.values())[:DOCUMENTS_TO_CHOOSE_FROM]
    return render_template(
        "pages/compare_choice.html",
        old=old,
        new=new,
        text=text,
        template=template,
        total=found.total,
        collection_names=collection_names(access.connection, access.visible),
        choices=[
            (document, versions)
            for document in documents
            if (versions := _readable(access, document.id, chosen.version.id if chosen else None))
            or not (chosen and document.id == chosen.document.id)
        ],
    )


def _first_choices(access: Access, document: Document, *, template: bool) -> list[Document]:
    """What is likely to be compared with a document: the templates of its contract type, or its
    own versions and its family.
    """
    if not template:
        kin = relatives(access.connection, document.id, access.visible)
        return [document, *(each.document for each in kin)]
    wanted = DocumentFilter(kind=DocumentKind.TEMPLATE, contract_type=document.contract_type)
    found = list_documents(
        access.connection, access.visible, wanted, limit=DOCUMENTS_TO_CHOOSE_FROM
    )
    return [row.document for row in found.rows]


def _readable(access: Access, document_id: int, but: int | None) -> list[Version]:
    """A document's versions that could be read, the newest first."""
    versions = versions_of(access.connection, document_id, access.visible)
    return [each for each in reversed(versions) if each.status in READABLE and each.id != but]
