"""Putting a document into another collection, where other people may read it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from store.collections import Collection, collection_names, list_collections
from store.reception import move_document
from webapp.access import Access, writing

blueprint = Blueprint("moving", __name__, url_prefix="/documents/<int:document_id>")


def targets(access: Access, collection_id: int) -> tuple[Collection, ...]:
    """The other collections that the person may edit, () where not the document's own."""
    if not access.may_edit(collection_id):
        return ()
    found = list_collections(access.connection, access.visible)
    return tuple(each for each in found if each.id != collection_id and access.may_edit(each.id))


@blueprint.post("/collection")
def move(document_id: int) -> ResponseReturnValue:
    """Move the document; only a person who may edit both collections can."""
    target = request.form.get("collection", 0, type=int)
    with writing() as access:
        document = access.editable_document(document_id)
        access.require_editor(target)
        if target != document.collection_id:
            move_document(access.connection, document_id, target, access.user.name)
        name = collection_names(access.connection, access.visible)[target]
    flash(
        _(
            "It is now in “%(name)s”; everyone with access to that collection can read it.",
            name=name,
        ),
        "done",
    )
    return redirect(url_for("documents.show", document_id=document_id))
