"""Editing the law register, for administrators: an entry as a draft, then in force."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.errors import InvalidData
from contracts.laws import Law
from contracts.plain_values import WrongValues
from review.form_fields import Texts, errors_of
from review.house_changes import newly_affected
from review.house_checklists import checklists_in_force
from review.house_laws import LAW_DRAFTS, laws_in_force, laws_read, unlike, with_entry
from review.law_fields import LAW, law_filled_in, texts_of_law
from review.recheck import Affected
from review.text_edits import law_text_edits
from webapp.access import Access, reading, writing
from webapp.language import choose_language, in_language
from webapp.pages.house_rules import (
    after_put_in_force,
    begin_draft,
    discard_draft,
    edits_seen,
    end_house_version,
    not_taken_over,
    require_administrator,
)
from webapp.pages.laws import resting_on, shown
from webapp.receiving import sent_file

blueprint = Blueprint("law_editing", __name__, url_prefix="/laws")
blueprint.before_request(require_administrator)


@blueprint.post("/entry/<name>/draft/begin")
def begin(name: str) -> ResponseReturnValue:
    """Begin a draft from what is in force, or from a version."""
    with writing() as access:
        law = shown(access, name)
        begin_draft(access, LAW_DRAFTS, law)
    return _to_draft(law.name)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """The form of a law that isn't in the register; sent, it is a draft."""
    texts: Texts = {field.name: "" for field in LAW}
    errors: dict[str, str] = {}
    if request.method == "POST":
        texts = _typed()
        with writing() as access:
            law, errors = _filled_in(access, texts)
            if law is not None:
                LAW_DRAFTS.save(access.connection, law, access.user.name)
                return _to_draft(law.name)
    page = render_template("pages/law_new.html", fields=LAW, texts=texts, errors=errors)
    return page, 422 if errors else 200


@blueprint.route("/entry/<name>/draft", methods=["GET", "POST"])
def draft(name: str) -> ResponseReturnValue:
    """The form of the draft, what it changes, and which reviews that would touch."""
    errors: dict[str, str] = {}
    with writing() if request.method == "POST" else reading() as access:
        edited = LAW_DRAFTS.require_draft(access.connection, name)
        texts: Texts = texts_of_law(edited.content, choose_language())
        if request.method == "POST":
            texts = {**_typed(), "name": name}
            law, errors = _filled_in(access, texts)
            if law is not None:
                LAW_DRAFTS.save(access.connection, law, access.user.name, seen=edits_seen())
                flash(_("Saved to the draft."), "done")
                return _to_draft(name)
        before = laws_in_force(access.connection).by_name.get(name)
        affected = _affected(access, edited.content)
        resting = resting_on(access, edited.content)
    page = render_template(
        "pages/law_draft.html",
        edited=edited, fields=LAW[1:], texts=texts, errors=errors,
        edits=law_text_edits(before, edited.content, choose_language()) if before else (),
        known=before is not None, affected=affected, resting=resting,
    )  # fmt: skip
    return page, 422 if errors else 200


@blueprint.post("/entry/<name>/draft/in-force")
def put_in_force(name: str) -> ResponseReturnValue:
    """Put the draft in force."""
    with writing() as access:
        affected = len(_affected(access, LAW_DRAFTS.require_draft(access.connection, name).content))
        LAW_DRAFTS.put_in_force(access.connection, name, access.user.name, seen=edits_seen())
    told, page = _("The edited law is in force."), url_for("laws.show", name=name)
    return after_put_in_force(told, affected, page)


@blueprint.post("/entry/<name>/draft/discard")
def discard(name: str) -> ResponseReturnValue:
    """Discard the draft."""
    discard_draft(LAW_DRAFTS, name)
    return redirect(url_for("laws.overview"))


@blueprint.post("/entry/<name>/end")
def take_out_of_force(name: str) -> ResponseReturnValue:
    """Return to the shipped entry, or to none of this name."""
    end_house_version(LAW_DRAFTS, name)
    return redirect(url_for("laws.overview"))


@blueprint.post("/file")
def upload() -> ResponseReturnValue:
    """Save what a YAML file changes as drafts, one for each law."""
    file = sent_file()
    if file is None:
        flash(_("Choose a YAML file."), "error")
        return redirect(url_for("laws.overview"))
    try:
        laws = laws_read(file.stream.read(), file.name)
    except InvalidData as error:
        return not_taken_over(error, file.name, url_for("laws.overview"))
    with writing() as access:
        edited = unlike(laws, laws_in_force(access.connection))
        for law in edited:
            LAW_DRAFTS.take_over(access.connection, law, access.user.name)
    names = _(", ").join(law.name for law in edited)
    told = _("Drafts saved: %(names)s.", names=names) if edited else _("The file changes nothing.")
    flash(told, "done")
    return redirect(url_for("laws.overview"))


def _typed() -> Texts:
    return {field.name: request.form.get(field.name, "") for field in LAW}


def _filled_in(access: Access, texts: Texts) -> tuple[Law | None, dict[str, str]]:
    """The law that a form says; None, and what is wrong by field, where something is."""
    try:
        law = law_filled_in(texts)
        with_entry(laws_in_force(access.connection), law)
    except WrongValues as wrong:
        return None, errors_of(LAW, wrong, choose_language())
    except InvalidData as error:
        return None, {"short_names": in_language(error.message_zh, error.message_en)}
    return law, {}


def _affected(access: Access, law: Law) -> list[Affected]:
    checklists = checklists_in_force(access.connection)
    return newly_affected(access.connection, access.visible, date.today(), checklists, law)


def _to_draft(name: str) -> ResponseReturnValue:
    return redirect(url_for("law_editing.draft", name=name))
