"""Families: documents that seem to be of one contract, offered for a person's decision."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compare.family_offers import (
    ROLES,
    decide,
    families,
    fingerprint_what_lacks_one,
    with_texts_compared,
)
from contracts.name_hints import Role
from store import collections, kinships
from webapp.access import reading, services, writing
from webapp.pages.addresses import page_number

blueprint = Blueprint("families", __name__, url_prefix="/families")

FAMILIES_ON_A_PAGE = 20
APART, LATER = "apart", ""


@blueprint.get("")
def show() -> str:
    """The families to be decided on, and those that were; of one document where one is named."""
    fingerprint_what_lacks_one(services().database)
    document_id = request.args.get("document", type=int)
    with reading() as access:
        found = [
            offer
            for offer in families(access.connection, access.visible)
            if document_id in (None, offer.head.document_id)
            or any(document_id == each.document_id for each, _rest in offer.relatives)
            or any(document_id == each.document_id for each, _rest in offer.decided)
        ]
        first = (page_number() - 1) * FAMILIES_ON_A_PAGE
        shown = found[first : first + FAMILIES_ON_A_PAGE]
        return render_template(
            "pages/families.html",
            offers=with_texts_compared(access.connection, shown, access.visible),
            open=sum(bool(offer.relatives) for offer in found),
            total=len(found),
            roles=ROLES,
            editable={
                offer.head.document_id: all(
                    access.may_edit(each.collection_id)
                    for each in (offer.head, *(one for one, _rest in offer.relatives))
                )
                for offer in shown
            },
            collection_names={
                each.id: each.name
                for each in collections.list_collections(access.connection, access.visible)
            },
            document_id=document_id,
            page=page_number(),
            more=len(found) > first + FAMILIES_ON_A_PAGE,
        )


@blueprint.post("/<int:document_id>")
def keep(document_id: int) -> ResponseReturnValue:
    """Record the decisions on a document's relatives; what was left open stays open."""
    ids = [id_ for id_ in request.form.getlist("relative", type=int) if id_ != document_id]
    kept = 0
    with writing() as access:
        for each in (document_id, *ids):
            access.editable_document(each)
        for relative_id in ids:
            choice = request.form.get(f"role-{relative_id}", LATER)
            if choice != LATER:
                role = None if choice == APART else Role(choice)
                decide(
                    access.connection, [document_id, *ids], document_id, relative_id, role,
                    access.user.name,
                )  # fmt: skip
                kept += 1
    flash(_("Decisions saved: %(count)s.", count=kept), "done")
    return redirect(url_for("families.show", document=request.args.get("document")))


@blueprint.post("/<int:document_id>/<int:relative_id>/undo")
def undo(document_id: int, relative_id: int) -> ResponseReturnValue:
    """Undo a decision."""
    with writing() as access:
        for each in (document_id, relative_id):
            access.editable_document(each)
        kinships.forget(access.connection, document_id, relative_id)
    flash(_("The decision was withdrawn."), "done")
    return redirect(url_for("families.show", document=request.args.get("document")))
