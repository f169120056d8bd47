"""Uploading by programs: a token instead of a login, the same intake as the pages."""

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from contracts.errors import NotFound
from store.collections import find_collection
from store.import_items import ImportItem
from store.import_runs import ImportRun, create_run, finish_run
from store.tokens import user_of_token
from store.users import visible_to
from webapp.access import Access, services
from webapp.errors import LoginRequired
from webapp.language import in_language
from webapp.receiving import receive_from

blueprint = Blueprint("uploads", __name__, url_prefix="/api/v1")

SCHEME = "Bearer "


@blueprint.post("/files")
def upload() -> ResponseReturnValue:
    """Receive the parts named ``file`` into the collection of this name, as one import.

    The answer comes once each file is safe; reading them goes on afterwards.
    """
    files = [file for file in request.files.getlist("file") if file.filename]
    paths = request.form.getlist("path")
    run, user = _begin()
    if not files:
        raise NotFound("请求中没有文件（file）。", "There is no part named file in the request.")
    items = []
    for place, file in enumerate(files):
        path = paths[place] if place < len(paths) and paths[place] else file.filename or ""
        items.append(receive_from(user, run, file, path))
    with services().database.write() as connection:
        finish_run(connection, run.id)
    page = url_for("imports.show", run_id=run.id)
    answer = {"import": run.id, "page": page, "files": [_told(item) for item in items]}
    return jsonify(answer), 201


def _begin() -> tuple[ImportRun, str]:
    """A new import of the token's user into the collection that the request names."""
    header = request.headers.get("Authorization", "")
    name = request.form.get("collection", "").strip()
    with services().database.write() as connection:
        token = header.removeprefix(SCHEME) if header.startswith(SCHEME) else ""
        user = user_of_token(connection, token) if token else None
        if user is None:
            raise LoginRequired
        access = Access(connection, user, visible_to(connection, user))
        collection = find_collection(connection, name, access.visible)
        access.require_editor(collection.id if collection else 0)
        assert collection is not None  # noqa: S101 - tells mypy: require_editor has raised
        return create_run(connection, collection.id, user.name, "upload"), user.name


def _told(item: ImportItem) -> dict[str, object]:
    failure = item.failure
    return {
        "path": item.path,
        "sha256": item.sha256,
        "outcome": item.outcome,
        "document": item.document_id,
        "version": item.version_id,
        "cause": failure.code if failure else None,
        "message": in_language(failure.message_zh, failure.message_en) if failure else None,
    }
