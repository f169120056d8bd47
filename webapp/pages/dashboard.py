"""The dashboard: what is missing, where and since when, and which repealed laws are cited."""

from datetime import date

from flask import Blueprint, render_template, request

from review.dashboard import Reviewed, dashboard
from review.house_checklists import checklists_in_force
from store.collections import list_collections
from store.document_list import DocumentFilter
from store.presence import presences
from webapp.access import reading
from webapp.pages.summaries import summaries_for

blueprint = Blueprint("dashboard", __name__)


@blueprint.get("/matrix/dashboard")
def show() -> str:
    """The gaps of all documents that may be seen, or of a collection's."""
    collection = request.args.get("collection", type=int)
    today = date.today()
    with reading() as access:
        collections = list_collections(access.connection, access.visible)
        found = presences(
            access.connection, access.visible, DocumentFilter(collection_id=collection)
        )
        checklists = checklists_in_force(access.connection)
        summaries = summaries_for(access, found, checklists)
    reviewed = [
        Reviewed(each.document, summaries[each.document.id], each.received or today)
        for each in found
        if each.document.id in summaries
    ]
    return render_template(
        "pages/dashboard.html",
        board=dashboard(reviewed, today, checklists),
        left=len(found) - len(reviewed),
        total=len(found),
        collections=collections,
        names={str(each.id): each.name for each in collections},
        collection=collection,
    )
