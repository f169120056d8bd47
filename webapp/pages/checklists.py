"""The checklists: those in force, their drafts and versions, and files of them to download."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, render_template

from contracts.errors import NotFound
from review.basis_doubts import BasisDoubt, basis_doubts
from review.checklist import SHIPPED, Checklist
from review.checklist_files import FORMS, checklist_file
from review.choice import named
from review.fingerprints import checklist_fingerprint
from review.house_changes import ItemEdit, item_edits, newly_affected
from review.house_checklists import CHECKLIST_DRAFTS, checklists_in_force
from review.house_laws import laws_in_force
from review.recheck import Affected
from store.house_versions import HouseVersion
from webapp.access import Access, reading
from webapp.language import choose_language
from webapp.pages.checklist_words import doubt_said, made_for, text_edits_of
from webapp.pages.downloads import download_of
from webapp.pages.house_rules import (
    Versions,
    house_versions,
    listed,
    version_content,
    version_number,
)

blueprint = Blueprint("checklists", __name__, url_prefix="/checklists")
blueprint.add_app_template_global(made_for)
blueprint.add_app_template_global(text_edits_of)
blueprint.add_app_template_global(doubt_said)


@blueprint.get("")
def overview() -> str:
    """All checklists, where they come from and whether somebody edits them."""
    with reading() as access:
        known = checklists_in_force(access.connection)
        lines = listed(access, CHECKLIST_DRAFTS, known, SHIPPED)
    return render_template("pages/checklists.html", listed=lines, forms=FORMS)


@blueprint.get("/<name>")
def show(name: str) -> str:
    """A checklist as it is in force, or one of its versions."""
    with reading() as access:
        checklist = shown(access, name)
        versions = house_versions(access, CHECKLIST_DRAFTS, name)
        before = _before(access, versions, name)
    return render_template(
        "pages/checklist.html",
        checklist=checklist,
        versions=versions,
        shipped=name in SHIPPED,
        fingerprint=checklist_fingerprint(checklist),
        forms=FORMS,
        edits=item_edits(before, checklist) if before else (),
        about_edited=before is not None and _about(before) != _about(checklist),
    )


def _before(access: Access, versions: Versions, name: str) -> Checklist | None:
    """What a version took the place of: the one before it, or the shipped one.

    None where no version is shown, or the house's first one took nothing's place.
    """
    if versions.shown is None:
        return None
    older = [each.number for each in versions.listed if each.number < versions.shown.number]
    if not older:
        return SHIPPED.get(name)
    return version_content(access, CHECKLIST_DRAFTS, name, max(older))


def shown(access: Access, name: str) -> Checklist:
    """The version that is asked for, else what is in force. Raises NotFound."""
    number = version_number()
    if number is None:
        return named(checklists_in_force(access.connection), name)
    return version_content(access, CHECKLIST_DRAFTS, name, number)


@blueprint.get("/<name>/file.<form>")
def download(name: str, form: str) -> Response:
    """A checklist as a workbook to edit, or as YAML."""
    if form not in FORMS:
        raise NotFound("没有这种格式的文件。", "There is no file in this format.")
    with reading() as access:
        checklist = shown(access, name)
    data = checklist_file(checklist, form, choose_language())
    return download_of(data, FORMS[form], f"{name}.{form}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with what it says otherwise, and the reviews that would be looked at again."""

    version: HouseVersion
    checklist: Checklist
    edits: Sequence[ItemEdit]
    about_edited: bool
    affected: Sequence[Affected]
    doubts: Sequence[BasisDoubt]


def shown_draft(access: Access, name: str) -> Draft:
    """The draft of a checklist. Raises NotFound where nobody edits it."""
    edited = CHECKLIST_DRAFTS.require_draft(access.connection, name)
    checklists = checklists_in_force(access.connection)
    before, draft = checklists.get(name), edited.content
    return Draft(
        edited.version,
        draft,
        item_edits(before, draft),
        before is not None and _about(before) != _about(draft),
        newly_affected(access.connection, access.visible, date.today(), checklists, draft),
        basis_doubts(draft, laws_in_force(access.connection), date.today()),
    )


def _about(checklist: Checklist) -> tuple[object, ...]:
    return checklist.name_zh, checklist.name_en, checklist.applies_when
