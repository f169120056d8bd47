"""Remedies on an import's page: read again, passwords, recognition, another file, skipping.

Each is done to one item, to those of the same cause, or to all that wait for a person.
"""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from contracts.errors import InvalidData, NeedsProgram, NotFound
from ingest.remedies import Tried, recognise, replace_file, skip, try_passwords
from ingest.run_control import reopen
from ingest.troubles import Action, chosen, fit_for, version_ids
from ingest.upkeep.retry import retry
from store import import_runs
from store.import_items import ImportItem
from webapp.access import reading, services
from webapp.language import choose_language
from webapp.receiving import sent_file
from webapp.services import needed_recogniser

blueprint = Blueprint("remedies", __name__)

SECONDS = 20.0  # how long one request goes on trying passwords


@blueprint.post("/imports/<int:run_id>/<any(passwords, recognise, retry, replace, skip):remedy>")
def apply(run_id: int, remedy: str) -> ResponseReturnValue:
    """Apply a remedy to the chosen files, then show the import."""
    acts: Mapping[Action, Callable[[tuple[ImportItem, ...], str], None]] = {
        Action.PASSWORDS: _try_passwords,
        Action.RECOGNISE: _recognise,
        Action.RETRY: partial(_retry, run_id),
        Action.REPLACE: _replace,
        Action.SKIP: _skip,
    }
    act = acts[Action(remedy)]
    items, by = _chosen(run_id)
    if not items:
        flash(_("Nothing is left to read again."), "attention")
    else:
        try:
            act(items, by)
        except (InvalidData, NeedsProgram) as error:
            flash(error.message(choose_language()), "error")
    return redirect(url_for("imports.show", run_id=run_id))


def _chosen(run_id: int) -> tuple[tuple[ImportItem, ...], str]:
    """The items that were chosen, and who asks; refused to those who may only read."""
    one, like = (request.form.get(name, type=int) for name in ("item", "like"))
    with reading() as access:
        access.editable_run(run_id)
        items = import_runs.items_of(access.connection, run_id, access.visible)
        return chosen(items, one=one, like=like), access.user.name


def _retry(run_id: int, items: tuple[ImportItem, ...], by: str) -> None:
    versions = version_ids(items)
    if not versions:
        flash(_("Nothing is left to read again."), "attention")
        return
    with reading() as access:
        visible = access.visible
    reopen(services().database, run_id)
    retry(services().database, versions, visible=visible, asked_by=by)
    flash(
        ngettext(
            "%(num)s file will be read again.", "%(num)s files will be read again.", len(versions)
        ),
        "done",
    )


def _try_passwords(items: tuple[ImportItem, ...], by: str) -> None:
    passwords = [line for line in request.form.get("passwords", "").splitlines() if line]
    if not passwords:
        flash(_("Type at least one password."), "error")
        return
    here = services()
    tried = try_passwords(
        here.database, here.files, here.parsers, fit_for(Action.PASSWORDS, items), passwords,
        tried_by=by, seconds=SECONDS,
    )  # fmt: skip
    flash(_told(tried), "done" if tried.opened else "attention")


def _told(tried: Tried) -> str:
    words = ngettext(
        "%(num)s file was opened and is being read.",
        "%(num)s files were opened and are being read.",
        tried.opened,
    )
    if tried.locked:
        words += " " + _("None of the passwords opens %(count)s of them.", count=tried.locked)
    if tried.untried:
        words += " " + _("%(count)s were not tried yet: try again.", count=tried.untried)
    return str(words)


def _recognise(items: tuple[ImportItem, ...], by: str) -> None:
    needed_recogniser(services().settings)
    recognise(services().database, version_ids(fit_for(Action.RECOGNISE, items)), by)
    flash(_("Text recognition of the scans comes next."), "done")


def _replace(items: tuple[ImportItem, ...], by: str) -> None:
    file = sent_file()
    if file is None:
        flash(_("Choose the file to read instead."), "error")
        return
    if len(items) != 1:
        raise NotFound("请选择一个文件来替换。", "Choose one file to be replaced.")
    here = services()
    replace_file(
        here.database, here.files, items[0], file.stream, file.name.rsplit("/", 1)[-1],
        replaced_by=by, size_limit=here.settings.upload_limit,
    )  # fmt: skip
    flash(_("The new file will be read instead of the old one."), "done")


def _skip(items: tuple[ImportItem, ...], by: str) -> None:
    skip(services().database, items, request.form.get("reason", ""), by)
    flash(ngettext("%(num)s file was skipped.", "%(num)s files were skipped.", len(items)), "done")
