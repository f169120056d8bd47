"""Correcting tags: first what a correction would change, then keeping it, or taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.anchoring import Place, find_passage
from contracts.clause import Clause, Span, Tag
from contracts.clause_types import find_clause_type
from contracts.corrections import CorrectionAction, TagCorrection, UnclearCorrection
from contracts.document import Document
from contracts.errors import NotFound
from ingest.tags import correcting
from review.changes import changed_findings
from review.checklist import ChecklistItem
from review.house_checklists import checklists_in_force
from store.documents import newest_readable, versions_of
from store.readings import clauses_by_id, clauses_of, tags_of
from store.tags import corrected_tags, machine_tags_of
from webapp.access import Access, reading, writing
from webapp.pages.marking import Marks, runs
from webapp.pages.tag_pane import wanted_item

blueprint = Blueprint("tags", __name__, url_prefix="/documents/<int:document_id>/tags")

_ARGUMENTS = ("action", "type", "clause", "words", "before", "after", "item", "checklist")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a person asks for, on the clause of one of the document's versions."""

    document: Document
    clause: Clause
    clause_type: str
    action: CorrectionAction
    passage: Span
    wanted: ChecklistItem | None  # for which a person looks for a clause


@blueprint.get("/preview")
def preview(document_id: int) -> str:
    """What would be kept, and which findings it would change."""
    with reading() as access:
        asked = _asked(access, document_id)
        version_id = asked.clause.version_id
        clauses = clauses_of(access.connection, version_id, access.visible)
        before = tags_of(access.connection, version_id, access.visible)
        correction = TagCorrection(
            0, document_id, version_id, asked.clause_type, asked.action, asked.passage,
            access.user.name, datetime.now(UTC),
        )  # fmt: skip
        machine = machine_tags_of(access.connection, version_id, access.visible)
        after = corrected_tags(access.connection, version_id, clauses, machine, also=[correction])
        checklists = checklists_in_force(access.connection).values()
    return render_template(
        "pages/tag_preview.html",
        document=asked.document,
        clause=asked.clause,
        clause_type=asked.clause_type,
        action=asked.action,
        text=runs(asked.clause.text, _marks(asked, before)),
        changes=changed_findings(asked.document, clauses, before, after, checklists),
        arguments=_arguments(),
        back=_back(asked),
    )


@blueprint.post("")
def correct(document_id: int) -> ResponseReturnValue:
    """Keep the correction."""
    with writing() as access:
        asked = _asked(access, document_id)
        correcting.correct_tag(
            access.connection,
            asked.clause.version_id,
            asked.clause_type,
            asked.action,
            asked.passage,
            user=access.user.name,
            visible=access.visible,
        )
    flash(_("Saved. Your correction stays even when the file is read again."), "done")
    return redirect(_back(asked))


@blueprint.post("/<int:correction_id>/undo")
def undo(document_id: int, correction_id: int) -> ResponseReturnValue:
    """Take a correction back."""
    with writing() as access:
        access.editable_document(document_id)
        correction = correcting.undo(
            access.connection, document_id, correction_id, access.user.name, access.visible
        )
        place = _place_now(access, correction)
    flash(_("The correction was undone."), "done")
    if place is None:
        return redirect(url_for("documents.show", document_id=document_id, side="tags"))
    return redirect(_clause_address(document_id, place.clause, correction.clause_type))


def _place_now(access: Access, correction: TagCorrection) -> Place | None:
    """Where the passage of a correction stands in the version that is shown first."""
    version = newest_readable(access.connection, correction.document_id, access.visible)
    if version is None:
        return None
    clauses = clauses_of(access.connection, version.id, access.visible)
    return find_passage(correction.passage, clauses)


def _asked(access: Access, document_id: int) -> _Asked:
    """What address or form ask for. Raises UnclearCorrection, NotFound and Forbidden."""
    document = access.editable_document(document_id)
    clause = _clause(access, document_id, request.values.get("clause", ""))
    clause_type = find_clause_type(request.values.get("type", ""))
    if clause_type is None:
        raise UnclearCorrection("请返回并选择一个条款类型。", "Go back and choose a clause type.")
    action = CorrectionAction.ADD
    if request.values.get("action") == CorrectionAction.REMOVE:
        action = CorrectionAction.REMOVE
    wanted = wanted_item(checklists_in_force(access.connection))
    passage = _passage(clause, request.values)
    return _Asked(document, clause, clause_type, action, passage, wanted)


def _clause(access: Access, document_id: int, clause_id: str) -> Clause:
    """The clause, if it is one of this document's."""
    clause = clauses_by_id(access.connection, [clause_id], access.visible).get(clause_id)
    versions = versions_of(access.connection, document_id, access.visible)
    if clause is None or clause.version_id not in {version.id for version in versions}:
        raise NotFound(
            "文件中没有这一条款，可能已重新读取。请重新载入文件页。",
            "The document has no such clause; it may have been read again. Reload its page.",
        )
    return clause


def _passage(clause: Clause, values: Mapping[str, str]) -> Span:
    """The words that were selected, with what stands around them; the clause where none were."""
    words = values.get("words", "").strip()
    if not words:
        return clause.span
    selected = Span(
        clause.span.start, clause.span.end, words, values.get("before", ""), values.get("after", "")
    )
    place = find_passage(selected, [clause])
    if place is None:
        raise UnclearCorrection(
            "这一条款中没有这些文字。请返回，只选择同一条款中的文字，或不选文字而指整条。",
            "These words don't stand in this clause. Go back and select words of one clause only, "
            "or select none to mean the whole clause.",
        )
    return place.span


def _marks(asked: _Asked, tags: Mapping[str, Sequence[Tag]]) -> Marks:
    """The words that were selected, else those that spoke for the tag so far; in the clause."""
    start = asked.clause.span.start
    spans: Sequence[Span] = [asked.passage]
    if asked.passage == asked.clause.span:
        held = tags.get(asked.clause.id, ())
        spans = [e for tag in held if tag.clause_type == asked.clause_type for e in tag.evidence]
    return [(span.start - start, span.end - start) for span in spans]


def _arguments() -> dict[str, str]:
    given = {name: request.values.get(name, "") for name in _ARGUMENTS}
    return {name: value for name, value in given.items() if value}


def _back(asked: _Asked) -> str:
    """The checklist's item that was looked at, else the clause with its tags."""
    number, item = asked.document.id, asked.wanted
    if item is not None:
        checklist = request.values["checklist"]
        return url_for(
            "review.show_document", document_id=number, checklist=checklist, _anchor=item.id
        )
    return _clause_address(number, asked.clause, asked.clause_type)


def _clause_address(document_id: int, clause: Clause, clause_type: str) -> str:
    """The clause in its document, with what speaks for the type beside it."""
    return url_for(
        "documents.show",
        document_id=document_id,
        version=clause.version_id,
        clause=clause.id,
        tag=clause_type,
        side="tags",
        _anchor=f"c{clause.order}",
    )
