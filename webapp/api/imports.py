"""The upload page's own steps: begin a run, send its files one by one, end it, ask how it goes."""

from dataclasses import asdict

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from contracts.errors import NotFound
from store import import_runs
from store.import_runs import ImportRun
from webapp.access import reading
from webapp.language import in_language
from webapp.pages.imports import begin_run, end_run, receive_into
from webapp.pages.labels import OUTCOMES

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
    file = request.files.get("file")
    if file is None:
        raise NotFound("请求中没有文件。", "There is no file in the request.")
    item = receive_into(run, file, request.form.get("path") or file.filename or "")
    failure = item.failure
    return jsonify(
        outcome=item.outcome,
        name=str(OUTCOMES[item.outcome]),
        message=in_language(failure.message_zh, failure.message_en) if failure else "",
    )


@blueprint.post("/imports/<int:run_id>/end")
def end(run_id: int) -> ResponseReturnValue:
    """Nothing more will be sent."""
    end_run(_run(run_id))
    return "", 204


@blueprint.get("/imports/<int:run_id>")
def state(run_id: int) -> ResponseReturnValue:
    """The run's counts, and whether anything is still under way."""
    with reading() as access:
        run = import_runs.get_run(access.connection, run_id, access.visible)
        counts = import_runs.counts_of(access.connection, run_id, access.visible)
    return jsonify(**asdict(counts), under_way=counts.pending > 0 or run.finished_at is None)


def _run(run_id: int) -> ImportRun:
    with reading() as access:
        return import_runs.get_run(access.connection, run_id, access.visible)
