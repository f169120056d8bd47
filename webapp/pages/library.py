"""The library: all documents as a table that sorts and filters, and as a workbook."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from contracts.amounts import CURRENCIES, Amount, find_amounts
from contracts.contract_types import CONTRACT_TYPES
from contracts.document import DocumentKind, VersionStatus
from contracts.media_types import XLSX
from contracts.text import reading as reading_of
from office.sheet_values import Value
from office.sheets import Sheet, SheetColumn, add_sheet, new_workbook, workbook_bytes
from store import collections
from store.document_list import (
    FIRST_CURRENCY,
    SORTS,
    DocumentFilter,
    DocumentPage,
    DocumentRow,
    list_documents,
)
from webapp.access import Access, reading
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.downloads import download_of
from webapp.pages.expiry import CHOICES, expires
from webapp.pages.labels import KINDS, STATUSES, contract_type_name
from webapp.pages.template_globals import show_amount, show_moment

blueprint = Blueprint("library", __name__)

ROWS_ON_A_PAGE = 50
AT_ONCE = 500  # rows that the workbook reads together
# Dates and sums: the newest, the largest first. Words: from the first letter.
LARGEST_FIRST = frozenset({"received", "agreement_date", "expiration_date", "amount"})


@blueprint.get("/documents")
def show() -> str:
    """A page of the table, filtered and sorted as the address says."""
    sort, direction = _order()
    wanted = _filter()
    with reading() as access:
        found = _found(access, (page_number() - 1) * ROWS_ON_A_PAGE, ROWS_ON_A_PAGE)
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
            currencies=tuple(CURRENCIES),
            expiry_choices=CHOICES,
            today=date.today(),
        )


@blueprint.get("/documents/list.xlsx")
def download() -> Response:
    """All rows that the address's filters leave, in its order, as a workbook."""
    rows: list[Sequence[Value]] = []
    with reading() as access:
        while found := _found(access, len(rows), AT_ONCE).rows:
            rows += map(_cells, found)
    heads = (
        (_("Title"), 44.0), (_("Contract number"), 20.0), (_("Kind"), 12.0),
        (_("Contract type"), 18.0), (_("Collection"), 16.0),
        (_("Parties"), 44.0), (_("Signed on"), 12.0), (_("Expires on"), 12.0), (_("Amount"), 20.0),
        (_("Received"), 12.0), (_("Status"), 18.0),
    )  # fmt: skip
    book = new_workbook(_("Contracts"))
    columns = tuple(SheetColumn(title, width) for title, width in heads)
    add_sheet(book, Sheet(_("Contracts"), columns, rows, frozen=1))
    return download_of(workbook_bytes(book), XLSX, f"{_('Contracts')}.xlsx")


def _cells(row: DocumentRow) -> Sequence[Value]:
    document = row.document
    return (
        document.title,
        document.contract_number,
        str(KINDS[document.kind]),
        contract_type_name(document.contract_type),
        row.collection,
        "\n".join(party.name for party in document.parties),
        str(document.agreement_date or ""),
        str(document.expiration_date or ""),
        show_amount(document.amount),
        show_moment(row.newest.received_at)[:10],
        str(STATUSES[row.newest.status]),
    )


def _found(access: Access, first: int, most: int) -> DocumentPage:
    sort, direction = _order()
    return list_documents(
        access.connection,
        access.visible,
        _filter(),
        sort=sort,
        descending=direction == "down",
        offset=first,
        limit=most,
    )


def _order() -> tuple[str, str]:
    """What the address sorts by, and which way."""
    sort = request.args.get("sort", "received")
    sort = sort if sort in SORTS else "received"
    return sort, request.args.get("direction", "down" if sort in LARGEST_FIRST else "up")


def _filter() -> DocumentFilter:
    """The filter that the address gives; an unknown value filters nothing."""
    arguments = request.args
    least = _sum(arguments.get("amount", ""), arguments.get("currency", ""))
    return DocumentFilter(
        text=arguments.get("text", "").strip(),
        kind=arguments.get("kind", type=DocumentKind),
        contract_type=arguments.get("contract_type") or None,
        collection_id=arguments.get("collection", type=int),
        status=arguments.get("status", type=VersionStatus),
        expires=expires(arguments.get("expires", ""), date.today()),
        amount_from=least.value if least else None,
        currency=least.currency if least else FIRST_CURRENCY,
    )


def _sum(typed: str, currency: str) -> Amount | None:
    """1,200,000, 120万 or 1.2 million in the currency, or in the one typed beside it (US$ 80,000);
    None where it is no sum.
    """
    read = reading_of(typed).text
    chosen = currency if currency in CURRENCIES else FIRST_CURRENCY
    return next(find_amounts(read), None) or next(find_amounts(f"{chosen.lower()} {read}"), None)
