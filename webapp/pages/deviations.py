"""Which contracts deviate from a template on one subject: the page and what it is asked for."""

import time
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request

from compare.deviating_contracts import (
    Deviating,
    KnownShares,
    Question,
    by_deviation,
    compare_next,
    contracts_to_compare,
    deviation_of,
    question_on,
)
from compare.deviation import deviating_pairs
from compare.pairs import Flag
from contracts.document import Document, DocumentKind
from contracts.errors import NotFound
from review.checklist import ChecklistItem
from review.house_checklists import checklists_in_force
from store.collections import list_collections
from store.document_list import DocumentFilter, list_documents
from store.documents import get_document, get_version
from webapp.access import Access, reading
from webapp.comparisons.advice import items_on, types_of
from webapp.comparisons.rows import Row, row_of
from webapp.comparisons.sides import side_of_version, version_to_compare
from webapp.pages.addresses import ListPage, page_number

blueprint = Blueprint("deviations", __name__, url_prefix="/compare/deviations")

ROWS_ON_A_PAGE = 25
MOST_TEMPLATES = 200
SECONDS_AT_ONCE = 2.0  # that a request compares contracts, before it is to be asked again
MOST_SAME = 200  # contracts without a deviation that are listed by name
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
    question = question_on(side, version.id, clause_type)
    known: KnownShares = current_app.extensions["tiaoli.deviations"]
    deadline = time.monotonic() + SECONDS_AT_ONCE
    for _ in compare_next(connection, question, contracts, visible, known):
        if time.monotonic() > deadline:
            break
    found = by_deviation(question, contracts, known)
    deviating = [each for each in found if each.share]
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
        compared=len(found),
        total=len(contracts),
        deviating=len(deviating),
        same=[each for each in found if not each.share],
        most_same=MOST_SAME,
        contracts=[
            _contract(access, question, each) for each in deviating[first : first + ROWS_ON_A_PAGE]
        ],
        page=ListPage.of(len(deviating), ROWS_ON_A_PAGE),
    )


def _contract(access: Access, question: Question, found: Deviating) -> _Contract:
    version = get_version(access.connection, found.version_id, access.visible)
    contract = side_of_version(access.connection, version, access.visible)
    links = deviation_of(question, contract).links
    pairs = deviating_pairs(question.template, contract, links)
    checklists = checklists_in_force(access.connection)
    items = items_on(frozenset({question.clause_type}), found.document, checklists)
    return _Contract(found, tuple(map(row_of, pairs)), items)
