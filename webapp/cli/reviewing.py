"""``review``: what a checklist finds missing in a document, or in a file that is not stored."""

from pathlib import Path

import click

from review.choice import why_chosen
from review.reports.severity import ISSUES, Severity, at_least, severity_of
from webapp.cli.review_json import review_json
from webapp.cli.review_text import (
    print_findings,
    print_remarks,
    print_sign_off,
    print_title,
    summary,
)
from webapp.cli.reviewed import Reviewed, review_file
from webapp.cli.terminal import FILE_TO_WRITE, Terminal, as_json
from webapp.reports.formats import ANNOTATED, REVIEW_FORMATS


@click.command()
@click.argument("document_or_file", required=False)
@click.option(
    "--collection",
    help="Review all documents of a collection instead. 改为审查整个合同集。",
)
@click.option(
    "--checklist",
    "checklist_id",
    metavar="ID",
    help="A checklist named by `tiaoli checklists list`; default: by contract type. "
    "审查清单；默认按合同类型选用。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(REVIEW_FORMATS)),
    help="Write a report in this format; annotated: the contract itself, with comments and "
    "suggested wording. 生成这种格式的报告；annotated 为带批注和建议文字的合同。",
)
@click.option(
    "--output",
    type=FILE_TO_WRITE,
    help="The report's file; default: named after the contract, in this folder. 报告文件。",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    help="The report's language; default: that of the messages. 报告的语言。",
)
@click.option(
    "--fail-on",
    "limit",
    type=click.Choice([each.value for each in ISSUES]),
    default=Severity.HIGH.value,
    show_default=True,
    help="Exit with 3 if a finding has this severity or higher. 达到这一风险等级时退出码为 3。",
)
@as_json
@click.pass_obj
@click.pass_context
def review(
    context: click.Context,
    terminal: Terminal,
    *,
    document_or_file: str | None,
    collection: str | None,
    checklist_id: str | None,
    form: str | None,
    output: Path | None,
    language: str | None,
    limit: str,
    json_: bool,
) -> None:
    """Review a document (its number) or a file for missing clauses. 检查文件缺少哪些条款。

    A file is read in a guarded process and not stored. The encoder, where one is installed, reads
    now what it has not read before. The exit code is 3 where a finding is as severe as --fail-on
    says, else 0: "high" is what is mandatory and missing or unacceptable, "medium" other things
    missing or unacceptable and what is mandatory and weak, "low" whatever else is weak. What
    somebody waived, or said not to apply, doesn't count.
    """
    _require_sensible(terminal, document_or_file, collection, form=form, json_=json_)
    severity, wanted = Severity(limit), language or terminal.language
    if collection:
        from webapp.cli import portfolio

        report = portfolio.review_collection(terminal, collection, checklist_id, wanted)
        if form:
            portfolio.write_portfolio(terminal, report, form, output, wanted)
        elif json_:
            terminal.print_json(portfolio.portfolio_json(report))
        else:
            portfolio.print_portfolio(terminal, report)
        grave = portfolio.is_grave(report, severity)
    else:
        found = _reviewed(terminal, document_or_file or "", checklist_id)
        if form:
            from webapp.cli.review_reports import write_report

            write_report(terminal, found, form, output, wanted, named=bool(checklist_id))
        elif json_:
            _print_json(terminal, found)
        else:
            _print(terminal, found, named=bool(checklist_id))
        grave = any(at_least(severity_of(finding), severity) for finding in found.findings)
    if grave:
        context.exit(3)


def _require_sensible(
    terminal: Terminal,
    document: str | None,
    collection: str | None,
    *,
    form: str | None,
    json_: bool,
) -> None:
    if bool(document) == bool(collection):
        raise click.UsageError(terminal.words(
            "请写一个文件（编号或路径），或者用 --collection 指定合同集。",
            "Name a document (its number or a file), or a collection with --collection.",
        ))  # fmt: skip
    if collection and form == ANNOTATED:
        raise click.UsageError(terminal.words(
            "--format annotated 只用于单个文件。", "--format annotated is for a single document.",
        ))  # fmt: skip
    if json_ and form:
        raise click.UsageError(
            terminal.words("--json 和 --format 只能选一个。", "Give --json or --format, not both.")
        )


def _reviewed(terminal: Terminal, name: str, checklist_id: str | None) -> Reviewed:
    if name.isdecimal():
        from webapp.cli.reviewed_document import review_stored

        return review_stored(terminal, int(name), checklist_id)
    return review_file(terminal, Path(name), checklist_id)


def _print_json(terminal: Terminal, found: Reviewed) -> None:
    number = found.document.id if found.stored else None
    terminal.print_json(
        review_json(
            number, found.checklist, found.weights, found.findings, found.remarks, found.stored
        )
    )


def _print(terminal: Terminal, found: Reviewed, *, named: bool) -> None:
    why = why_chosen(found.checklist, found.document.contract_type, terminal.language)
    print_title(terminal, found.document, found.checklist, found.weights, "" if named else why)
    print_findings(terminal, found.findings)
    print_remarks(terminal, found.remarks)
    terminal.say(*summary(found.findings))
    if found.stored:
        print_sign_off(terminal, found.stored)
