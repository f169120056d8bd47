"""The matrix: many documents against one checklist, from summaries or else from the stored tags.

A summary says what the review comes to, with figures, refused words and people's decisions. Where
there is none yet, the tags alone tell what is there, and the row is not final.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from contracts.document import Document
from review.checklist import Checklist, Level
from review.findings import GRAVE, Verdict
from review.gaps import judge
from review.parameters import Parameter
from store.presence import DocumentPresence
from store.summaries import Summary

_VERDICTS: Mapping[str, Verdict] = {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A document's verdicts, in the order of the checklist's items, and how many are gaps.

    ``gaps`` are missing or unacceptable, the mandatory ones included; ``weak`` are only touched.
    ``figures`` are those that are judged worst, by "item.parameter".
    """

    document: Document
    version_id: int
    verdicts: tuple[Verdict, ...]
    mandatory_gaps: int
    gaps: int
    weak: int
    final: bool
    signed: bool
    figures: Mapping[str, Decimal] = field(default_factory=dict)


def matrix(
    checklist: Checklist,
    presences: Iterable[DocumentPresence],
    summaries: Mapping[int, Summary] | None = None,
) -> list[MatrixRow]:
    """A row for each document; the order is mandatory gaps, all gaps, weak ones, then the title."""
    known = summaries or {}
    rows = [_row(checklist, each, known.get(each.document.id)) for each in presences]
    rows.sort(key=lambda row: (-row.mandatory_gaps, -row.gaps, -row.weak, row.document.title))
    return rows


def _row(checklist: Checklist, presence: DocumentPresence, summary: Summary | None) -> MatrixRow:
    if summary is not None and summary.checklist == checklist.id:
        verdicts = tuple(_VERDICTS[summary.verdicts[item.id]] for item in checklist.items)
    else:
        summary = None  # by another checklist
        present, weak = presence.present, presence.weak
        verdicts = tuple(judge(i, presence.document, present, weak) for i in checklist.items)
    return MatrixRow(
        document=presence.document,
        version_id=presence.version_id,
        verdicts=verdicts,
        mandatory_gaps=sum(
            verdict in GRAVE and item.level is Level.MANDATORY
            for item, verdict in zip(checklist.items, verdicts, strict=True)
        ),
        gaps=sum(verdict in GRAVE for verdict in verdicts),
        weak=verdicts.count(Verdict.WEAK),
        final=summary is not None,
        signed=summary is not None and summary.signed,
        figures=summary.figures if summary is not None else {},
    )


def parameters_of(checklist: Checklist) -> Mapping[str, Parameter]:
    """The checklist's parameters by "item.parameter", as ``figures`` name them."""
    return {
        f"{item.id}.{parameter.id}": parameter
        for item in checklist.items
        for parameter in item.parameters
    }


def by_figure(rows: Iterable[MatrixRow], name: str, parameter: Parameter) -> list[MatrixRow]:
    """The rows by one of their figures, the worst first; those without it last."""
    sign = 1 if parameter.worst_is_least else -1
    return sorted(
        rows, key=lambda row: (name not in row.figures, sign * row.figures.get(name, Decimal(0)))
    )
