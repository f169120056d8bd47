"""What the pages on checklists and on laws have in common: both are edited in the same way."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from contracts.errors import Forbidden, InvalidData, NotFound
from review.drafts import Drafts
from store.house_versions import HouseVersion, newest_versions, versions_of
from webapp.access import Access, person, writing
from webapp.language import in_language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A line of the list; of ``in_force`` and ``draft`` at least one is there.

    ``house`` is the version in force where it is the house's own; else it may be ``shipped``.
    """

    name: str
    shipped: bool
    in_force: T | None
    house: HouseVersion | None
    draft: HouseVersion | None


def listed(
    access: Access, drafts: Drafts[T], in_force: Mapping[str, T], shipped: Container[str]
) -> list[Listed[T]]:
    """What is in force and what is only drafted; the ``shipped`` names came with the program."""
    kept = newest_versions(access.connection, drafts.kind)
    return [
        Listed(
            name,
            name in shipped,
            in_force.get(name),
            next((each for each in kept.get(name, ()) if each.in_force), None),
            next((each for each in kept.get(name, ()) if each.draft), None),
        )
        for name in dict.fromkeys([*in_force, *kept])
    ]


@dataclass(frozen=True, slots=True)
class Versions:
    """The house's versions of one name, the newest first; the ``shown`` one if it is one of them.

    A draft is listed for administrators alone.
    """

    shown: HouseVersion | None
    listed: tuple[HouseVersion, ...]
    in_force: HouseVersion | None
    draft: HouseVersion | None


def house_versions(access: Access, drafts: Drafts[T], name: str) -> Versions:
    """The versions for a page that shows the one of the address, else what is in force."""
    number = version_number()
    versions = versions_of(access.connection, drafts.kind, name)
    return Versions(
        next((each for each in versions if each.number == number), None),
        tuple(each for each in versions if access.user.administrator or not each.draft),
        next((each for each in versions if each.in_force), None),
        next((each for each in versions if each.draft), None),
    )


def version_number() -> int | None:
    """The version that the address or the form asks for; None for what is in force."""
    return request.values.get("version", type=int)


def version_content(access: Access, drafts: Drafts[T], name: str, number: int) -> T:
    """What a version says. Raises NotFound; a draft is for administrators alone."""
    edited = drafts.version_of(access.connection, name, number)
    if edited.version.draft and not access.user.administrator:
        raise NotFound("没有这个版本。", "There is no such version.")
    return edited.content


def require_administrator() -> None:
    """Raise Forbidden for anybody else."""
    user = person()
    if user is None or not user.administrator:
        raise Forbidden(
            "只有管理员可以修改审查清单和法律登记。",
            "Only administrators edit checklists and the law register: ask one of them.",
        )


def edits_seen() -> int:
    """How often the draft that the page showed had been saved."""
    return request.form.get("edits", 0, type=int)


def begin_draft(access: Access, drafts: Drafts[T], content: T) -> None:
    """Keep a copy as the draft of its name; a draft that is there already stays."""
    if drafts.draft_of(access.connection, drafts.name(content)) is None:
        drafts.save(access.connection, content, access.user.name)
    else:
        flash(_("There is already a draft: continue with it, or discard it first."), "error")


def discard_draft(drafts: Drafts[T], name: str) -> None:
    """Discard the draft, and say so."""
    with writing() as access:
        drafts.discard(access.connection, name, access.user.name)
    flash(_("The draft was discarded; the version in force stays."), "done")


def end_house_version(drafts: Drafts[T], name: str) -> None:
    """Return to the shipped rules, or to none of this name, and say so."""
    with writing() as access:
        drafts.take_out_of_force(access.connection, name, access.user.name)
    flash(_("Your own version is no longer in force; its versions are kept."), "done")


def after_put_in_force(told: str, affected: int, address: str) -> ResponseReturnValue:
    """Say so, and go on to the reviews to check again; to the address where there is none."""
    flash(told, "done")
    if not affected:
        return redirect(address)
    told_of_reviews = ngettext(
        "%(num)s review must be checked again.",
        "%(num)s reviews must be checked again.",
        affected,
    )
    flash(told_of_reviews, "done")
    return redirect(url_for("recheck.show"))


def not_taken_over(error: InvalidData, name: str, back: str) -> ResponseReturnValue:
    """The page that says what is wrong in a file; ``back`` is the address to go on at."""
    told = error.problems or ((error.message_zh, error.message_en),)
    lines = [in_language(*each) for each in told]
    return render_template("pages/house_errors.html", name=name, lines=lines, back=back), 422
