"""The charts of a portfolio: documents by what they lack, and what is found on each item."""

from collections.abc import Iterator

from office.colours import Tone
from review.findings import Verdict
from review.reports.parts import TONE_OF_VERDICT, Bar, Bars, Count, Part
from review.reports.portfolio_report import PortfolioCounts, PortfolioReport
from review.reports.voice import Voice

ORDER = (
    Verdict.MISSING,
    Verdict.UNACCEPTABLE,
    Verdict.WEAK,
    Verdict.PRESENT,
    Verdict.WAIVED,
    Verdict.NOT_APPLICABLE,
)
_MANY = 10**6
_CLASSES = ((0, 0), (1, 1), (2, 2), (3, 5), (6, _MANY))  # mandatory gaps


def charts(report: PortfolioReport, counts: PortfolioCounts, say: Voice) -> Iterator[Part]:
    """Two charts: how many documents lack how much, and which items are missing most."""
    documents = len(report.rows)
    ranked = sorted(
        range(len(counts.by_item)),
        key=lambda at: (-counts.gaps_of(at), -counts.by_item[at][Verdict.WEAK]),
    )
    yield Bars(
        say("文件按必备缺漏的项数", "Documents by mandatory gaps"),
        tuple(
            Bar(_class_name(low, high, say), (_documents(counts, low, high, say),))
            for low, high in _CLASSES
        ),
        max((_documents(counts, *each, say).number for each in _CLASSES), default=1),
    )
    yield Bars(
        say("各事项的结论（缺漏最多的在前）", "Verdicts by item, most gaps first"),
        tuple(_item_bar(report, counts, at, say) for at in ranked),
        documents,
    )


def _class_name(low: int, high: int, say: Voice) -> str:
    if low == high:
        return say(f"{low} 项", f"{low}")
    return say(f"{low} 至 {high} 项", f"{low} to {high}") if high < _MANY else say(
        f"{low} 项以上", f"{low} or more"
    )  # fmt: skip


def _documents(counts: PortfolioCounts, low: int, high: int, say: Voice) -> Count:
    number = sum(count for missing, count in counts.grave.items() if low <= missing <= high)
    return Count(say("文件", "Documents"), number, Tone.GRAVE if low else Tone.GOOD)


def _item_bar(report: PortfolioReport, counts: PortfolioCounts, at: int, say: Voice) -> Bar:
    found = counts.by_item[at]
    asked = sum(found.values()) - found[Verdict.NOT_APPLICABLE]
    share = f"{counts.gaps_of(at) / asked:.0%}" if asked else "–"
    bars = tuple(
        Count(say.verdict(each), found[each], TONE_OF_VERDICT[each])
        for each in ORDER
        if found[each]
    )
    return Bar(say.item(report.checklist.items[at]), bars, say(f"缺漏 {share}", f"{share} gaps"))
