"""The library: all documents as a table that sorts and filters."""

from datetime import date

from flask import Blueprint, render_template, request

from contracts.contract_types import CONTRACT_TYPES
from contracts.document import DocumentKind, VersionStatus
from store import collections
from store.document_list import SORTS, DocumentFilter, list_documents
from webapp.access import reading
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.expiry import CHOICES, expires
from webapp.pages.labels import KINDS, STATUSES

blueprint = Blueprint("library", __name__)

ROWS_ON_A_PAGE = 50
# Dates and what was received: the newest first. Words: from the first letter.
NEWEST_FIRST = frozenset({"received", "agreement_date", "expiration_date"})


@blueprint.get("/documents")
def show() -> str:
    """A page of the table, filtered and sorted as the address says."""
    sort = request.args.get("sort", "received")
    sort = sort if sort in SORTS else "received"
    direction = request.args.get("direction", "down" if sort in NEWEST_FIRST else "up")
    wanted = _filter()
    with reading() as access:
        found = list_documents(
            access.connection,
            access.visible,
            wanted,
            sort=sort,
            descending=direction == "down",
            offset=(page_number() - 1) * ROWS_ON_A_PAGE,
            limit=ROWS_ON_A_PAGE,
        )
        return render_template(
            "pages/library.html",
            found=found,
            filter=wanted,
            filtered=wanted != DocumentFilter(),
            sort=sort,
            direction=direction,
            page=ListPage.of(found.total, ROWS_ON_A_PAGE),
            collections=collections.list_collections(access.connection, access.visible),
            kinds=KINDS,
            contract_types=CONTRACT_TYPES,
            statuses=STATUSES,
            expiry_choices=CHOICES,
            today=date.today(),
        )


def _filter() -> DocumentFilter:
    """The filter that the address gives; an unknown value filters nothing."""
    arguments = request.args
    return DocumentFilter(
        text=arguments.get("text", "").strip(),
        kind=arguments.get("kind", type=DocumentKind),
        contract_type=arguments.get("contract_type") or None,
        collection_id=arguments.get("collection", type=int),
        status=arguments.get("status", type=VersionStatus),
        expires=expires(arguments.get("expires", ""), date.today()),
    )
