"""The encoder's progress on a version, polled by a page whose tags rest on rules so far."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from ingest.tags.basis import basis_of
from webapp.access import reading, services

blueprint = Blueprint("basis", __name__, url_prefix="/api")


@blueprint.get("/versions/<int:version_id>/basis")
def state(version_id: int) -> ResponseReturnValue:
    """What its tags rest on, and how many passages are left to score."""
    with reading() as access:
        basis = basis_of(access.connection, services().encoder, version_id, access.visible)
    return jsonify(state=basis.state, basis=basis.name, left=basis.left, passages=basis.passages)
