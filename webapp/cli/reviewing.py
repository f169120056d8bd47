"""``review``: what a checklist finds missing in a document, or in a file that is not stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from contracts.clause import Clause, Tag
from contracts.document import Document, DocumentKind
from contracts.errors import NotFound
from contracts.visibility import Visible
from ingest.scoring import tags_by_encoder
from review.checklist import CHECKLISTS, Checklist, Level
from review.choice import choose_checklist, why_chosen
from review.findings import Evidence, Finding, Verdict, find_gaps
from review.mechanical import remarks_on
from review.nearest import NearPassage
from review.parameters import Outcome
from review.remarks import Remark, Weight
from store.documents import get_document
from store.readings import clauses_of, tags_of
from webapp.cli.files import NOT_STORED, read_unstored
from webapp.cli.reading import readable_version
from webapp.cli.review_json import review_json
from webapp.cli.terminal import Terminal, as_json, plain, shorten
from webapp.cli.waiting import basis_name, read_by_encoder
from webapp.pages.fact_values import stored_parties
from webapp.services import open_encoder, open_parsers

EVERYTHING = Visible.everything()
QUOTE_COLUMNS = 120  # of a quotation shown at the terminal
MARKS = {
    Verdict.MISSING: ("●", "缺失", "missing", "red"),
    Verdict.UNACCEPTABLE: ("■", "不可接受", "unacceptable", "red"),
    Verdict.WEAK: ("◐", "薄弱", "weak", "yellow"),
    Verdict.PRESENT: ("○", "具备", "present", "green"),
    Verdict.NOT_APPLICABLE: ("–", "不适用", "not applicable", "white"),
}
WEIGHTS = {
    Weight.DEFECT: ("缺陷", "defect", "red"),
    Weight.NOTE: ("提示", "note", "yellow"),
}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is reviewed: a stored document's newest readable version, or a file."""

    document: Document
    clauses: Sequence[Clause]
    tags: Mapping[str, Sequence[Tag]]
    weights: str  # what the tags rest on, "" for rules alone


@click.command()
@click.argument("document_or_file")
@click.option(
    "--checklist", "checklist_id", type=click.Choice(list(CHECKLISTS)),
    help="The checklist; else the one for the contract type. 检查清单；默认按合同类型选用。",
)  # fmt: skip
@as_json
@click.pass_obj
@click.pass_context
def review(
    context: click.Context,
    terminal: Terminal,
    document_or_file: str,
    checklist_id: str | None,
    json_: bool,
) -> None:
    """Review a document (its number) or a file for missing clauses. 检查文件缺少哪些条款。

    A file is read in a guarded process and not stored. The encoder, where one is installed, reads
    now what it has not read before. The exit code is 3 where a mandatory item is missing or
    unacceptable, else 0.
    """
    stored = document_or_file.isdecimal()
    if stored:
        subject = _stored(terminal, int(document_or_file))
    else:
        subject = _read(terminal, Path(document_or_file))
    checklist = _checklist(subject.document, checklist_id)
    findings = find_gaps(checklist, subject.document, subject.clauses, subject.tags)
    remarks = remarks_on(subject.document, subject.clauses)
    if json_:
        number = subject.document.id if stored else None
        terminal.print_json(review_json(number, checklist, subject.weights, findings, remarks))
    else:
        why = "" if checklist_id else _why_chosen(terminal, checklist, subject.document)
        _print_findings(terminal, subject, checklist, findings, why)
        _print_remarks(terminal, remarks)
        terminal.say(*_summary(findings))
    if any(finding.grave for finding in findings):
        context.exit(3)


def _stored(terminal: Terminal, number: int) -> _Subject:
    with terminal.services() as services:
        with services.database.read() as connection:
            document = get_document(connection, number, EVERYTHING)
            version = readable_version(connection, document)
        basis = read_by_encoder(terminal, services, version)
        with services.database.read() as connection:
            clauses = clauses_of(connection, version.id, EVERYTHING)
            tags = tags_of(connection, version.id, EVERYTHING)
    return _Subject(document, clauses, tags, basis.weights)


