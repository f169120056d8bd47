"""Deciding on findings, and signing a review off."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.decisions import DecisionKind, Deed, UnclearDecision
from contracts.errors import NotFound
from review import reviewing
from review.checklist import Checklist
from review.house_checklists import checklists_in_force
from review.reviewing import Seen
from webapp.access import Access, writing
from webapp.pages.asked_checklist import asked_for

blueprint = Blueprint("decisions", __name__, url_prefix="/documents/<int:document_id>/review")


@blueprint.post("/decisions")
def decide(document_id: int) -> ResponseReturnValue:
    """Record a person's decision on a finding."""
    with writing() as access:
        access.editable_document(document_id)
        checklist = _checklist(access)
        deed = _deed(checklist)
        reviewing.decide(
            access.connection,
            document_id,
            checklist,
            deed,
            seen=_seen(),
            user=access.user.name,
            visible=access.visible,
            today=date.today(),
        )
    return _back(document_id, checklist, deed.item)


@blueprint.post("/sign-off")
def sign_off(document_id: int) -> ResponseReturnValue:
    """Record a second person's sign-off."""
    with writing() as access:
        access.editable_document(document_id)
        checklist = _checklist(access)
        reviewing.sign_off(
            access.connection,
            document_id,
            checklist,
            seen=_seen(),
            user=access.user.name,
            visible=access.visible,
            today=date.today(),
        )
    flash(_("Signed off. This stands until something it is based on changes."), "done")
    return _back(document_id, checklist, "sign-off")


def _checklist(access: Access) -> Checklist:
    found = asked_for(checklists_in_force(access.connection))
    if found is None:
        raise NotFound("没有这份审查清单。", "There is no such checklist.")
    return found


def _deed(checklist: Checklist) -> Deed:
    """What the form says. Raises UnclearDecision."""
    try:
        kind = DecisionKind(request.form.get("kind", ""))
    except ValueError as error:
        raise UnclearDecision(
            "没有说明要作什么决定。请返回并重新选择。",
            "No decision was chosen. Go back and choose again.",
        ) from error
    return Deed(
        checklist.id,
        request.form.get("item", ""),
        kind,
        reason=request.form.get("reason", "").strip(),
        approver=request.form.get("approver", "").strip(),
        expires_on=_day(request.form.get("expires_on", "")),
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise UnclearDecision(
            f"“{typed}”不是日期。请写成 2026-12-31 这样。",
            f"“{typed}” is not a date. Write it like 2026-12-31.",
        ) from error


def _seen() -> Seen:
    """What the page showed when the form was made."""
    form = request.form
    version, decision = (form.get(name, 0, type=int) for name in ("version", "decision"))
    return Seen(version, decision, form.get("found", ""))


def _back(document_id: int, checklist: Checklist, anchor: str) -> ResponseReturnValue:
    address = url_for(
        "review.show_document", document_id=document_id, checklist=checklist.id, _anchor=anchor
    )
    return redirect(address)
