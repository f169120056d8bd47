"""The law register: its entries in force, their drafts and versions, and the register as a file."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template

from contracts.laws import SHIPPED_LAWS, Law
from contracts.media_types import YAML
from review.basis_doubts import items_resting_on
from review.checklist import Checklist, ChecklistItem
from review.house_checklists import checklists_in_force
from review.house_laws import LAW_DRAFTS, law_named, laws_in_force, laws_text
from review.law_fields import LAW, texts_of_law
from webapp.access import Access, reading
from webapp.language import choose_language
from webapp.pages.downloads import download_of
from webapp.pages.house_rules import house_versions, listed, version_content, version_number

blueprint = Blueprint("laws", __name__, url_prefix="/laws")

_TITLES = {field.name: field.title for field in LAW}


@blueprint.app_template_global()
def law_part(name: str) -> str:
    """What a part of an entry is called."""
    return _TITLES[name].text(choose_language())


@blueprint.get("")
def overview() -> str:
    """All laws, from when to when they are in force, and whether somebody edits them."""
    with reading() as access:
        register = {law.name: law for law in laws_in_force(access.connection).laws}
        lines = listed(access, LAW_DRAFTS, register, SHIPPED_LAWS.by_name)
    return render_template("pages/laws.html", listed=lines)


@blueprint.get("/register.yaml")
def download() -> Response:
    """The register in force, to edit and upload."""
    with reading() as access:
        data = laws_text(laws_in_force(access.connection).laws).encode()
    return download_of(data, YAML, "laws.yaml")


@blueprint.get("/entry/<name>")
def show(name: str) -> str:
    """An entry as it is in force, or one of its versions."""
    with reading() as access:
        law = shown(access, name)
        versions = house_versions(access, LAW_DRAFTS, law.name)
        resting = resting_on(access, law)
    return render_template(
        "pages/law.html",
        law=law,
        texts=texts_of_law(law, choose_language()),
        fields=LAW,
        versions=versions,
        resting=resting,
        shipped=law.name in SHIPPED_LAWS.by_name,
    )


def resting_on(access: Access, law: Law) -> Sequence[tuple[Checklist, Sequence[ChecklistItem]]]:
    """The checklists in force with items that rest on the law, and these."""
    found = (
        (checklist, items_resting_on(checklist, law))
        for checklist in checklists_in_force(access.connection).values()
    )
    return [(checklist, items) for checklist, items in found if items]


def shown(access: Access, name: str) -> Law:
    """The version that is asked for, else what is in force. Raises NotFound."""
    number = version_number()
    if number is None:
        return law_named(laws_in_force(access.connection), name)
    return version_content(access, LAW_DRAFTS, name, number)
