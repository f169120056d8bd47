"""What ``review`` prints at a terminal."""

from collections.abc import Mapping, Sequence

import click

from contracts.clause import Clause
from contracts.decisions import Decision, DecisionKind
from contracts.document import Document
from review.checklist import Checklist, Level
from review.findings import GAPS, Evidence, Finding, Lapse, Verdict
from review.nearest import NearPassage
from review.parameters import Outcome
from review.remarks import Remark, Weight
from review.reviewing import Review
from webapp.cli.terminal import Terminal, plain, shorten
from webapp.cli.waiting import basis_name

QUOTE_COLUMNS = 120  # of a quotation shown at the terminal
MARKS = {
    Verdict.MISSING: ("●", "缺失", "missing", "red"),
    Verdict.UNACCEPTABLE: ("■", "不可接受", "unacceptable", "red"),
    Verdict.WEAK: ("◐", "薄弱", "weak", "yellow"),
    Verdict.PRESENT: ("○", "具备", "present", "green"),
    Verdict.WAIVED: ("◇", "已豁免", "waived", "white"),
    Verdict.NOT_APPLICABLE: ("–", "不适用", "not applicable", "white"),
}
WEIGHTS = {
    Weight.DEFECT: ("缺陷", "defect", "red"),
    Weight.NOTE: ("提示", "note", "yellow"),
}
DECISIONS: Mapping[DecisionKind, tuple[str, str]] = {
    DecisionKind.CONFIRMED: ("已确认", "confirmed"),
    DecisionKind.NOT_APPLICABLE: ("标为不适用", "said not to apply"),
    DecisionKind.WAIVED: ("已豁免", "waived"),
}
LAPSES: Mapping[Lapse, tuple[str, str]] = {
    Lapse.EXPIRED: ("豁免已到期", "the waiver has ended"),
    Lapse.ITEM_CHANGED: ("检查项已修改", "the item was edited"),
    Lapse.LAW_CHANGED: ("所依据的法律登记已修改", "the entry of a law behind it was edited"),
    Lapse.FOUND_OTHERWISE: ("审查结论与当时不同", "something else is found now"),
    Lapse.PASSAGE_GONE: ("当时依据的文字已不在", "the passage it rested on is gone"),
    Lapse.PASSAGE_ADDED: ("又有不可接受的文字", "more stands there that isn't acceptable"),
}


def print_title(
    terminal: Terminal, document: Document, checklist: Checklist, weights: str, why: str
) -> None:
    """The document, the checklist and why it was chosen."""
    title = click.style(plain(document.title), bold=True)
    by = basis_name(terminal, weights)
    click.echo(f"{title}  {checklist.name(terminal.language)} · {by}")
    click.echo(f"{click.style(why, dim=True)}\n" if why else "")


def print_findings(terminal: Terminal, findings: Sequence[Finding]) -> None:
    """The findings, the gravest first."""
    for verdict in MARKS:
        for level in Level:
            for finding in findings:
                if finding.verdict is verdict and finding.level is level:
                    _print_finding(terminal, finding)


def print_sign_off(terminal: Terminal, review: Review) -> None:
    """Who signed the review off, and whether that stands."""
    if not review.sign_offs:
        return
    last = review.sign_offs[-1]
    zh, en = ("有效", "it stands") if review.signed else ("须重新签核", "to be signed again")
    day = last.signed_at.astimezone().date()
    terminal.say(
        f"签核：{last.signed_by}，{day}（{zh}）", f"signed off by {last.signed_by}, {day} ({en})"
    )


def _print_decision(terminal: Terminal, decision: Decision, lapse: Lapse | None) -> None:
    said = terminal.words(*DECISIONS[decision.kind])
    parts = [f"{decision.made_by}: {said}", decision.deed.reason, decision.deed.approver]
    if decision.deed.expires_on:
        until = decision.deed.expires_on
        parts.append(terminal.words(f"至 {until}", f"until {until}"))
    line = plain(" · ".join(filter(None, parts)))
    if lapse:
        again = terminal.words("须重新决定：", "to be decided again: ")
        line += f" — {again}{terminal.words(*LAPSES[lapse])}"
    click.echo(f"    ✎ {line}")


