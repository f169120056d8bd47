"""The upload page's own steps: begin a run, send its files one by one, end it, ask how it goes."""

from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from contracts.errors import NotFound
from ingest.files.kind_names import short_name
from ingest.look import Foreseen, look_at
from store import import_runs
from store.import_items import Outcome
from store.import_runs import ImportRun
from store.reception import find_copy
from webapp.access import reading, services
from webapp.language import in_language
from webapp.pages.labels import OUTCOMES
from webapp.receiving import begin_run, end_run, receive_into

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.post("/imports")
def begin() -> ResponseReturnValue:
    """Begin a run; answers with its addresses."""
    run = begin_run(request.form.get("collection", type=int))
    return jsonify(
        page=url_for("imports.show", run_id=run.id),
        files=url_for("api.receive_file", run_id=run.id),
        end=url_for("api.end", run_id=run.id),
    ), 201


@blueprint.post("/imports/<int:run_id>/files")
def receive_file(run_id: int) -> ResponseReturnValue:
    """Keep one file; answers with its outcome, and with what to do where it failed."""
    run = _run(run_id)
    file = _sent_file()
    item = receive_into(run, file, request.form.get("path") or file.filename or "")
    failure = item.failure
    return jsonify(
        outcome=item.outcome,
        name=str(OUTCOMES[item.outcome]),
        message=in_language(failure.message_zh, failure.message_en) if failure else "",
    )


@blueprint.post("/imports/<int:run_id>/end")
def end(run_id: int) -> ResponseReturnValue:
    """Mark the run as complete."""
    end_run(_run(run_id))
    return "", 204


@blueprint.post("/imports/look")
def look() -> ResponseReturnValue:
    """Say what would become of a file, and of the files in it; nothing is kept."""
    file = _sent_file()
    collection_id = request.form.get("collection", type=int) or 0
    path = request.form.get("path") or file.filename or ""
    with reading() as access:
        access.require_editor(collection_id)
    with NamedTemporaryFile() as kept:
        file.save(kept.name)
        name = path.rsplit("/", 1)[-1]
        found = list(look_at(Path(kept.name), path, name, services().parsers))
    with reading() as access:
        known = {
            each.sha256
            for each in found
            if each.sha256 and find_copy(access.connection, each.sha256, collection_id, None)
        }
    answers = [_foreseen(file, file.sha256 in known) for file in found]
    return jsonify(**answers[0], files=answers)


def _foreseen(file: Foreseen, known: bool) -> dict[str, str]:
    outcome, failure = (Outcome.DUPLICATE, None) if known else (file.outcome, file.failure)
    return {
        "outcome": outcome,
        "name": _("can be read") if outcome is Outcome.INDEXED else str(OUTCOMES[outcome]),
        "message": in_language(failure.message_zh, failure.message_en) if failure else "",
        "kind": in_language(*short_name(file.media_type)) if file.media_type else "",
        "sha256": file.sha256,
    }


@blueprint.get("/imports/<int:run_id>")
def state(run_id: int) -> ResponseReturnValue:
    """The run's counts, and whether anything is still under way."""
    with reading() as access:
        run = import_runs.get_run(access.connection, run_id, access.visible)
        counts = import_runs.counts_of(access.connection, run_id, access.visible)
    return jsonify(
        **asdict(counts), state=run.state, under_way=counts.pending > 0 or run.finished_at is None
    )


def _sent_file() -> FileStorage:
    file = request.files.get("file")
    if file is None:
        raise NotFound("请求中没有文件。", "There is no file in the request.")
    return file


def _run(run_id: int) -> ImportRun:
    with reading() as access:
        return import_runs.get_run(access.connection, run_id, access.visible)
