"""Sharing a folder: with a colleague by name, or with everybody who may see a collection."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.errors import Forbidden
from store.collections import collection_names
from store.folder_shares import end_share, share_with_person, share_with_readers
from store.folders import Folder, get_folder
from store.users import find_by_name
from webapp.access import Access, writing

blueprint = Blueprint(
    "folder_sharing", __name__, url_prefix="/saved/folders/<int:folder_id>/shares"
)


def own_folder(access: Access, folder_id: int) -> Folder:
    """A folder of the person who asks. Raises Forbidden where it is shared with that person."""
    folder = get_folder(access.connection, folder_id, access.user.id, access.visible)
    if not folder.is_mine:
        raise Forbidden(
            f"这个文件夹由 {folder.owner} 共享给您；只有 {folder.owner} 能共享、改名或删除它。",
            f"{folder.owner} shares this folder with you; only {folder.owner} may share, rename or "
            "remove it.",
        )
    return folder


@blueprint.post("")
def share(folder_id: int) -> ResponseReturnValue:
    """Share a folder with the person or the readers of the collection that the form names."""
    with writing() as access:
        folder = own_folder(access, folder_id)
        shared = _with_readers(access, folder) or _with_person(access, folder)
    if not shared:
        flash(
            _("No such user. Enter the name your colleague logs in with."),
            "error",
        )
    return redirect(url_for("folders.show", folder_id=folder_id))


@blueprint.post("/<int:number>/end")
def end(folder_id: int, number: int) -> ResponseReturnValue:
    """End one share of a folder."""
    with writing() as access:
        end_share(access.connection, own_folder(access, folder_id).id, number)
    return redirect(url_for("folders.show", folder_id=folder_id))


def _with_readers(access: Access, folder: Folder) -> bool:
    number = request.form.get("collection", type=int)
    if number not in collection_names(access.connection, access.visible):
        return False
    share_with_readers(access.connection, folder.id, number, may_edit=_may_edit())
    return True


def _with_person(access: Access, folder: Folder) -> bool:
    person = find_by_name(access.connection, request.form.get("person", "").strip())
    if person is None or not person.active or person.id == access.user.id:
        return False
    share_with_person(access.connection, folder.id, person.id, may_edit=_may_edit())
    return True


def _may_edit() -> bool:
    return request.form.get("right") == "edit"