def _print_finding(terminal: Terminal, finding: Finding) -> None:
    mark, zh, en, colour = MARKS[finding.verdict]
    item = finding.item
    must = terminal.words("必备", "mandatory") if item.level is Level.MANDATORY else ""
    label = " · ".join(filter(None, (terminal.words(zh, en), must)))
    question = item.question.text(terminal.language)
    click.echo(f"{click.style(f'{mark} {label}', fg=colour)}  {question}  ({item.id})")
    if finding.decision:
        _print_decision(terminal, finding.decision, finding.lapse)
    if finding.verdict in (Verdict.WAIVED, Verdict.NOT_APPLICABLE):
        return
    if finding.verdict is Verdict.WEAK:
        for piece in finding.evidence[:1]:
            _print_passage(terminal, piece, piece.explanation(terminal.language))
    for passage in finding.nearest:
        _print_passage(terminal, passage, passage.explanation(terminal.language))
    for figure in finding.figures:
        said = figure.message(terminal.language)
        if figure.outcome is Outcome.BEYOND and figure.parameter.why:
            said += f" — {figure.parameter.why.text(terminal.language)}"
        _print_quote(terminal, figure.clause, figure.sentence, said)
    for objection in finding.objections:
        _print_quote(
            terminal, objection.clause, objection.quote, objection.why.text(terminal.language)
        )
    if finding.verdict in GAPS:
        basis = ", ".join(map(str, item.legal_basis))
        guidance = item.guidance.text(terminal.language)
        click.echo(f"    → {guidance}{f' [{basis}]' if basis else ''}")
    elif finding.verdict is Verdict.PRESENT:
        _print_passage(terminal, finding.evidence[0])


def _print_passage(
    terminal: Terminal, passage: Evidence | NearPassage, explanation: str = ""
) -> None:
    _print_quote(terminal, passage.clause, passage.quote, explanation)


def _print_quote(terminal: Terminal, clause: Clause, quote: str, explanation: str) -> None:
    shown = shorten(quote, QUOTE_COLUMNS)
    number, page = clause.number_label, clause.page
    before = f"{number} … " if number and not shown.startswith(number) else ""
    at = terminal.words(f"（第 {page} 页）", f" (p. {page})") if page else ""
    why = f" — {explanation}" if explanation else ""
    click.echo(f"    {before}{shown}{at}{why}")


def print_remarks(terminal: Terminal, remarks: Sequence[Remark]) -> None:
    """What cited laws and mechanical checks remark on."""
    if remarks:
        title = terminal.words("法律引用与机械检查", "Laws cited, mechanical checks")
        click.echo("\n" + click.style(title, bold=True))
    for remark in remarks:
        zh, en, colour = WEIGHTS[remark.weight]
        label = click.style(terminal.words(zh, en), fg=colour)
        click.echo(f"{label}  {plain(remark.message.text(terminal.language))}")
        _print_quote(terminal, remark.clause, remark.quote, "")


def summary(findings: Sequence[Finding]) -> tuple[str, str]:
    """The counts, in Chinese and in English."""
    counts = {verdict: sum(finding.verdict is verdict for finding in findings) for verdict in MARKS}
    grave = sum(finding.grave for finding in findings)
    missing, unacceptable, weak, present, waived, idle = counts.values()
    return (
        f"\n缺失 {missing}，不可接受 {unacceptable}（其中必备 {grave}），薄弱 {weak}，"
        f"具备 {present}，已豁免 {waived}，不适用 {idle}",
        f"\n{missing} missing, {unacceptable} unacceptable ({grave} mandatory), {weak} weak, "
        f"{present} present, {waived} waived, {idle} not applicable",
    )
