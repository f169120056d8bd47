"""Uploading by programs: a token instead of a login, the same intake as the pages."""

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from contracts.errors import NotFound
from store.collections import find_collection
from store.import_items import ImportItem
from store.import_runs import ImportRun, create_run, finish_run
from store.tokens import user_of_token
from store.users import User, visible_to
from webapp.access import Access, services
from webapp.errors import UnknownToken
from webapp.language import in_language
from webapp.receiving import receive_from

blueprint = Blueprint("uploads", __name__, url_prefix="/api/v1")


@blueprint.post("/files")
def upload() -> ResponseReturnValue:
    """Receive the parts named ``file`` into the collection of this name, as one import.

    The answer comes once each file is safe; reading them goes on afterwards.
    """
    user = _user()  # before the files come in: who has no token fills no disk
    files = [file for file in request.files.getlist("file") if file.filename]
    paths = request.form.getlist("path")
    if not files:
        raise NotFound("请求中没有文件（file）。", "There is no part named file in the request.")
    run = _begin(user)
    items = []
    for place, file in enumerate(files):
        path = paths[place] if place < len(paths) and paths[place] else file.filename or ""
        items.append(receive_from(user.name, run, file, path))
    with services().database.write() as connection:
        finish_run(connection, run.id)
    page = url_for("imports.show", run_id=run.id)
    answer = {"import": run.id, "page": page, "files": [_told(item) for item in items]}
    return jsonify(answer), 201


def _user() -> User:
    """Whose token the request shows. Raises UnknownToken."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    with services().database.write() as connection:
        user = user_of_token(connection, token) if scheme == "Bearer" else None
    if user is None:
        raise UnknownToken
    return user


def _begin(user: User) -> ImportRun:
    """A new import into the collection that the request names, if the user may edit it."""
    name = request.form.get("collection", "").strip()
    with services().database.write() as connection:
        access = Access(connection, user, visible_to(connection, user))
        collection = find_collection(connection, name, access.visible)
        access.require_editor(collection.id if collection else 0)
        assert collection is not None  # noqa: S101 - tells mypy: require_editor has raised
        return create_run(connection, collection.id, user.name, "upload")


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