def _read(terminal: Terminal, path: Path) -> _Subject:
    settings = terminal.settings()
    with open_parsers(settings) as parsers:
        reading = read_unstored(parsers, path)
    if reading.failure:
        terminal.note(reading.failure.message_zh, reading.failure.message_en)
    facts = {fact.field: fact.value for fact in reading.facts}
    document = Document(
        id=NOT_STORED,
        collection_id=NOT_STORED,
        title=facts["title"],
        kind=DocumentKind(facts["kind"]),
        contract_type=facts.get("contract_type", ""),
        parties=stored_parties(facts.get("parties", "")),
        agreement_date=_day(facts.get("agreement_date")),
        effective_date=_day(facts.get("effective_date")),
        language=facts["language"],
    )
    encoder = open_encoder(settings)
    tags = tags_by_encoder(encoder, reading.clauses) if encoder else reading.tags
    return _Subject(document, reading.clauses, tags, encoder.weights if encoder else "")


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _checklist(document: Document, checklist_id: str | None) -> Checklist:
    if checklist_id is not None:
        return CHECKLISTS[checklist_id]
    chosen = choose_checklist(document.kind, document.contract_type, document.language)
    if chosen is None:
        names = ", ".join(CHECKLISTS)
        raise NotFound(
            f"“{document.title}”不是合同，没有适用的检查清单。可用 --checklist 指定：{names}。",
            f"{document.title} is not a contract: no checklist is made for it. "
            f"Name one with --checklist: {names}.",
        )
    return chosen


def _why_chosen(terminal: Terminal, checklist: Checklist, document: Document) -> str:
    return why_chosen(checklist, document.contract_type, terminal.language)


def _print_findings(
    terminal: Terminal,
    subject: _Subject,
    checklist: Checklist,
    findings: Sequence[Finding],
    why: str,
) -> None:
    title = click.style(plain(subject.document.title), bold=True)
    by = basis_name(terminal, subject.weights)
    click.echo(f"{title}  {checklist.name(terminal.language)} · {by}")
    click.echo(f"{click.style(why, dim=True)}\n" if why else "")
    for verdict in MARKS:
        for level in Level:
            for finding in findings:
                if finding.verdict is verdict and finding.level is level:
                    _print_finding(terminal, finding)


def _print_finding(terminal: Terminal, finding: Finding) -> None:
    mark, zh, en, colour = MARKS[finding.verdict]
    item = finding.item
    must = terminal.words("必备", "mandatory") if item.level is Level.MANDATORY else ""
    label = " · ".join(filter(None, (terminal.words(zh, en), must)))
    question = item.question.text(terminal.language)
    click.echo(f"{click.style(f'{mark} {label}', fg=colour)}  {question}  ({item.id})")
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
    if finding.verdict in (Verdict.MISSING, Verdict.WEAK, Verdict.UNACCEPTABLE):
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


def _print_remarks(terminal: Terminal, remarks: Sequence[Remark]) -> None:
    if remarks:
        title = terminal.words("法律引用与机械检查", "Laws cited, mechanical checks")
        click.echo("\n" + click.style(title, bold=True))
    for remark in remarks:
        zh, en, colour = WEIGHTS[remark.weight]
        label = click.style(terminal.words(zh, en), fg=colour)
        click.echo(f"{label}  {plain(remark.message.text(terminal.language))}")
        _print_quote(terminal, remark.clause, remark.quote, "")


def _summary(findings: Sequence[Finding]) -> tuple[str, str]:
    counts = {verdict: sum(finding.verdict is verdict for finding in findings) for verdict in MARKS}
    grave = sum(finding.grave for finding in findings)
    missing, unacceptable, weak, present, idle = counts.values()
    return (
        f"\n缺失 {missing}，不可接受 {unacceptable}（其中必备 {grave}），薄弱 {weak}，"
        f"具备 {present}，不适用 {idle}",
        f"\n{missing} missing, {unacceptable} unacceptable ({grave} mandatory), {weak} weak, "
        f"{present} present, {idle} not applicable",
    )
