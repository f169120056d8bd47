"""Administration: collections, users, and who may read or edit what. Hidden from everyone else."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.errors import NotFound
from searching.mail import NotSent, send, trial_message
from store import audit, users
from store.collections import (
    collection_names,
    create_collection,
    find_collection,
    list_collections,
    rename_collection,
)
from store.users import Role
from webapp.access import Access, administrators_only, reading, services, writing
from webapp.accounts import SHORTEST_PASSWORD, hash_password
from webapp.language import choose_language
from webapp.pages.form_fields import line_in_form
from webapp.pages.labels import ROLES
from webapp.pages.session import is_long_enough
from webapp.security import safe_target

blueprint = Blueprint("administration", __name__, url_prefix="/administration")
blueprint.before_request(administrators_only)


@blueprint.get("")
def overview() -> str:
    """Collections, users and grants, and what the server needs, on one page."""
    settings = services().settings
    with reading() as access:
        people = users.list_users(access.connection)
        return render_template(
            "pages/administration.html",
            collections=list_collections(access.connection, access.visible),
            users=people,
            grants={user.id: users.grants_of(access.connection, user.id) for user in people},
            roles=ROLES,
            shortest_password=SHORTEST_PASSWORD,
            opened=request.args.get("user", type=int),
            mail=settings.mail,
            data=settings.data.absolute(),
        )


@blueprint.post("/collections")
def add_collection() -> ResponseReturnValue:
    """Create a collection."""
    name = line_in_form("name")
    with writing() as access:
        if not name:
            flash(_("Enter a name."), "error")
        elif find_collection(access.connection, name, access.visible):
            flash(_("A collection with this name already exists."), "error")
        else:
            number = create_collection(access.connection, name)
            _note(access, "create collection", f"collection {number}")
            flash(_("The collection was created."), "done")
    return redirect(safe_target(request.form.get("next"))) if "next" in request.form else _back()


@blueprint.post("/collections/<int:collection_id>")
def rename(collection_id: int) -> ResponseReturnValue:
    """Rename a collection; its documents and grants stay."""
    name = line_in_form("name")
    with writing() as access:
        if collection_id not in collection_names(access.connection, access.visible):
            raise NotFound("没有这个合同集。", "There is no such collection.")
        if not name:
            flash(_("Enter a name."), "error")
        elif find_collection(access.connection, name, access.visible):
            flash(_("A collection with this name already exists."), "error")
        else:
            rename_collection(access.connection, collection_id, name)
            _note(access, "rename collection", f"collection {collection_id}")
            flash(_("Saved."), "done")
    return _back()


@blueprint.post("/users")
def add_user() -> ResponseReturnValue:
    """Create a user with a first password."""
    name, password = line_in_form("name"), request.form.get("password", "")
    with writing() as access:
        if not name:
            flash(_("Enter a name."), "error")
        elif users.find_by_name(access.connection, name):
            flash(_("A user with this name already exists."), "error")
        elif is_long_enough(password):
            administrator = "administrator" in request.form
            number = users.create_user(
                access.connection, name, hash_password(password), administrator=administrator
            )
            _note(access, "create user", f"user {number}")
            flash(
                _("The user was created.")
                if administrator
                else _("The user was created. Choose below which collections they may see."),
                "done",
            )
            return _back(number)
    return _back()


@blueprint.post("/users/<int:user_id>/active")
def set_active(user_id: int) -> ResponseReturnValue:
    """Lock a user out, or let them in again; nobody may do this to themselves."""
    active = request.form.get("active") == "yes"
    with writing() as access:
        if user_id == access.user.id:
            flash(_("You cannot close your own account."), "error")
        else:
            users.set_active(access.connection, user_id, active)
            _note(access, "open account" if active else "close account", f"user {user_id}")
            flash(
                _("The account is open again, with the access it had.")
                if active
                else _("The account is closed: its sessions and tokens no longer count."),
                "done",
            )
    return _back(user_id)


@blueprint.post("/users/<int:user_id>/administrator")
def set_administrator(user_id: int) -> ResponseReturnValue:
    """Make a user an administrator, or no longer; nobody may do this to themselves."""
    administrator = request.form.get("administrator") == "yes"
    with writing() as access:
        if user_id == access.user.id:
            flash(_("You cannot change your own role: another administrator can."), "error")
        else:
            users.set_administrator(access.connection, user_id, administrator)
            _note(access, f"administrator {'yes' if administrator else 'no'}", f"user {user_id}")
            flash(_("Saved."), "done")
    return _back(user_id)


@blueprint.post("/users/<int:user_id>/password")
def set_password(user_id: int) -> ResponseReturnValue:
    """Give a user a new password; their sessions end."""
    password = request.form.get("password", "")
    if is_long_enough(password):
        with writing() as access:
            users.set_password(access.connection, user_id, hash_password(password))
            _note(access, "set password", f"user {user_id}")
        flash(_("The new password was set. Tell it to the user; they can change it."), "done")
    return _back(user_id)


@blueprint.post("/users/<int:user_id>/grants")
def set_grants(user_id: int) -> ResponseReturnValue:
    """Allow a user to read or edit collections, or neither; what the form leaves out stays."""
    with writing() as access:
        users.get_user(access.connection, user_id)
        before = users.grants_of(access.connection, user_id)
        for collection_id in collection_names(access.connection, access.visible):
            chosen = request.form.get(f"collection-{collection_id}")
            role = Role(chosen) if chosen in set(Role) else None
            if chosen is not None and role != before.get(collection_id):
                _set_grant(access, user_id, collection_id, role)
    flash(_("Saved."), "done")
    return _back(user_id)


@blueprint.post("/mail")
def try_mail() -> ResponseReturnValue:
    """Send oneself a message, to see that mail arrives."""
    server = services().settings.mail
    with reading() as access:
        address = access.user.email
    if server is None or not address:
        flash(_("Enter your e-mail address under Account first."), "error")
        return _back()
    try:
        send(server, trial_message(server, address, choose_language()))
    except NotSent as error:
        flash(error.message(choose_language()), "error")
    else:
        flash(
            _("A message was sent to %(address)s. See whether it arrives.", address=address), "done"
        )
    return _back()


def _set_grant(access: Access, user_id: int, collection_id: int, role: Role | None) -> None:
    if role is None:
        users.revoke(access.connection, user_id, collection_id)
    else:
        users.grant(access.connection, user_id, collection_id, role)
    action = f"grant {role}" if role else "revoke"
    _note(access, action, f"user {user_id} collection {collection_id}")


def _note(access: Access, action: str, subject: str) -> None:
    audit.record(access.connection, access.user.name, action, subject)


def _back(user_id: int | None = None) -> ResponseReturnValue:
    """To the page, with the user unfolded who was changed."""
    anchor = f"user-{user_id}" if user_id else None
    return redirect(url_for("administration.overview", user=user_id, _anchor=anchor))
