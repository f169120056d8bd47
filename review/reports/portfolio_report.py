"""PortfolioReport: what many contracts lack, counted by item and by severity."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.document import Document
from review.checklist import Checklist, ChecklistItem
from review.findings import GAPS, GRAVE, Verdict
from review.matrix import MatrixRow
from review.reports.contract_report import Circumstances
from review.reports.severity import Severity, severity

_ORDER = {each: place for place, each in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that a document lacks, touches, or has in a way that can't be accepted."""

    document: Document
    item: ChecklistItem
    verdict: Verdict

    @property
    def severity(self) -> Severity:
        """How much the gap weighs."""
        return severity(self.verdict, self.item.level)


@dataclass(frozen=True, slots=True)
class PortfolioReport:
    """Many documents against one checklist; ``rows`` in the order in which they are shown.

    ``collections`` are names by id. ``scope`` says in the report's language which documents were
    asked for. ``not_final`` counts those that the encoder has still to read or that aren't
    summarised yet.
    """

    checklist: Checklist
    rows: Sequence[MatrixRow]
    collections: Mapping[int, str]
    scope: str
    not_final: int
    circumstances: Circumstances

    def gaps(self) -> Iterator[Gap]:
        """Every gap, document by document."""
        for row in self.rows:
            yield from self.gaps_of(row)

    def gaps_of(self, row: MatrixRow) -> Iterator[Gap]:
        """The gaps of one document, the gravest first."""
        held = [
            Gap(row.document, item, verdict)
            for item, verdict in zip(self.checklist.items, row.verdicts, strict=True)
            if verdict in GAPS
        ]
        yield from sorted(held, key=lambda gap: _ORDER[gap.severity])


@dataclass(frozen=True, slots=True)
class PortfolioCounts:
    """What is counted in a portfolio once, for all that a report says of it.

    ``by_item`` are the verdicts on each item of the checklist; ``grave`` counts the documents in
    which so many mandatory items are missing or unacceptable.
    """

    by_item: tuple[Counter[Verdict], ...]
    by_severity: Counter[Severity]
    grave: Counter[int]
    signed: int

    def gaps_of(self, place: int) -> int:
        """In how many documents this checklist item is missing or unacceptable."""
        return sum(self.by_item[place][verdict] for verdict in GRAVE)

    @property
    def with_grave(self) -> int:
        """How many documents have a gap in something mandatory."""
        return sum(count for missing, count in self.grave.items() if missing)


def count_portfolio(report: PortfolioReport) -> PortfolioCounts:
    """Count the verdicts of all documents."""
    items = report.checklist.items
    by_item = tuple(
        Counter(row.verdicts[column] for row in report.rows) for column in range(len(items))
    )
    by_severity: Counter[Severity] = Counter()
    for item, counts in zip(items, by_item, strict=True):
        for verdict, count in counts.items():
            by_severity[severity(verdict, item.level)] += count
    return PortfolioCounts(
        by_item,
        by_severity,
        grave=Counter(row.mandatory_gaps for row in report.rows),
        signed=sum(row.signed for row in report.rows),
    )
