"""A portfolio's report as a workbook: every document, every gap, whatever their number."""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from office.colours import SOLID
from office.sheet_values import Value
from office.sheets import (
    Sheet,
    SheetColumn,
    add_facts,
    add_large_sheet,
    add_sheet,
    large_workbook_bytes,
    new_workbook,
)
from review.findings import GAPS, Verdict
from review.reports.parts import MARKS, TONE_OF_SEVERITY, TONE_OF_VERDICT, Fact
from review.reports.portfolio_parts import (
    portfolio_conclusion,
    portfolio_method_facts,
    scope_facts,
)
from review.reports.portfolio_report import PortfolioCounts, PortfolioReport, count_portfolio
from review.reports.severity import ISSUES
from review.reports.voice import Voice

_COUNTED = (
    Verdict.MISSING,
    Verdict.UNACCEPTABLE,
    Verdict.WEAK,
    Verdict.WAIVED,
    Verdict.PRESENT,
)


def write_portfolio_workbook(report: PortfolioReport, language: str) -> bytes:
    """The report as XLSX."""
    say = Voice(language)
    counts = count_portfolio(report)
    title = say("合同缺漏总览", "Portfolio gap report")
    book = new_workbook(f"{title} — {report.checklist.name(language)}")
    facts = (
        Fact(say("结论", "Conclusion"), portfolio_conclusion(report, counts, say)),
        *scope_facts(report, say),
        *portfolio_method_facts(report, say),
    )
    add_facts(book, say("摘要", "Summary"), facts)
    _add_items(book, report, counts, say)
    documents, gaps = _matrix(report, say), _gaps(report, say)
    add_large_sheet(book, documents, len(report.rows))
    add_large_sheet(book, gaps, sum(counts.by_severity[each] for each in ISSUES))
    return large_workbook_bytes(book, (documents, gaps))


def _add_items(
    book: Workbook, report: PortfolioReport, counts: PortfolioCounts, say: Voice
) -> None:
    columns = (
        SheetColumn(say("事项", "Item"), 36),
        SheetColumn(say("级别", "Level"), 14),
        *(SheetColumn(say.verdict(each), 14) for each in _COUNTED),
    )
    rows: Iterator[tuple[Value, ...]] = (
        (say.item(item), say.level(item.level), *(found[each] for each in _COUNTED))
        for item, found in zip(report.checklist.items, counts.by_item, strict=True)
    )
    sheet = add_sheet(book, Sheet(say("按事项", "By item"), columns, rows, frozen=1))
    _add_chart(sheet, len(report.checklist.items), say)


def _add_chart(sheet: Worksheet, items: int, say: Voice) -> None:
    """A bar for each item: what is missing, unacceptable, weak, waived and present."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = say("各事项的结论", "Verdicts by item")
    chart.height, chart.width = 4 + items * 0.55, 24
    data = Reference(sheet, min_col=3, max_col=2 + len(_COUNTED), min_row=1, max_row=items + 1)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=items + 1))
    for series, verdict in zip(chart.series, _COUNTED, strict=True):
        series.graphicalProperties.solidFill = SOLID[TONE_OF_VERDICT[verdict]]
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    sheet.add_chart(chart, "I2")


def _matrix(report: PortfolioReport, say: Voice) -> Sheet:
    columns = (
        SheetColumn(say("文件", "Document"), 44),
        SheetColumn(say("合同集", "Collection"), 18),
        SheetColumn(say("必备缺漏", "Mandatory gaps"), 9, upright=True),
        SheetColumn(say("缺漏", "Gaps"), 9, upright=True),
        SheetColumn(say("薄弱", "Weak"), 9, upright=True),
        SheetColumn(say("签核", "Signed off"), 9, upright=True),
        *(SheetColumn(say.item(item), 11, upright=True) for item in report.checklist.items),
    )
    words = {each: f"{MARKS[each]} {say.verdict(each)}" for each in Verdict}
    rows: Iterator[tuple[Value, ...]] = (
        (
            row.document.title,
            report.collections[row.document.collection_id],
            row.mandatory_gaps,
            row.gaps,
            row.weak,
            "✓" if row.signed else "",
            *(words[verdict] for verdict in row.verdicts),
        )
        for row in report.rows
    )
    tones = {MARKS[each]: TONE_OF_VERDICT[each] for each in (*GAPS, Verdict.PRESENT)}
    return Sheet(say("矩阵", "Matrix"), columns, rows, tones, frozen=1)


def _gaps(report: PortfolioReport, say: Voice) -> Sheet:
    columns = (
        SheetColumn(say("文件编号", "Number"), 10),
        SheetColumn(say("文件", "Document"), 44),
        SheetColumn(say("合同集", "Collection"), 18),
        SheetColumn(say("风险", "Risk"), 10),
        SheetColumn(say("结论", "Verdict"), 14),
        SheetColumn(say("级别", "Level"), 14),
        SheetColumn(say("事项", "Item"), 32),
        SheetColumn(say("法律依据", "Legal basis"), 32),
    )
    tones = {each.name_in(say.language): TONE_OF_SEVERITY[each] for each in ISSUES}
    title = say("缺漏清单", "Gaps")
    return Sheet(title, columns, _gap_rows(report, say), tones, frozen=2)


def _gap_rows(report: PortfolioReport, say: Voice) -> Iterator[tuple[Value, ...]]:
    said = {item.id: (say.level(item.level), say.item(item), say.laws(item))
            for item in report.checklist.items}  # fmt: skip
    for gap in report.gaps():
        yield (
            gap.document.id,
            gap.document.title,
            report.collections[gap.document.collection_id],
            gap.severity.name_in(say.language),
            f"{MARKS[gap.verdict]} {say.verdict(gap.verdict)}",
            *said[gap.item.id],
        )
