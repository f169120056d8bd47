"""What a change of tags would change in the findings: shown before a person decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Tag
from contracts.document import Document
from review.checklist import Checklist, ChecklistItem
from review.findings import Verdict
from review.gaps import find_gaps

Tags = Mapping[str, Sequence[Tag]]  # by clause id


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A checklist item whose verdict would change."""

    checklist: Checklist
    item: ChecklistItem
    before: Verdict
    after: Verdict


def changed_findings(
    document: Document,
    clauses: Sequence[Clause],
    before: Tags,
    after: Tags,
    checklists: Iterable[Checklist],
) -> tuple[ChangedFinding, ...]:
    """The items whose verdict would change, of every checklist meant for such documents."""
    return tuple(
        ChangedFinding(checklist, old.item, old.verdict, new.verdict)
        for checklist in checklists
        if checklist.applies_when.holds(document)
        for old, new in zip(
            find_gaps(checklist, document, clauses, before),
            find_gaps(checklist, document, clauses, after),
            strict=True,
        )
        if old.verdict is not new.verdict
    )
