"""Deviations from a house template, with the wording that the checklist falls back on."""

from collections.abc import Mapping

from compare.comparison import Comparison
from compare.deviation import is_deviation
from compare.pairs import Pair
from compare.side import Side
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document
from review.checklist import ChecklistItem, Checklists
from review.choice import choose_checklist

_MOST = 3  # items beside one deviation

Advice = Mapping[int, tuple[ChecklistItem, ...]]  # by the pair's number in the comparison, from 1


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


def _types(pair: Pair, template: Side, contract: Side) -> frozenset[str]:
    return frozenset(
        name
        for side, clauses in ((template, pair.old), (contract, pair.new))
        for clause in clauses
        for name in side.types.get(clause.id, ())
    )
