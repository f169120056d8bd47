"""Imports: uploading files, the list of runs, and what became of each file of a run."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from contracts.errors import NotFound
from ingest.run_control import cancel, pause, progress_of, resume
from ingest.troubles import troubles
from store import collections, import_runs, jobs
from store.collections import Collection
from store.import_items import Outcome
from webapp.access import Access, reading, services, writing
from webapp.language import choose_language
from webapp.pages.addresses import page_number
from webapp.pages.basis import waiting_for_encoder
from webapp.pages.downloads import download_of
from webapp.receipts.files import FORMS, write_receipt
from webapp.receipts.statement import file_name, issue, statement
from webapp.receiving import begin_run, end_run, receive_into
from webapp.remedy_notes import remedy_notes
from webapp.reports.formats import FORMATS
from webapp.services import open_recogniser

blueprint = Blueprint("imports", __name__)

RUNS_ON_A_PAGE = 20
TOLD = {
    "pause": lazy_gettext("The import is paused; files being read now will be finished."),
    "resume": lazy_gettext("The import continues."),
    "cancel": lazy_gettext("The import was cancelled. Files already received are kept."),
}
ITEMS_ON_A_PAGE = 200


@blueprint.get("/imports")
def list_runs() -> str:
    """The runs, newest first, each with its counts."""
    offset = (page_number() - 1) * RUNS_ON_A_PAGE
    with reading() as access:
        found = import_runs.list_runs(access.connection, access.visible, offset, RUNS_ON_A_PAGE + 1)
        runs = [
            (run, import_runs.counts_of(access.connection, run.id, access.visible))
            for run in found[:RUNS_ON_A_PAGE]
        ]
        return render_template(
            "pages/imports.html",
            runs=runs,
            collection_names=collections.collection_names(access.connection, access.visible),
            page=page_number(),
            more=len(found) > RUNS_ON_A_PAGE,
            waiting=waiting_for_encoder(access),
        )


@blueprint.get("/imports/new")
def new() -> str:
    """The upload form."""
    with reading() as access:
        return render_template(
            "pages/upload.html",
            collections=_editable(access),
            chosen=request.args.get("collection", type=int),
            limit=services().settings.upload_limit,
        )


@blueprint.post("/imports")
def upload() -> ResponseReturnValue:
    """Receive the files of the plain form as one run, then show it."""
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        flash(_("Choose at least one file."), "error")
        return redirect(url_for("imports.new"))
    run = begin_run(request.form.get("collection", type=int))
    for file in files:
        receive_into(run, file, file.filename or "")
    end_run(run)
    return redirect(url_for("imports.show", run_id=run.id))


@blueprint.get("/imports/<int:run_id>")
def show(run_id: int) -> str:
    """A run: its counts, the causes of failures, and its items (all, or those of one outcome)."""
    outcome = request.args.get("outcome", type=Outcome)
    with reading() as access:
        run = import_runs.get_run(access.connection, run_id, access.visible)
        names = collections.collection_names(access.connection, access.visible)
        items = import_runs.items_of(access.connection, run_id, access.visible)
        found = troubles(items)
        chosen = [item for item in items if outcome is None or item.outcome is outcome]
        first = (page_number() - 1) * ITEMS_ON_A_PAGE
        return render_template(
            "pages/import_run.html",
            run=run,
            counts=import_runs.counts_of(access.connection, run_id, access.visible),
            troubles=found,
            actions={item.id: trouble.actions for trouble in found for item in trouble.items},
            notes=remedy_notes(access.connection, items),
            recognising=_being_recognised(access),
            items=chosen[first : first + ITEMS_ON_A_PAGE],
            total=len(chosen),
            outcome=outcome,
            page=page_number(),
            more=len(chosen) > first + ITEMS_ON_A_PAGE,
            collection_name=names[run.collection_id],
            editable=access.may_edit(run.collection_id),
            progress=progress_of(access.connection, run, access.visible),
            waiting=waiting_for_encoder(access),
        )


def _being_recognised(access: Access) -> frozenset[int]:
    """The versions that wait for text recognition; none where no recogniser is installed."""
    if open_recogniser(services().settings) is None:
        return frozenset()
    return jobs.left_in(access.connection, jobs.Lane.OCR)


@blueprint.post("/imports/<int:run_id>/<any(pause, resume, cancel):action>")
def control(run_id: int, action: str) -> ResponseReturnValue:
    """Pause an import, let it go on, or cancel it."""
    with reading() as access:
        access.editable_run(run_id)
    act = {"pause": pause, "resume": resume, "cancel": cancel}[action]
    act(services().database, run_id, access.visible, access.user.name)
    flash(str(TOLD[action]), "done")
    return redirect(url_for("imports.show", run_id=run_id))


@blueprint.get("/imports/<int:run_id>/receipt.<form>")
def download_receipt(run_id: int, form: str) -> ResponseReturnValue:
    """The receipt as a file: every path with size, SHA-256, outcome and document."""
    if form not in FORMS:
        raise NotFound("没有这种格式的回执。", "There is no receipt in this format.")
    with writing() as access:
        stated = statement(access.connection, run_id, access.visible, choose_language())
        issue(access.connection, stated, access.user.name)
    name = file_name(run_id, form, stated.language)
    return download_of(write_receipt(stated, form), FORMATS[form].media_type, name)


def _editable(access: Access) -> Sequence[Collection]:
    return [
        collection
        for collection in collections.list_collections(access.connection, access.visible)
        if access.may_edit(collection.id)
    ]
