"""Mechanical checks: what can be seen without knowing what a contract should say. One a module.

Each has a ``CHECK`` id and a function ``remarks(document, clauses)``; that on laws takes the
register as well.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from contracts.clause import Clause
from contracts.document import Document
from contracts.laws import LawRegister
from review import laws
from review.mechanical import (
    amounts_in_words,
    attachments,
    blanks,
    cross_references,
    party_names,
    placeholders,
    scripts,
)
from review.remarks import Remark, Weight

Check = Callable[[Document, Sequence[Clause]], Iterator[Remark]]
CHECKS: Mapping[str, Check] = {
    amounts_in_words.CHECK: amounts_in_words.remarks,
    cross_references.CHECK: cross_references.remarks,
    attachments.CHECK: attachments.remarks,
    party_names.CHECK: party_names.remarks,
    blanks.CHECK: blanks.remarks,
    placeholders.CHECK: placeholders.remarks,
    scripts.CHECK: scripts.remarks,
}


def remarks_on(
    document: Document, clauses: Sequence[Clause], register: LawRegister
) -> tuple[Remark, ...]:
    """What the laws it cites and the mechanical checks have to say of a document, defects first."""
    found = [*laws.remarks(document, clauses, register)]
    found += [remark for check in CHECKS.values() for remark in check(document, clauses)]
    return tuple(sorted(found, key=lambda each: (each.weight is Weight.NOTE, each.clause.order)))
