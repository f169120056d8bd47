"""Deviations from a house template, with the wording that the checklist falls back on."""

from collections.abc import Mapping

from compare.comparison import Comparison
from compare.pairs import Flag, Pair, PairKind
from compare.side import Side
from contracts.document import Document
from review.checklist import Checklist, ChecklistItem, Checklists
from review.choice import choose_checklist

_SLIGHT = frozenset({Flag.PUNCTUATION, Flag.CONSEQUENTIAL})
_MOST = 3  # items beside one deviation

Advice = Mapping[int, tuple[ChecklistItem, ...]]  # by the pair's number in the comparison, from 1


def is_deviation(pair: Pair) -> bool:
    """Whether the contract says something else than the template, not only in another place."""
    return pair.kind is not PairKind.UNCHANGED and not pair.flags & _SLIGHT


def advice_on(
    comparison: Comparison,
    template: Side,
    contract: Side,
    document: Document,
    checklists: Checklists,
) -> Advice:
    """The items of the contract's checklist that each deviation touches."""
    checklist = choose_checklist(document, checklists)
    if checklist is None:
        return {}
    return {
        number: _items(pair, template, contract, checklist, document)
        for number, pair in enumerate(comparison.pairs, 1)
        if is_deviation(pair)
    }


def _items(
    pair: Pair, template: Side, contract: Side, checklist: Checklist, document: Document
) -> tuple[ChecklistItem, ...]:
    types = {
        name
        for side, clauses in ((template, pair.old), (contract, pair.new))
        for clause in clauses
        for name in side.types.get(clause.id, ())
    }
    touched = [
        item
        for item in checklist.items
        if types.intersection(item.clause_types) and item.applies_to(document)
    ]
    return tuple(touched[:_MOST])
