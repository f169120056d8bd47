"""The checklists: those in force, their drafts and versions, and files of them to download."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file

from contracts.errors import NotFound
from review.checklist import SHIPPED, Checklist, Checklists
from review.checklist_files import FORMS, checklist_file
from review.drafts import Edited
from review.fingerprints import checklist_fingerprint
from review.house_changes import ItemEdit, item_edits, newly_affected
from review.house_checklists import CHECKLIST_DRAFTS, checklists_in_force, named
from review.recheck import Affected
from store.house_versions import HouseVersion, Kind, newest_versions, versions_of
from webapp.access import Access, reading
from webapp.language import choose_language
from webapp.pages.checklist_words import made_for, part_title

blueprint = Blueprint("checklists", __name__, url_prefix="/checklists")
blueprint.add_app_template_global(part_title)
blueprint.add_app_template_global(made_for)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of the list; of ``in_force`` and ``draft`` at least one is there."""

    id: str
    shipped: bool
    in_force: Checklist | None
    house: HouseVersion | None
    draft: HouseVersion | None


@blueprint.get("")
def overview() -> str:
    """All checklists, where they come from and whether somebody edits them."""
    with reading() as access:
        checklists = checklists_in_force(access.connection)
        kept = newest_versions(access.connection, Kind.CHECKLIST)
    names = [*checklists, *(name for name in kept if name not in checklists)]
    return render_template(
        "pages/checklists.html",
        listed=[_listed(name, checklists, kept.get(name, ())) for name in names],
        forms=FORMS,
    )


def _listed(name: str, checklists: Checklists, versions: Sequence[HouseVersion]) -> _Listed:
    return _Listed(
        name,
        name in SHIPPED,
        checklists.get(name),
        next((each for each in versions if each.in_force), None),
        next((each for each in versions if each.draft), None),
    )


@blueprint.get("/<name>")
def show(name: str) -> str:
    """A checklist as it is in force, or one of its versions."""
    number = request.args.get("version", type=int)
    with reading() as access:
        checklist = shown(access, name, number)
        versions = versions_of(access.connection, Kind.CHECKLIST, name)
    return render_template(
        "pages/checklist.html",
        checklist=checklist,
        version=next((each for each in versions if each.number == number), None),
        versions=versions if access.user.administrator else [v for v in versions if not v.draft],
        in_force=next((each for each in versions if each.in_force), None),
        draft=next((each for each in versions if each.draft), None),
        shipped=name in SHIPPED,
        fingerprint=checklist_fingerprint(checklist),
        forms=FORMS,
    )


def shown(access: Access, name: str, number: int | None) -> Checklist:
    """The version that is asked for, else what is in force. A draft is for administrators alone."""
    if number is None:
        return named(checklists_in_force(access.connection), name)
    edited = CHECKLIST_DRAFTS.version_of(access.connection, name, number)
    if edited.version.draft and not access.user.administrator:
        raise NotFound("没有这个版本。", "There is no such version.")
    return edited.content


@blueprint.get("/<name>/file.<form>")
def download(name: str, form: str) -> Response:
    """A checklist as a workbook to edit, or as YAML."""
    if form not in FORMS:
        raise NotFound("没有这种格式的文件。", "There is no file in this format.")
    with reading() as access:
        checklist = shown(access, name, request.args.get("version", type=int))
    data = checklist_file(checklist, form, choose_language())
    return send_file(
        BytesIO(data),
        mimetype=FORMS[form],
        as_attachment=True,
        download_name=f"{name}.{form}",
    )


def require_draft(access: Access, name: str) -> Edited[Checklist]:
    """The draft of a checklist. Raises NotFound where nobody edits it."""
    edited = CHECKLIST_DRAFTS.draft_of(access.connection, name)
    if edited is None:
        raise NotFound(
            "这份清单没有草稿，可能已经生效或被删除。请从清单页重新开始。",
            "This checklist has no draft: it may be in force or discarded. Begin at its page.",
        )
    return edited


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with what it says otherwise, and the reviews that would be looked at again."""

    version: HouseVersion
    checklist: Checklist
    edits: Sequence[ItemEdit]
    about_edited: bool
    affected: Sequence[Affected]


def shown_draft(access: Access, name: str) -> Draft:
    """The draft of a checklist. Raises NotFound where nobody edits it."""
    edited = require_draft(access, name)
    checklists = checklists_in_force(access.connection)
    before, draft = checklists.get(name), edited.content
    return Draft(
        edited.version,
        draft,
        item_edits(before, draft),
        before is not None and _about(before) != _about(draft),
        newly_affected(access.connection, access.visible, date.today(), checklists, draft),
    )


def _about(checklist: Checklist) -> tuple[object, ...]:
    return checklist.name_zh, checklist.name_en, checklist.applies_when
