"""A contract's report in words, section by section."""

from collections.abc import Iterator

from contracts.clause import Clause
from office.colours import Tone
from review.findings import Finding, Verdict
from review.remarks import Weight
from review.reports.cards import card_of
from review.reports.contract_cover import cover
from review.reports.contract_report import ContractReport
from review.reports.contract_summary import risk_of, summary
from review.reports.method import contract_method
from review.reports.parts import (
    MARKS,
    TONE_OF_VERDICT,
    Cell,
    Column,
    Heading,
    Layout,
    Paragraph,
    Part,
    Table,
)
from review.reports.severity import ISSUES
from review.reports.voice import Voice


def contract_layout(report: ContractReport, language: str) -> Layout:
    """The report in words, in one of the two languages ("zh" or "en")."""
    say = report.voice(language)
    name = say("合同审查报告", "Contract review report")
    parts = (
        cover(report, say, name),
        *summary(report, say),
        *_issues(report, say),
        *_remarks(report, say),
        *_present(report, say),
        *_decisions(report, say),
        Heading(say("六、审查范围与方法", "6  What was checked and how")),
        *contract_method(report, say),
    )
    footer = f"{report.circumstances.program} · {say.moment(report.circumstances.moment)}"
    return Layout(f"{name} — {report.document.title}", language, footer, parts)


def _issues(report: ContractReport, say: Voice) -> Iterator[Part]:
    yield Heading(say("二、审查发现", "2  Findings"))
    number = 0
    for each in ISSUES:
        findings = report.of_severity(each)
        if findings:
            total = say(f"（{len(findings)} 项）", f" ({len(findings)})")
            yield Heading(risk_of(each, say) + total, 2)
        for finding in findings:
            number += 1
            yield card_of(number, finding, report, say)
    if not number:
        yield Paragraph(say("没有发现问题。", "No issues were found."))


def _remarks(report: ContractReport, say: Voice) -> Iterator[Part]:
    yield Heading(say("三、法律引用与机械检查", "3  Laws cited and mechanical checks"))
    if not report.remarks:
        yield Paragraph(say("没有需要说明的事项。", "Nothing to remark."))
        return
    yield Table(
        (
            Column(say("性质", "Weight"), 0.13),
            Column(say("检查", "Check"), 0.14),
            Column(say("说明", "Remark"), 0.39),
            Column(say("原文", "Passage"), 0.34),
        ),
        [
            (
                Cell(say.weight(each.weight),
                     Tone.GRAVE if each.weight is Weight.DEFECT else Tone.WARNING),
                Cell(say.check(each.check)),
                Cell(each.message.text(say.language)),
                Cell(_quoted(each.clause, each.quote, say)),
            )
            for each in report.remarks
        ],
    )  # fmt: skip


def _quoted(clause: Clause, quote: str, say: Voice) -> str:
    place = say.place(clause)
    return f"{place}{say('：', ': ')}{say.quote(clause, quote)}" if place else quote


def _present(report: ContractReport, say: Voice) -> Iterator[Part]:
    yield Heading(say("四、已具备的事项", "4  What is provided for"))
    rows = [
        (
            Cell(say.item(finding.item)),
            Cell(say.level(finding.level)),
            Cell(_quoted(finding.evidence[0].clause, finding.evidence[0].quote, say)),
        )
        for finding in report.of_verdict(Verdict.PRESENT)
    ]
    if rows:
        columns = (
            Column(say("事项", "Item"), 0.24),
            Column(say("级别", "Level"), 0.17),
            Column(say("原文依据", "Evidence"), 0.6),
        )
        yield Table(columns, rows)
    else:
        yield Paragraph(say("没有。", "None."))
    idle = [_with_reasons(each, say) for each in report.of_verdict(Verdict.NOT_APPLICABLE)]
    if idle:
        yield Paragraph(say("不适用：", "Not applicable: ") + say.listed(idle), soft=True)


def _with_reasons(finding: Finding, say: Voice) -> str:
    """The item, and why it isn't asked; a person's reason is listed with the decisions."""
    reasons = say.reasons(finding)
    said = say.item(finding.item)
    return say(f"{said}（{reasons}）", f"{said} ({reasons})") if reasons else said


def _decisions(report: ContractReport, say: Voice) -> Iterator[Part]:
    yield Heading(say("五、人工决定", "5  Decisions by people"))
    if not report.decided:
        yield Paragraph(say("没有。", "None."))
        return
    columns = (
        Column(say("事项", "Item"), 0.22),
        Column(say("审查结论", "Found"), 0.15),
        Column(say("决定", "Decision"), 0.39),
        Column(say("决定人", "By"), 0.24),
    )
    yield Table(columns, [_decision_row(finding, say) for finding in report.decided])


def _decision_row(finding: Finding, say: Voice) -> tuple[Cell, ...]:
    decision = finding.decision
    if decision is None:
        raise ValueError("nobody decided on this finding")
    lapse = f"\n{say.lapse(finding.lapse)}" if finding.lapse else ""
    return (
        Cell(say.item(finding.item)),
        Cell(
            f"{MARKS[finding.found]} {say.verdict(finding.found)}", TONE_OF_VERDICT[finding.found]
        ),
        Cell(say.decision(decision) + lapse, Tone.WARNING if lapse else Tone.PLAIN),
        Cell(f"{decision.made_by}\n{say.moment(decision.made_at)}"),
    )
