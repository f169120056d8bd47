"""A contract's report as a workbook: summary, findings, remarks, and what they rest on."""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from office.colours import Tone
from office.sheet_values import Value
from office.sheets import (
    Sheet,
    SheetColumn,
    add_facts,
    add_sheet,
    new_workbook,
    workbook_bytes,
)
from review.findings import Finding, Verdict
from review.reports.contract_cover import conclusion, cover_facts
from review.reports.contract_report import ContractReport
from review.reports.contract_summary import settled_name, where
from review.reports.method import method_facts
from review.reports.parts import MARKS, TONE_OF_SEVERITY, TONE_OF_VERDICT, Fact
from review.reports.severity import ISSUES, Severity, severity_of
from review.reports.voice import Voice


def write_contract_workbook(report: ContractReport, language: str) -> bytes:
    """The report as XLSX."""
    say = report.voice(language)
    book = new_workbook(
        f"{say('合同审查报告', 'Contract review report')} — {report.document.title}"
    )
    _add_summary(book, report, say)
    add_sheet(book, _findings(report, say))
    add_sheet(book, _remarks(report, say))
    add_facts(book, say("依据", "Basis"), method_facts(report, say))
    return workbook_bytes(book)


def _add_summary(book: Workbook, report: ContractReport, say: Voice) -> None:
    facts = [
        Fact(say("合同", "Contract"), report.document.title),
        Fact(say("结论", "Conclusion"), conclusion(report, say)),
        *cover_facts(report, say),
    ]
    sheet = add_facts(book, say("摘要", "Summary"), facts)
    first = len(facts) + 2
    sheet.append([])
    counts = [*((each.name_in(say.language) + say("风险", " risk"),
                 len(report.of_severity(each))) for each in ISSUES),
              (say.verdict(Verdict.PRESENT), len(report.of_verdict(Verdict.PRESENT))),
              (settled_name(say), report.settled)]  # fmt: skip
    for label, count in counts:
        sheet.append([label, count])
    chart = BarChart()
    chart.type, chart.legend = "bar", None
    chart.title = say("各风险等级的事项数", "Items by risk")
    chart.height, chart.width = 6, 16
    last = first + len(counts) - 1
    chart.add_data(Reference(sheet, min_col=2, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    sheet.add_chart(chart, f"A{last + 2}")


def _findings(report: ContractReport, say: Voice) -> Sheet:
    columns = (
        SheetColumn(say("序号", "No."), 6),
        SheetColumn(say("风险", "Risk"), 10),
        SheetColumn(say("结论", "Verdict"), 16),
        SheetColumn(say("级别", "Level"), 14),
        SheetColumn(say("事项", "Item"), 24),
        SheetColumn(say("问题", "Question"), 36),
        SheetColumn(say("位置", "Where"), 24),
        SheetColumn(say("原文与依据", "Passages"), 60),
        SheetColumn(say("法律依据", "Legal basis"), 24),
        SheetColumn(say("审查意见", "Guidance"), 50),
        SheetColumn(say("建议文字", "Suggested wording"), 60),
        SheetColumn(say("人工决定", "Decision"), 36),
    )
    ordered = [finding for each in Severity for finding in report.of_severity(each)]
    rows = (_finding_row(place, each, report, say) for place, each in enumerate(ordered, 1))
    tones = {each.name_in(say.language): TONE_OF_SEVERITY[each] for each in ISSUES}
    tones |= {MARKS[each]: TONE_OF_VERDICT[each] for each in Verdict
              if each is not Verdict.NOT_APPLICABLE}  # fmt: skip
    return Sheet(say("审查发现", "Findings"), columns, rows, tones, frozen=5)


def _finding_row(
    number: int, finding: Finding, report: ContractReport, say: Voice
) -> tuple[Value, ...]:
    item = finding.item
    weighs = severity_of(finding)
    idle = finding.verdict is Verdict.NOT_APPLICABLE
    return (
        number,
        "" if weighs is Severity.NONE else weighs.name_in(say.language),
        f"{MARKS[finding.verdict]} {say.verdict(finding.verdict)}",
        say.level(finding.level),
        say.item(item),
        item.question.text(say.language),
        "" if idle else where(finding, say),
        "\n".join(_passages(finding, say)),
        say.laws(item),
        item.guidance.text(say.language),
        report.suggestion(item, say.language).text,
        _decision(finding, say),
    )


def _decision(finding: Finding, say: Voice) -> str:
    if finding.decision is None:
        return ""
    said = f"{finding.decision.made_by}{say('：', ': ')}{say.decision(finding.decision)}"
    return f"{said}\n{say.lapse(finding.lapse)}" if finding.lapse else said


def _passages(finding: Finding, say: Voice) -> Iterator[str]:
    for objection in finding.objections:
        yield f"■ {objection.quote} — {objection.why.text(say.language)}"
    for figure in finding.figures:
        yield f"{figure.message(say.language)} — {figure.sentence}"
    if not finding.figures:
        for piece in finding.evidence[:3]:
            yield f"{say.place(piece.clause)} {say.quote(piece.clause, piece.quote)}".strip()
    for near in finding.nearest:
        place, quote = say.place(near.clause), say.quote(near.clause, near.quote)
        yield f"{place} {quote} — {near.explanation(say.language)}".strip()


def _remarks(report: ContractReport, say: Voice) -> Sheet:
    columns = (
        SheetColumn(say("性质", "Weight"), 10),
        SheetColumn(say("检查", "Check"), 20),
        SheetColumn(say("说明", "Remark"), 70),
        SheetColumn(say("位置", "Where"), 28),
        SheetColumn(say("原文", "Passage"), 70),
    )
    rows = (
        (
            say.weight(each.weight),
            say.check(each.check),
            each.message.text(say.language),
            say.place(each.clause),
            each.quote,
        )
        for each in report.remarks
    )
    tones = {say("缺陷", "Defect"): Tone.GRAVE, say("提示", "Note"): Tone.WARNING}
    return Sheet(say("引用与机械检查", "Laws and checks"), columns, rows, tones)
