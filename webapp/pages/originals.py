"""Originals as received, and pictures of their pages."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from contracts.document import Version
from contracts.errors import NotFound
from contracts.media_types import SCANS
from ingest.scans.page_check import turned
from store.documents import get_version
from store.recognised import turn_of
from webapp.access import reading, services
from webapp.pages.png import size_in_points
from webapp.security import ORIGINAL_POLICY
from webapp.visible_text import plain

blueprint = Blueprint(
    "originals", __name__, url_prefix="/documents/<int:document_id>/versions/<int:version_id>"
)

PAGE_PIXELS = 1200  # wide: sharp in a pane of 600 px on a screen with two pixels a point


@blueprint.get("/file")
def download(document_id: int, version_id: int) -> ResponseReturnValue:
    """The original under its own name: always saved, never shown, and inert if it is."""
    version = _version(document_id, version_id)
    response = send_file(
        services().files.path(version.sha256),
        mimetype=version.media_type,
        as_attachment=True,
        download_name=plain(version.file_name),
        etag=version.sha256,
    )
    response.headers["Content-Security-Policy"] = ORIGINAL_POLICY
    return response


@blueprint.get("/pages/<int:page>.png")
def page_image(document_id: int, version_id: int, page: int) -> ResponseReturnValue:
    """A picture of one page of a PDF."""
    version = _version(document_id, version_id)
    if not has_pages(version) or not 1 <= page <= (version.page_count or 0):
        raise NotFound("没有这一页。", "There is no such page.")
    picture = page_picture(version, page)
    response = Response(picture, mimetype="image/png")
    width, height = size_in_points(picture)
    response.headers["Tiaoli-Points"] = f"{width} {height}"  # for document.js: pages may differ
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def has_pages(version: Version) -> bool:
    """Whether pictures of the version's pages can be made."""
    return version.media_type in SCANS and bool(version.page_count)


def page_picture(version: Version, page: int) -> bytes:
    """The page as a PNG: drawn the first time, then kept in the data folder.

    A scan is shown as it was turned to be recognised, upright, so that words are marked in place.
    """
    here = services()
    with here.database.read() as connection:
        turn = turn_of(connection, version.sha256, page)
    folder = here.settings.data / "pages" / version.sha256[:2]
    path = folder / f"{version.sha256}-{page}{f'-{turn:g}' if turn else ''}.png"
    if path.exists():
        return path.read_bytes()
    drawn = here.parsers.render_page(here.files.path(version.sha256), page, PAGE_PIXELS)
    picture = turned(drawn, turn)
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, delete=False) as file:  # two may draw it at once
        file.write(picture)
    Path(file.name).replace(path)
    return picture


def _version(document_id: int, version_id: int) -> Version:
    with reading() as access:
        version = get_version(access.connection, version_id, access.visible)
    if version.document_id != document_id:
        raise NotFound("没有这个版本。", "There is no such version.")
    return version
