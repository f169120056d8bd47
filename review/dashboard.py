"""The dashboard: gaps by type, collection and year, repealed laws, and the trend over time.

Everything is counted from the summaries of the documents that a person may see.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.document import Document
from review.checklist import ChecklistItem, Checklists, Level
from review.findings import GRAVE, Verdict
from store.summaries import Summary

MONTHS = 12  # shown of the trend


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document with the summary of its review, and the day on which it was received."""

    document: Document
    summary: Summary
    received: date


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: how many gaps, mandatory ones among them, in how many documents.

    ``key`` is what the line is about: a clause type, a collection's id, a year, a law. Of a type,
    ``checklist`` and ``item`` say where most of it is found.
    """

    key: str
    gaps: int
    mandatory: int
    documents: int
    checklist: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """How many of today's gaps were open at a month's end, and how many had been closed."""

    month: str  # "2026-03"
    open: int
    closed: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The dashboard's charts; each has its gravest line first, but years stand in their order."""

    documents: int
    signed: int
    gaps: int
    mandatory: int
    closed: int
    by_type: Sequence[Bar]
    by_collection: Sequence[Bar]
    by_year: Sequence[Bar]
    repealed: Sequence[Bar]
    trend: Sequence[Month]


def dashboard(
    reviewed: Iterable[Reviewed],
    today: date,
    checklists: Checklists,
) -> Dashboard:
    """Count the gaps of these reviews for all charts."""
    known = {
        name: {item.id: item for item in checklist.items} for name, checklist in checklists.items()
    }
    entries = tuple(reviewed)
    gaps = [
        (each, item)
        for each in entries
        for item in _open(each.summary, known.get(each.summary.checklist, {}))
    ]
    return Dashboard(
        documents=sum(each.summary.checklist in known for each in entries),
        signed=sum(each.summary.signed for each in entries),
        gaps=len(gaps),
        mandatory=sum(item.level is Level.MANDATORY for _, item in gaps),
        closed=sum(len(each.summary.closed) for each in entries),
        by_type=_bars((item.clause_types[0], each, item) for each, item in gaps),
        by_collection=_bars((str(each.document.collection_id), each, item) for each, item in gaps),
        by_year=sorted(
            _bars((_year(each.document), each, item) for each, item in gaps),
            key=lambda bar: (not bar.key, bar.key),  # what bears no date last
        ),
        repealed=_laws(entries),
        trend=_trend(entries, gaps, today),
    )


def _open(summary: Summary, items: Mapping[str, ChecklistItem]) -> Iterator[ChecklistItem]:
    for item_id, verdict in summary.verdicts.items():
        if Verdict(verdict) in GRAVE and item_id in items:
            yield items[item_id]


def _bars(gaps: Iterable[tuple[str, Reviewed, ChecklistItem]]) -> list[Bar]:
    """One bar a key, the most gaps first."""
    found: dict[str, list[tuple[Reviewed, ChecklistItem]]] = defaultdict(list)
    for key, each, item in gaps:
        found[key].append((each, item))
    bars = [_bar(key, held) for key, held in found.items()]
    return sorted(bars, key=lambda bar: (-bar.gaps, -bar.mandatory, bar.key))


def _bar(key: str, held: Sequence[tuple[Reviewed, ChecklistItem]]) -> Bar:
    places = Counter((each.summary.checklist, item.id) for each, item in held)
    ((checklist, item_id), _count) = places.most_common(1)[0]
    return Bar(
        key,
        gaps=len(held),
        mandatory=sum(item.level is Level.MANDATORY for _, item in held),
        documents=len({each.document.id for each, _ in held}),
        checklist=checklist,
        item=item_id,
    )


def _laws(entries: Iterable[Reviewed]) -> list[Bar]:
    """How many documents cite each law that is no longer in force."""
    counts = Counter(law for each in entries for law in each.summary.repealed)
    return [Bar(law, count, 0, count) for law, count in counts.most_common()]


def _year(document: Document) -> str:
    """The year in which the document was made, "" where no date is known."""
    made = document.agreement_date or document.effective_date
    return str(made.year) if made else ""


def _trend(
    entries: Iterable[Reviewed],
    gaps: Iterable[tuple[Reviewed, ChecklistItem]],
    today: date,
) -> list[Month]:
    """The trend: a gap is open from the day its document came until a person closes it."""
    came = Counter(_month(each.received) for each, _ in gaps)
    closed: Counter[str] = Counter()
    for each in entries:
        for day in each.summary.closed.values():
            came[_month(each.received)] += 1
            closed[_month(max(day, each.received))] += 1
    months = [_back(today, steps) for steps in reversed(range(MONTHS))]
    return [
        Month(
            month,
            sum(count for when, count in came.items() if when <= month)
            - sum(count for when, count in closed.items() if when <= month),
            closed[month],
        )
        for month in months
    ]


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _back(today: date, steps: int) -> str:
    """The month that lies so many months back."""
    years, month = divmod(today.year * 12 + today.month - 1 - steps, 12)
    return f"{years:04}-{month + 1:02}"
