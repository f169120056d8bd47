"""The summary of a contract's report: counts, bars and a table of its issues."""

from collections.abc import Iterator

from office.colours import Tone
from review.checklist import Level
from review.findings import Finding, Verdict
from review.reports.contract_report import ContractReport
from review.reports.parts import (
    MARKS,
    TONE_OF_SEVERITY,
    TONE_OF_VERDICT,
    Bar,
    Bars,
    Cell,
    Column,
    Count,
    Heading,
    Part,
    Table,
    Tally,
)
from review.reports.severity import ISSUES, Severity, severity_of
from review.reports.voice import Voice


def summary(report: ContractReport, say: Voice) -> Iterator[Part]:
    """The section: how many issues of which severity, verdicts by level, all issues in a table."""
    yield Heading(say("一、摘要", "1  Summary"))
    risks = (
        Count(risk_of(each, say), len(report.of_severity(each)), TONE_OF_SEVERITY[each])
        for each in ISSUES
    )
    present = len(report.of_verdict(Verdict.PRESENT))
    yield Tally(
        (
            *risks,
            Count(say("具备", "Present"), present, Tone.GOOD),
            Count(settled_name(say), report.settled, Tone.PLAIN),
            Count(say("其他缺陷", "Other defects"), report.defects, Tone.PLAIN),
        )
    )
    yield Bars(
        say("各级事项的结论", "Verdicts by level"),
        tuple(_level_bar(report, level, say) for level in Level),
        max(sum(each.level is level for each in report.findings) for level in Level),
    )
    issues = [finding for each in ISSUES for finding in report.of_severity(each)]
    if issues:
        yield Heading(say("问题一览", "Issues at a glance"), 2)
        yield Table(
            (
                Column(say("序号", "No."), 0.07),
                Column(say("风险", "Risk"), 0.13),
                Column(say("事项", "Item"), 0.25),
                Column(say("结论", "Verdict"), 0.26),
                Column(say("位置", "Where"), 0.29),
            ),
            [_issue_row(number, finding, say) for number, finding in enumerate(issues, 1)],
        )


def settled_name(say: Voice) -> str:
    """What the items are called that are no issue because of a decision or a condition."""
    return say("豁免、不适用", "Waived, not applicable")


def risk_of(each: Severity, say: Voice) -> str:
    """A severity as a heading names it."""
    return each.name_in(say.language) + say("风险", " risk")


def _level_bar(report: ContractReport, level: Level, say: Voice) -> Bar:
    held = [finding for finding in report.findings if finding.level is level]
    counts = (
        Count(say.verdict(each), sum(finding.verdict is each for finding in held),
              TONE_OF_VERDICT[each])
        for each in Verdict
    )  # fmt: skip
    kept = tuple(count for count in counts if count.number)
    return Bar(say.level(level), kept, say(f"{len(held)} 项", f"{len(held)} items"))


def _issue_row(number: int, finding: Finding, say: Voice) -> tuple[Cell, ...]:
    weighs = severity_of(finding)
    return (
        Cell(str(number)),
        Cell(weighs.name_in(say.language), TONE_OF_SEVERITY[weighs]),
        Cell(say.item(finding.item)),
        Cell(f"{MARKS[finding.verdict]} {say.badge(finding)}", TONE_OF_VERDICT[finding.verdict]),
        Cell(where(finding, say)),
    )


def where(finding: Finding, say: Voice) -> str:
    """The places that a finding is about, in a few words."""
    clauses = [figure.clause for figure in finding.beyond]
    clauses += [objection.clause for objection in finding.objections]
    if not clauses:
        clauses = [piece.clause for piece in finding.evidence[:2]]
    places = dict.fromkeys(say.place(clause) for clause in clauses)
    if not any(places):
        return say("全文未见约定", "nowhere in the text") if finding.nearest == () else say(
            "全文未见约定，相近条款见后", "nowhere; nearest passages below"
        )  # fmt: skip
    return say("；", "; ").join(filter(None, places))
