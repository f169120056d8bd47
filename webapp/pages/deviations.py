"""Which contracts deviate from a template on one subject: the page and what it is asked for."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from compare.deviation import deviating_pairs
from compare.pairs import Flag
from compare.side import Side
from contracts.document import Document, DocumentKind
from contracts.errors import NotFound
from review.checklist import ChecklistItem
from review.house_checklists import checklists_in_force
from store.collections import list_collections
from store.documents import DocumentFilter, get_document, list_documents
from webapp.access import Access, reading
from webapp.comparing import side_of_version, version_to_compare
from webapp.deviations import (
    Deviating,
    by_deviation,
    contracts_to_compare,
    items_on,
    types_of,
)
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.compared_rows import Row, row_of

blueprint = Blueprint("deviations", __name__, url_prefix="/compare/deviations")

ROWS_ON_A_PAGE = 25
MOST_TEMPLATES = 200
USUAL_TYPE = "breach_liability"


@dataclass(frozen=True, slots=True)
class _Contract:
    """A contract in the list: what it says otherwise, and what the checklist falls back on."""

    found: Deviating
    rows: tuple[Row, ...]
    items: tuple[ChecklistItem, ...]

    @property
    def material(self) -> int:
        """How many of the changes are material."""
        return sum(Flag.MATERIAL in row.flags for row in self.rows)


@blueprint.get("")
def show() -> str:
    """The contracts by how much they deviate from the template that the address names."""
    number = request.args.get("template", type=int)
    with reading() as access:
        templates = list_documents(
            access.connection,
            access.visible,
            DocumentFilter(kind=DocumentKind.TEMPLATE),
            sort="title",
            descending=False,
            limit=MOST_TEMPLATES,
        )
        documents = [row.document for row in templates.rows]
        if number is None and len(documents) == 1:
            number = documents[0].id
        if number is None:
            return render_template("pages/deviations.html", templates=documents, template=None)
        return _listed(access, documents, get_document(access.connection, number, access.visible))


def _listed(access: Access, templates: list[Document], template: Document) -> str:
    connection, visible = access.connection, access.visible
    version = version_to_compare(connection, template.id, None, visible)
    side = side_of_version(connection, version, visible)
    types = types_of(side)
    if not types:
        raise NotFound(
            "范本中没有识别出任何条款类型，无从比较。请在范本的文件页指明条款的类型。",
            "No clause type was recognised in the template. Tag its clauses on its page first.",
        )
    clause_type = request.args.get("type", USUAL_TYPE if USUAL_TYPE in types else types[0])
    collection = request.args.get("collection", type=int)
    contracts = contracts_to_compare(connection, template, collection, visible)
    asked = [row.document for row in contracts.rows if row.document.id != template.id]
    found = by_deviation(connection, side, clause_type, asked, visible)
    deviating = [each for each in found if each.deviation.share]
    first = (page_number() - 1) * ROWS_ON_A_PAGE
    return render_template(
        "pages/deviations.html",
        templates=templates,
        template=template,
        version=version,
        types=types,
        clause_type=clause_type,
        collections=list_collections(connection, visible),
        collection=collection,
        read=len(found),
        total=contracts.total,
        deviating=len(deviating),
        same=[each for each in found if not each.deviation.share],
        contracts=[
            _contract(access, side, clause_type, each)
            for each in deviating[first : first + ROWS_ON_A_PAGE]
        ],
        page=ListPage.of(len(deviating), ROWS_ON_A_PAGE),
    )


def _contract(access: Access, template: Side, clause_type: str, found: Deviating) -> _Contract:
    contract = side_of_version(access.connection, found.version, access.visible)
    pairs = deviating_pairs(template, contract, found.deviation.links)
    return _Contract(
        found,
        tuple(map(row_of, pairs)),
        items_on(frozenset({clause_type}), found.document, checklists_in_force(access.connection)),
    )
