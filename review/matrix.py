"""The matrix: many documents against one checklist, from the stored tags alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.document import Document
from review.checklist import Checklist, Level
from review.findings import Verdict, judge
from store.presence import DocumentPresence


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A document's verdicts, in the order of the checklist's items, and how many are gaps."""

    document: Document
    version_id: int
    verdicts: tuple[Verdict, ...]
    mandatory_missing: int
    missing: int  # the mandatory ones included
    weak: int


def matrix(checklist: Checklist, presences: Iterable[DocumentPresence]) -> list[MatrixRow]:
    """A row for each document; the order is mandatory gaps, all gaps, weak ones, then the title."""
    rows = [_row(checklist, presence) for presence in presences]
    rows.sort(key=lambda row: (-row.mandatory_missing, -row.missing, -row.weak, row.document.title))
    return rows


def _row(checklist: Checklist, presence: DocumentPresence) -> MatrixRow:
    verdicts = tuple(
        judge(item, presence.document, presence.present, presence.weak) for item in checklist.items
    )
    return MatrixRow(
        document=presence.document,
        version_id=presence.version_id,
        verdicts=verdicts,
        mandatory_missing=sum(
            verdict is Verdict.MISSING and item.level is Level.MANDATORY
            for item, verdict in zip(checklist.items, verdicts, strict=True)
        ),
        missing=verdicts.count(Verdict.MISSING),
        weak=verdicts.count(Verdict.WEAK),
    )
