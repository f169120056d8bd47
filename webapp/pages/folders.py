"""Folders of what a person set aside: clauses and documents, each with a note; and their export."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.errors import Forbidden, NotFound
from store.collections import collection_names
from store.documents import get_document, get_versions, newest_readable
from store.folder_shares import shares_of
from store.folders import (
    Folder,
    add_folder,
    change_note,
    folders_of,
    get_folder,
    remove_entry,
    remove_folder,
    rename_folder,
    set_aside_clause,
    set_aside_document,
)
from store.readings import get_clause, headings_above
from webapp.access import Access, reading, services, writing
from webapp.folders import listed_entries, placed_entries
from webapp.hit_list import folder_list
from webapp.hit_list_files import write_hit_list
from webapp.language import choose_language
from webapp.pages.downloads import download_of
from webapp.pages.folder_sharing import own_folder
from webapp.pages.form_fields import line_in_form, text_in_form
from webapp.reports.files import circumstances, fitting
from webapp.reports.formats import LIST_FORMATS
from webapp.reports.sources import permission
from webapp.security import safe_target

blueprint = Blueprint("folders", __name__, url_prefix="/saved/folders")

LONGEST_NAME, LONGEST_NOTE = 100, 2000  # characters


@blueprint.post("")
def create() -> ResponseReturnValue:
    """Make a folder."""
    with writing() as access:
        folder = _folder_named(access, _name())
    if folder is None:
        flash(_("Enter a name."), "error")
        return redirect(url_for("saved.overview"))
    return redirect(url_for("folders.show", folder_id=folder.id))


@blueprint.get("/<int:folder_id>")
def show(folder_id: int) -> str:
    """A folder's clauses and documents, as their newest versions have them."""
    with reading() as access:
        folder = _folder(access, folder_id)
        entries = placed_entries(access.connection, folder, access.visible)
        clauses = (each.clause for each in entries if each.clause)
        return render_template(
            "pages/folder.html",
            folder=folder,
            shares=shares_of(access.connection, folder.id, access.visible)
            if folder.is_mine
            else (),
            entries=entries,
            files=get_versions(access.connection, [each.entry.version_id for each in entries]),
            above=headings_above(access.connection, clauses, access.visible),
            collection_names=collection_names(access.connection, access.visible),
        )


@blueprint.get("/<int:folder_id>/list.<form>")
def download(folder_id: int, form: str) -> Response:
    """A folder's contents as a file."""
    if form not in LIST_FORMATS:
        raise NotFound("没有这种格式。", "There is no such format.")
    language = choose_language()
    with reading() as access:
        folder = _folder(access, folder_id)
        placed = placed_entries(access.connection, folder, access.visible)
        rights = permission(access.connection, access.visible, language)
        made = circumstances(access.user.name, rights, "", services().weights)
        entries = listed_entries(access.connection, placed, access.visible)
        found = folder_list(access.connection, folder.name, entries, access.visible, made)
    data = write_hit_list(found, form, language)
    return download_of(data, LIST_FORMATS[form], f"{fitting(folder.name)}.{form}")


@blueprint.get("/add")
def choose() -> str:
    """The choice of a folder for the clause or the document that the address names."""
    with reading() as access:
        title, words = _named(access)
        return render_template(
            "pages/folder_choice.html",
            folders=[each for each in _folders(access) if each.may_edit],
            title=title,
            words=words,
        )


@blueprint.post("/add")
def add() -> ResponseReturnValue:
    """Put a clause or a document into a folder: one that is there, or a new one."""
    with writing() as access:
        number = request.form.get("folder", type=int)
        folder = _changeable(access, number) if number else _folder_named(access, _name())
        added = folder is not None and _set_aside(access, folder)
    if folder is None:
        flash(_("Choose a folder, or give a new one a name."), "error")
    elif added:
        flash(_("Added to the folder “%(name)s”.", name=folder.name), "done")
    else:
        flash(_("It is already in the folder “%(name)s”.", name=folder.name), "attention")
    return redirect(safe_target(request.form.get("next")))


@blueprint.post("/<int:folder_id>")
def rename(folder_id: int) -> ResponseReturnValue:
    """Give a folder another name."""
    with writing() as access:
        folder, name = own_folder(access, folder_id), _name()
        mine = [each for each in _folders(access) if each.is_mine and each.id != folder_id]
        fine = bool(name) and all(each.name != name for each in mine)
        if fine:
            rename_folder(access.connection, folder, name)
    if not fine:
        flash(_("Enter a name that none of your other folders has."), "error")
    return redirect(url_for("folders.show", folder_id=folder_id))


@blueprint.post("/<int:folder_id>/remove")
def remove(folder_id: int) -> ResponseReturnValue:
    """Delete a folder; the contracts stay."""
    with writing() as access:
        remove_folder(access.connection, own_folder(access, folder_id))
    flash(_("The folder was removed; the contracts are untouched."), "done")
    return redirect(url_for("saved.overview"))


@blueprint.post("/<int:folder_id>/entries/<int:entry_id>")
def annotate(folder_id: int, entry_id: int) -> ResponseReturnValue:
    """Set an entry's note, or take the entry out of the folder."""
    with writing() as access:
        folder = _changeable(access, folder_id)
        if "remove" in request.form:
            remove_entry(access.connection, folder, entry_id, access.visible)
        else:
            change_note(access.connection, folder, entry_id, _note(), access.visible)
    return redirect(url_for("folders.show", folder_id=folder_id, _anchor=f"e{entry_id}"))


def _folder(access: Access, folder_id: int) -> Folder:
    return get_folder(access.connection, folder_id, access.user.id, access.visible)


def _folders(access: Access) -> tuple[Folder, ...]:
    return folders_of(access.connection, access.user.id, access.visible)


def _changeable(access: Access, folder_id: int) -> Folder:
    """A folder that the person may change. Raises Forbidden where it may only be read."""
    folder = _folder(access, folder_id)
    if not folder.may_edit:
        raise Forbidden(
            f"您只能查看这个文件夹。请 {folder.owner} 给您编辑权限。",
            f"You may only read this folder. Ask {folder.owner} for the right to edit it.",
        )
    return folder


def _folder_named(access: Access, name: str) -> Folder | None:
    """The person's folder of this name, made where there is none; None without a name."""
    if not name:
        return None
    found = next((each for each in _folders(access) if each.is_mine and each.name == name), None)
    return found or _folder(access, add_folder(access.connection, access.user.id, name))


def _set_aside(access: Access, folder: Folder) -> bool:
    connection, visible = access.connection, access.visible
    wanted = request.form.get("clause", "")
    if wanted:
        clause = get_clause(connection, wanted, visible)
        return set_aside_clause(connection, folder, clause, _note(), visible)
    version = newest_readable(connection, request.form.get("document", 0, type=int), visible)
    if version is None:
        raise NotFound(
            "这份文件没有可读的版本，不能收入文件夹。",
            "No version of the document could be read, so it can't be set aside.",
        )
    return set_aside_document(connection, folder, version.id, _note(), visible)


def _named(access: Access) -> tuple[str, str]:
    """What the address names, in words: a clause's number and text, or a document's title."""
    wanted = request.args.get("clause", "")
    if not wanted:
        number = request.args.get("document", 0, type=int)
        return get_document(access.connection, number, access.visible).title, ""
    clause = get_clause(access.connection, wanted, access.visible)
    return f"{clause.number_label} {clause.heading}".strip(), clause.body


def _name() -> str:
    return line_in_form("name", LONGEST_NAME)


def _note() -> str:
    return text_in_form("note", LONGEST_NOTE)
