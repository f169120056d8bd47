"""What ``review`` prints at a terminal."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from contracts.clause import Clause
from contracts.decisions import Decision
from contracts.document import Document
from office.colours import Tone
from review.applicable_law import other_law
from review.checklist import Checklist, Level
from review.findings import GAPS, Evidence, Finding, Lapse, Verdict
from review.nearest import NearPassage
from review.parameters import Outcome
from review.remarks import Remark, Weight
from review.reports.parts import MARKS, TONE_OF_VERDICT
from review.reports.voice import Voice
from webapp.cli.basis import basis_name
from webapp.cli.terminal import Terminal, plain, shorten

if TYPE_CHECKING:
    from review.reviewing import Review

QUOTE_COLUMNS = 120  # of a quotation shown at the terminal
_COLOURS = {
    Tone.REFUSED: "red",
    Tone.GRAVE: "red",
    Tone.WARNING: "yellow",
    Tone.NOTE: "white",
    Tone.GOOD: "green",
    Tone.PLAIN: "white",
}
_WEIGHT_COLOURS = {Weight.DEFECT: "red", Weight.NOTE: "yellow"}


def print_title(
    terminal: Terminal, document: Document, checklist: Checklist, weights: str, why: str
) -> None:
    """The document, the checklist and why it was chosen."""
    title = click.style(plain(document.title), bold=True)
    by = basis_name(terminal, weights)
    click.echo(f"{title}  {checklist.name(terminal.language)} · {by}")
    other = other_law(document)
    notes = [why, other.text(terminal.language) if other else ""]
    for note in filter(None, notes):
        click.echo(click.style(plain(note), dim=True))
    click.echo()


def print_findings(terminal: Terminal, findings: Sequence[Finding]) -> None:
    """The findings, the gravest first."""
    for verdict in MARKS:
        for level in Level:
            for finding in findings:
                if finding.verdict is verdict and finding.level is level:
                    _print_finding(terminal, finding)


def print_sign_off(terminal: Terminal, review: "Review") -> None:
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
    say = Voice(terminal.language)
    line = plain(say(f"{decision.made_by}：", f"{decision.made_by}: ") + say.decision(decision))
    click.echo(f"    ✎ {line}{f' — {say.lapse(lapse)}' if lapse else ''}")


def _print_finding(terminal: Terminal, finding: Finding) -> None:
    item = finding.item
    badge = f"{MARKS[finding.verdict]} {Voice(terminal.language).badge(finding)}"
    label = click.style(badge, fg=_COLOURS[TONE_OF_VERDICT[finding.verdict]])
    click.echo(f"{label}  {item.question.text(terminal.language)}  ({item.id})")
    if finding.decision:
        _print_decision(terminal, finding.decision, finding.lapse)
    if finding.unmet:
        click.echo(f"    {Voice(terminal.language).reasons(finding)}")
    if finding.verdict in (Verdict.WAIVED, Verdict.NOT_APPLICABLE):
        return
    if finding.verdict is Verdict.WEAK:
        for piece in finding.evidence[:1]:
            _print_passage(terminal, piece, piece.explanation(terminal.language))
    for passage in finding.nearest:
        _print_passage(terminal, passage, passage.explanation(terminal.language))
    for figure in finding.telling_figures:
        said = figure.message(terminal.language)
        if figure.outcome is Outcome.BEYOND and figure.parameter.why:
            said += f" — {figure.parameter.why.text(terminal.language)}"
        _print_quote(terminal, figure.clause, figure.sentence, said)
    for objection in finding.objections:
        _print_quote(
            terminal, objection.clause, objection.quote, objection.why.text(terminal.language)
        )
    if finding.verdict in GAPS:
        basis = "; ".join(each.cited(terminal.language) for each in item.legal_basis)
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
        title = terminal.words("法律引用与机械检查", "Laws cited and mechanical checks")
        click.echo("\n" + click.style(title, bold=True))
    for remark in remarks:
        weight = Voice(terminal.language).weight(remark.weight)
        label = click.style(weight, fg=_WEIGHT_COLOURS[remark.weight])
        click.echo(f"{label}  {plain(remark.message.text(terminal.language))}")
        _print_quote(terminal, remark.clause, remark.quote, "")


def summary(findings: Sequence[Finding]) -> tuple[str, str]:
    """The counts, in Chinese and in English."""
    counts = Counter(finding.verdict for finding in findings)
    grave = sum(finding.grave for finding in findings)
    chinese, english = Voice("zh"), Voice("en")
    return (
        "\n"
        + "，".join(f"{chinese.verdict(each)} {counts[each]}" for each in MARKS)
        + f"；缺失或不可接受的必备项 {grave}",
        "\n"
        + ", ".join(f"{english.verdict(each)} {counts[each]}" for each in MARKS)
        + f"; mandatory items missing or unacceptable: {grave}",
    )
