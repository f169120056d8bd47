"""Whether what a checklist rests on stands in the law register, and is in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.laws import Law, LawRegister, LegalBasis
from review.checklist import Checklist, ChecklistItem


class Doubt(StrEnum):
    """What is doubtful about an article that an item rests on."""

    UNKNOWN = "unknown"  # the register has no such law
    REPEALED = "repealed"
    BEYOND = "beyond"  # the law has fewer articles


@dataclass(frozen=True, slots=True)
class BasisDoubt:
    """An item, the article, and what is doubtful; ``law`` is None where it is unknown."""

    item: ChecklistItem
    basis: LegalBasis
    doubt: Doubt
    law: Law | None = None


def basis_doubts(
    checklist: Checklist, register: LawRegister, today: date
) -> tuple[BasisDoubt, ...]:
    """What is doubtful about the legal basis of a checklist's items, in their order."""
    return tuple(
        found
        for item in checklist.items
        for basis in item.legal_basis
        for found in _doubts(item, basis, register, today)
    )


def items_resting_on(checklist: Checklist, law: Law) -> tuple[ChecklistItem, ...]:
    """The items of a checklist that rest on an article of this law."""
    names = set(law.names)
    return tuple(
        item for item in checklist.items if any(basis.law in names for basis in item.legal_basis)
    )


def _doubts(
    item: ChecklistItem, basis: LegalBasis, register: LawRegister, today: date
) -> Iterator[BasisDoubt]:
    law = register.find(basis.law)
    if law is None:
        yield BasisDoubt(item, basis, Doubt.UNKNOWN)
    elif law.repealed_on is not None and law.repealed_on <= today:
        yield BasisDoubt(item, basis, Doubt.REPEALED, law)
    elif law.articles is not None and basis.article > law.articles:
        yield BasisDoubt(item, basis, Doubt.BEYOND, law)
