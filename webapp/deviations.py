"""Deviations from a house template, with the wording that the checklist falls back on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compare.comparison import Comparison
from compare.deviation import Deviation, clauses_about, deviation, is_deviation
from compare.pairs import Pair
from compare.side import Side
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document, DocumentKind, Version
from contracts.errors import NotFound
from contracts.visibility import Visible
from review.checklist import ChecklistItem, Checklists
from review.choice import choose_checklist
from store.database import Connection
from store.documents import DocumentFilter, DocumentPage, list_documents, newest_readable
from webapp.comparing import side_of_version

_MOST = 3  # items beside one deviation
MOST_CONTRACTS = 300  # the newest ones; each takes some hundredths of a second

Advice = Mapping[int, tuple[ChecklistItem, ...]]  # by the pair's number in the comparison, from 1


@dataclass(frozen=True, slots=True)
class Deviating:
    """A contract and how it deviates from a template on one subject."""

    document: Document
    version: Version
    deviation: Deviation


def advice_on(
    comparison: Comparison,
    template: Side,
    contract: Side,
    document: Document,
    checklists: Checklists,
) -> Advice:
    """The items of the contract's checklist that each deviation touches."""
    return {
        number: items_on(_types(pair, template, contract), document, checklists)[:_MOST]
        for number, pair in enumerate(comparison.pairs, 1)
        if is_deviation(pair)
    }


def items_on(
    types: frozenset[str], document: Document, checklists: Checklists
) -> tuple[ChecklistItem, ...]:
    """The items of the document's checklist that ask for one of the clause types."""
    checklist = choose_checklist(document, checklists)
    if checklist is None:
        return ()
    return tuple(
        item
        for item in checklist.items
        if types.intersection(item.clause_types) and item.applies_to(document)
    )


def types_of(template: Side) -> list[str]:
    """The clause types that a template provides for, in the order of the taxonomy."""
    held = {name for types in template.types.values() for name in types}
    return [name for name in CLAUSE_TYPES if name in held]


def contracts_to_compare(
    connection: Connection, template: Document, collection_id: int | None, visible: Visible
) -> DocumentPage:
    """The newest contracts of the template's type, of every type where it has none."""
    wanted = DocumentFilter(
        kind=DocumentKind.CONTRACT,
        contract_type=template.contract_type or None,
        collection_id=collection_id,
    )
    return list_documents(connection, visible, wanted, limit=MOST_CONTRACTS)


def by_deviation(
    connection: Connection,
    template: Side,
    clause_type: str,
    contracts: Iterable[Document],
    visible: Visible,
) -> list[Deviating]:
    """The contracts that can be read, those that deviate most first.

    Raises NotFound where the template provides nothing for the clause type.
    """
    if not clauses_about(template, clause_type):
        raise NotFound(
            "范本中没有这类条款。请另选一类。",
            "The template has no clause of this type. Choose another one.",
        )
    found = _deviating(connection, template, clause_type, contracts, visible)
    return sorted(found, key=lambda each: (-each.deviation.share, -each.document.id))


def _deviating(
    connection: Connection,
    template: Side,
    clause_type: str,
    contracts: Iterable[Document],
    visible: Visible,
) -> Iterator[Deviating]:
    for document in contracts:
        version = newest_readable(connection, document.id, visible)
        if version is not None:
            contract = side_of_version(connection, version, visible)
            yield Deviating(document, version, deviation(template, contract, clause_type))


def _types(pair: Pair, template: Side, contract: Side) -> frozenset[str]:
    return frozenset(
        name
        for side, clauses in ((template, pair.old), (contract, pair.new))
        for clause in clauses
        for name in side.types.get(clause.id, ())
    )
