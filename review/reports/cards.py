"""A finding as a card: what it is found to be, what speaks for it, and what to write instead."""

from collections.abc import Iterator

from review.figures import Figure
from review.findings import Finding, Verdict
from review.parameters import Outcome
from review.reports.contract_report import ContractReport
from review.reports.parts import MARKS, TONE_OF_SEVERITY, Card, Passage, Section
from review.reports.severity import severity_of
from review.reports.voice import Voice

WEAK_SHOWN = 3  # passages of weak evidence; more would bury the point


def card_of(number: int, finding: Finding, report: ContractReport, say: Voice) -> Card:
    """The card of a finding, with its number in the report."""
    item = finding.item
    suggestion = report.suggestion(item, say.language)
    sections = (
        *_evidence(finding, say),
        *_decision(finding, say),
        Section(say("审查意见", "Guidance"), text=item.guidance.text(say.language)),
        Section(say.suggested(suggestion.title), text=suggestion.text, wording=True),
    )
    return Card(
        title=f"{number}. {say.item(item)}",
        badge=f"{MARKS[finding.verdict]} {say.badge(finding)}",
        tone=TONE_OF_SEVERITY[severity_of(finding)],
        question=item.question.text(say.language),
        basis=say.laws(item),
        sections=sections,
    )


def _evidence(finding: Finding, say: Voice) -> Iterator[Section]:
    if finding.objections:
        passages = tuple(
            Passage(
                say.place(each.clause),
                say.quote(each.clause, each.quote),
                each.why.text(say.language),
            )
            for each in finding.objections
        )
        yield Section(say("不可接受的文字", "Words that are not acceptable"), passages)
    if finding.telling_figures:
        passages = tuple(
            Passage(
                say.place(each.clause), say.quote(each.clause, each.sentence), _figure(each, say)
            )
            for each in finding.telling_figures
        )
        yield Section(say("数值", "Figures"), passages)
    elif finding.evidence:
        passages = tuple(
            Passage(
                say.place(each.clause),
                say.quote(each.clause, each.quote),
                each.explanation(say.language) if finding.verdict is Verdict.WEAK else "",
            )
            for each in finding.evidence[:WEAK_SHOWN]
        )
        yield Section(say("原文依据", "Evidence"), passages)
    if finding.nearest:
        passages = tuple(
            Passage(
                say.place(each.clause),
                say.quote(each.clause, each.quote),
                each.explanation(say.language),
            )
            for each in finding.nearest
        )
        title = say("最接近的条款，以及为什么不算", "Nearest passages, and why they do not count")
        yield Section(title, passages)


def _decision(finding: Finding, say: Voice) -> Iterator[Section]:
    if finding.decision:
        made = f"{finding.decision.made_by} {say.moment(finding.decision.made_at)}"
        lapse = say.lapse(finding.lapse) if finding.lapse else ""
        passage = Passage(made, say.decision(finding.decision), lapse)
        yield Section(say("人工决定", "Decided"), (passage,))


def _figure(figure: Figure, say: Voice) -> str:
    said = figure.message(say.language)
    if figure.outcome is Outcome.BEYOND:
        why = figure.parameter.why.text(say.language) if figure.parameter.why else ""
        return say("■ 超出限值　", "■ Beyond the limit  ") + said + (f" — {why}" if why else "")
    return said
