"""Editing checklists, for administrators: as a draft, item by item or by a file, then in force."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.errors import InvalidData, NotFound
from contracts.plain_values import Problem, WrongValues
from review.checklist import Checklist
from review.checklist_columns import CHECKLIST, ITEM, PARAMETER, REFUSED
from review.checklist_reading import read_checklist
from review.house_checklists import CHECKLIST_DRAFTS
from webapp.access import Access, reading, writing
from webapp.language import choose_language
from webapp.pages.checklist_form import (
    ItemForm,
    Texts,
    about_filled_in,
    about_of,
    empty_form,
    filled_in,
    form_of,
    item_of,
    with_an_id,
    with_errors,
)
from webapp.pages.checklists import shown, shown_draft
from webapp.pages.form_fields import typed
from webapp.pages.house_rules import (
    after_put_in_force,
    begin_draft,
    discard_draft,
    edits_seen,
    end_house_version,
    not_taken_over,
    require_administrator,
)
from webapp.receiving import sent_file

blueprint = Blueprint("checklist_editing", __name__, url_prefix="/checklists")
blueprint.before_request(require_administrator)

_TAKEN = Problem(("id",), "已有这个编号的检查项", "there is an item of this id already")
NEW = "new"  # the address of an item that is still to be written; no item is called so


@blueprint.post("/<name>/draft")
def begin(name: str) -> ResponseReturnValue:
    """Begin a draft from what is in force, or from a version."""
    with writing() as access:
        begin_draft(access, CHECKLIST_DRAFTS, shown(access, name))
    return _to_draft(name)


@blueprint.post("/file")
def upload() -> ResponseReturnValue:
    """Take a workbook or YAML file as the draft of the checklist that it holds."""
    file = sent_file()
    if file is None:
        flash(_("Choose an XLSX or YAML file."), "error")
        return redirect(url_for("checklists.overview"))
    try:
        checklist = read_checklist(file.stream.read(), file.name)
    except InvalidData as error:
        return not_taken_over(error, file.name, url_for("checklists.overview"))
    with writing() as access:
        CHECKLIST_DRAFTS.take_over(access.connection, checklist, access.user.name)
    flash(_("The file is now the draft. Check what it changes, then put it in force."), "done")
    return _to_draft(checklist.id)


@blueprint.get("/<name>/draft")
def draft(name: str) -> str:
    """What the draft changes, and its items to edit."""
    with reading() as access:
        return render_template("pages/checklist_draft.html", draft=shown_draft(access, name))


@blueprint.route("/<name>/draft/about", methods=["GET", "POST"])
def about(name: str) -> ResponseReturnValue:
    """The checklist's name, and for which documents it is made."""
    language = choose_language()
    with writing() if request.method == "POST" else reading() as access:
        edited = CHECKLIST_DRAFTS.require_draft(access.connection, name)
        texts: Texts = about_of(edited.content, language)
        errors: dict[str, str] = {}
        if request.method == "POST":
            sent = typed()
            texts = {field.name: sent.get(field.name, "") for field in CHECKLIST}
            checklist, errors = about_filled_in(edited.content, texts, language)
            if checklist is not None:
                _save(access, checklist)
                return _to_draft(name)
    page = render_template(
        "pages/checklist_about.html",
        edited=edited, fields=CHECKLIST[1:], texts=texts, errors=errors,
    )  # fmt: skip
    return page, 422 if errors else 200


@blueprint.route("/<name>/draft/items/<item_id>", methods=["GET", "POST"])
def item(name: str, item_id: str) -> ResponseReturnValue:
    """The form of an item, or of a new one; sent, it is kept in the draft."""
    language = choose_language()
    with writing() if request.method == "POST" else reading() as access:
        edited = CHECKLIST_DRAFTS.require_draft(access.connection, name)
        form = _form(edited.content, item_id, language)
        if request.method == "POST":
            form = filled_in(typed())
            if item_id == NEW:
                form = with_an_id(form, {each.id for each in edited.content.items})
            try:
                _save(access, _with_item(edited.content, item_id, form))
            except WrongValues as wrong:
                form = with_errors(form, wrong, language)
            else:
                flash(_("Saved to the draft."), "done")
                return _to_draft(name, item_of(form).id)
    page = render_template(
        "pages/checklist_item.html",
        edited=edited, item_id=item_id, new=item_id == NEW, form=form,
        fields=ITEM, parts={"parameters": PARAMETER, "unacceptable": REFUSED},
    )  # fmt: skip
    return page, 422 if form.errors else 200


@blueprint.post("/<name>/draft/items/<item_id>/remove")
def remove(name: str, item_id: str) -> ResponseReturnValue:
    """Take an item out of the draft; the last one stays."""
    with writing() as access:
        checklist = CHECKLIST_DRAFTS.require_draft(access.connection, name).content
        left = tuple(each for each in checklist.items if each.id != item_id)
        if left:
            _save(access, replace(checklist, items=left))
        else:
            flash(_("A checklist needs at least one item."), "error")
    return _to_draft(name)


@blueprint.post("/<name>/draft/in-force")
def put_in_force(name: str) -> ResponseReturnValue:
    """Put the draft in force."""
    with writing() as access:
        affected = len(shown_draft(access, name).affected)
        CHECKLIST_DRAFTS.put_in_force(access.connection, name, access.user.name, seen=edits_seen())
    told, page = _("The checklist is now in force."), url_for("checklists.show", name=name)
    return after_put_in_force(told, affected, page)


@blueprint.post("/<name>/draft/discard")
def discard(name: str) -> ResponseReturnValue:
    """Discard the draft."""
    discard_draft(CHECKLIST_DRAFTS, name)
    return redirect(url_for("checklists.overview"))


@blueprint.post("/<name>/end")
def take_out_of_force(name: str) -> ResponseReturnValue:
    """Return to the shipped checklist, or to none of this id."""
    end_house_version(CHECKLIST_DRAFTS, name)
    return redirect(url_for("checklists.overview"))


def _form(checklist: Checklist, item_id: str, language: str) -> ItemForm:
    if item_id == NEW:
        return empty_form()
    for each in checklist.items:
        if each.id == item_id:
            return form_of(each, language)
    raise NotFound("草稿中没有这一项。", "There is no such item in the draft.")


def _with_item(checklist: Checklist, item_id: str, form: ItemForm) -> Checklist:
    """The checklist with the item as the form says it. Raises WrongValues."""
    edited = item_of(form)
    if any(each.id == edited.id != item_id for each in checklist.items):
        raise WrongValues([_TAKEN])
    if item_id == NEW:
        return replace(checklist, items=(*checklist.items, edited))
    items = tuple(edited if each.id == item_id else each for each in checklist.items)
    return replace(checklist, items=items)


def _save(access: Access, checklist: Checklist) -> None:
    CHECKLIST_DRAFTS.save(access.connection, checklist, access.user.name, seen=edits_seen())


def _to_draft(name: str, item_id: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("checklist_editing.draft", name=name, _anchor=item_id))
