"""The law register: its entries in force, their drafts and versions, and the register as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file

from contracts.errors import NotFound
from contracts.laws import SHIPPED_LAWS, Law
from review.house_laws import LAW_DRAFTS, law_named, laws_in_force, laws_text
from review.law_fields import LAW, texts_of_law
from store.house_versions import HouseVersion, Kind, newest_versions, versions_of
from webapp.access import Access, reading
from webapp.language import choose_language

blueprint = Blueprint("laws", __name__, url_prefix="/laws")

_TITLES = {field.name: field.title for field in LAW}


@blueprint.app_template_global()
def law_part(name: str) -> str:
    """What a part of an entry is called."""
    return _TITLES[name].text(choose_language())


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of the list; of ``in_force`` and ``draft`` at least one is there."""

    name: str
    in_force: Law | None
    house: HouseVersion | None
    draft: HouseVersion | None


@blueprint.get("")
def overview() -> str:
    """All laws, from when to when they are in force, and whether somebody edits them."""
    with reading() as access:
        register = laws_in_force(access.connection)
        kept = newest_versions(access.connection, Kind.LAW)
    official = {law.name: law for law in register.laws}
    return render_template(
        "pages/laws.html",
        listed=[
            _listed(name, official.get(name), kept.get(name, ()))
            for name in dict.fromkeys([*official, *kept])
        ],
    )


def _listed(name: str, law: Law | None, versions: Sequence[HouseVersion]) -> _Listed:
    return _Listed(
        name,
        law,
        next((each for each in versions if each.in_force), None),
        next((each for each in versions if each.draft), None),
    )


@blueprint.get("/register.yaml")
def download() -> Response:
    """The register in force, to edit and upload."""
    with reading() as access:
        data = laws_text(laws_in_force(access.connection).laws).encode()
    return send_file(
        BytesIO(data), mimetype="application/yaml", as_attachment=True, download_name="laws.yaml"
    )


@blueprint.get("/entry/<name>")
def show(name: str) -> str:
    """An entry as it is in force, or one of its versions."""
    number = request.args.get("version", type=int)
    with reading() as access:
        law = shown(access, name, number)
        versions = versions_of(access.connection, Kind.LAW, law.name)
        administrator = access.user.administrator
    return render_template(
        "pages/law.html",
        law=law,
        texts=texts_of_law(law, choose_language()),
        fields=LAW,
        version=next((each for each in versions if each.number == number), None),
        versions=versions if administrator else [each for each in versions if not each.draft],
        in_force=next((each for each in versions if each.in_force), None),
        draft=next((each for each in versions if each.draft), None),
        shipped=law.name in SHIPPED_LAWS.by_name,
    )


def shown(access: Access, name: str, number: int | None) -> Law:
    """The version that is asked for, else what is in force. A draft is for administrators alone."""
    if number is None:
        return law_named(laws_in_force(access.connection), name)
    edited = LAW_DRAFTS.version_of(access.connection, name, number)
    if edited.version.draft and not access.user.administrator:
        raise NotFound("没有这个版本。", "There is no such version.")
    return edited.content
