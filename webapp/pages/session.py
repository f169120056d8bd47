"""Logging in and out, and one's own account: password and language."""

import re

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from store import audit, users
from webapp import accounts
from webapp.access import person, reading, services, writing
from webapp.accounts import SHORTEST_PASSWORD
from webapp.language import LANGUAGES
from webapp.security import limiter, safe_target

blueprint = Blueprint("session", __name__)

_ADDRESS = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>]{1,189}")


def log_in() -> ResponseReturnValue:
    """The login form; a right name and password lead on to where the person wanted to go."""
    target = safe_target(request.args.get("next"))
    if person() is not None:
        return redirect(target)
    if request.method == "GET":
        return render_template("pages/login.html", name="", failed=False)
    name = request.form.get("name", "").strip()
    account = accounts.log_in(name, request.form.get("password", ""))
    if account is None:
        return render_template("pages/login.html", name=name, failed=True), 401
    language = session.get("language", "")
    session.clear()  # nothing that was planted before the login outlives it
    session["language"] = language
    session.permanent = True
    login_user(account)
    return redirect(target)


def _refused(response: Response) -> bool:
    return response.status_code == 401


# Ten wrong tries in ten minutes for a name, wherever they come from, and thirty for an address. A
# right one isn't counted: behind one address a whole office logs in at nine.
blueprint.add_url_rule(
    "/login",
    endpoint="login",
    methods=["GET", "POST"],
    view_func=limiter.limit("30 per 10 minutes", methods=["POST"], deduct_when=_refused)(
        limiter.limit(
            "10 per 10 minutes",
            methods=["POST"],
            key_func=lambda: request.form.get("name", "").strip().casefold(),
            deduct_when=_refused,
        )(log_in)
    ),
)


@blueprint.post("/logout")
def log_out() -> ResponseReturnValue:
    """End this browser's session."""
    logout_user()
    session.clear()
    return redirect(url_for("session.login"))


@blueprint.post("/language")
def choose_language() -> ResponseReturnValue:
    """Switch the language: for this browser, and for the person where one is logged in."""
    language = request.form.get("language", "")
    if language in LANGUAGES:
        session["language"] = language
        if person() is not None:
            with writing() as access:
                users.set_language(access.connection, access.user.id, language)
    return redirect(safe_target(request.form.get("next")))


@blueprint.get("/account")
def account() -> ResponseReturnValue:
    """One's own language and password."""
    return render_template("pages/account.html", mail=services().settings.mail)


@blueprint.post("/account/email")
def set_email() -> ResponseReturnValue:
    """Set where one's mail goes."""
    address = request.form.get("email", "").strip()
    if address and not _ADDRESS.fullmatch(address):
        flash(_("This is not an e-mail address."), "error")
    else:
        with writing() as access:
            users.set_email(access.connection, access.user.id, address)
        flash(_("Saved."), "done")
    return redirect(url_for("session.account"))


def is_long_enough(password: str) -> bool:
    """Whether a new password may be set; says so on the page where it is too short."""
    if len(password) >= SHORTEST_PASSWORD:
        return True
    told = _("The password must have at least %(count)s characters.", count=SHORTEST_PASSWORD)
    flash(told, "error")
    return False


def _own_number() -> str:
    user = person()
    return str(user.id) if user else ""


@blueprint.post("/account")
@limiter.limit("10 per 10 minutes", key_func=_own_number)  # a session left open guesses no further
def change_password() -> ResponseReturnValue:
    """Set a new password; the sessions in other browsers end."""
    new = request.form.get("new", "")
    with reading() as access:
        user = access.user
    if accounts.log_in(user.name, request.form.get("present", "")) is None:
        flash(_("The current password is wrong. Nothing was changed."), "error")
    elif is_long_enough(new):
        with writing() as access:
            users.set_password(access.connection, user.id, accounts.hash_password(new))
            audit.record(access.connection, user.name, "change password", f"user {user.id}")
        login_user(accounts.account_of(user))
        flash(_("Your password has been changed."), "done")
    return redirect(url_for("session.account"))
