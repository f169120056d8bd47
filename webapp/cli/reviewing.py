"""``review``: what a checklist finds missing in a document, or in a file that is not stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from contracts.document import Document, DocumentKind
from contracts.errors import NotFound
from contracts.visibility import Visible
from ingest.scoring import tags_by_encoder
from review.checklist import CHECKLISTS, Checklist
from review.choice import choose_checklist, why_chosen
from review.findings import Finding, find_gaps
from review.mechanical import remarks_on
from review.remarks import Remark
from review.reviewing import Review, review_of
from store.documents import get_document
from webapp.cli.files import NOT_STORED, read_unstored
from webapp.cli.reading import readable_version
from webapp.cli.review_json import review_json
from webapp.cli.review_text import (
    print_findings,
    print_remarks,
    print_sign_off,
    print_title,
    summary,
)
from webapp.cli.terminal import Terminal, as_json
from webapp.cli.waiting import read_by_encoder
from webapp.pages.fact_values import stored_parties
from webapp.services import open_encoder, open_parsers

EVERYTHING = Visible.everything()


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """What was found: in a stored document's newest readable version, or in a file."""

    document: Document
    checklist: Checklist
    findings: Sequence[Finding]
    remarks: Sequence[Remark]
    weights: str  # what the tags rest on, "" for rules alone
    stored: Review | None = None  # what people made of it


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
    unacceptable and nobody waived it or said that it does not apply, else 0.
    """
    if document_or_file.isdecimal():
        found = _stored(terminal, int(document_or_file), checklist_id)
    else:
        found = _read(terminal, Path(document_or_file), checklist_id)
    if json_:
        number = found.document.id if found.stored else None
        terminal.print_json(
            review_json(
                number, found.checklist, found.weights, found.findings, found.remarks, found.stored
            )
        )
    else:
        why = "" if checklist_id else _why_chosen(terminal, found.checklist, found.document)
        print_title(terminal, found.document, found.checklist, found.weights, why)
        print_findings(terminal, found.findings)
        print_remarks(terminal, found.remarks)
        terminal.say(*summary(found.findings))
        if found.stored:
            print_sign_off(terminal, found.stored)
    if any(finding.grave for finding in found.findings):
        context.exit(3)


def _stored(terminal: Terminal, number: int, checklist_id: str | None) -> _Reviewed:
    with terminal.services() as services:
        with services.database.read() as connection:
            document = get_document(connection, number, EVERYTHING)
            version = readable_version(connection, document)
        basis = read_by_encoder(terminal, services, version)
        with services.database.read() as connection:
            checklist = _checklist(get_document(connection, number, EVERYTHING), checklist_id)
            review = review_of(connection, number, checklist, EVERYTHING, date.today())
    return _Reviewed(
        review.document, checklist, review.findings, review.remarks, basis.weights, review
    )


def _read(terminal: Terminal, path: Path, checklist_id: str | None) -> _Reviewed:
    settings = terminal.settings()
    with open_parsers(settings) as parsers:
        reading = read_unstored(parsers, path)
    if reading.failure:
        terminal.note(reading.failure.message_zh, reading.failure.message_en)
    document = _document({fact.field: fact.value for fact in reading.facts})
    checklist = _checklist(document, checklist_id)
    encoder = open_encoder(settings)
    tags = tags_by_encoder(encoder, reading.clauses) if encoder else reading.tags
    findings = find_gaps(checklist, document, reading.clauses, tags)
    remarks = remarks_on(document, reading.clauses)
    return _Reviewed(document, checklist, findings, remarks, encoder.weights if encoder else "")


def _document(facts: Mapping[str, str]) -> Document:
    """The document that a file which is not stored would be."""
    return Document(
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
