"""``review --collection``: what a collection's documents lack, at the terminal or as a file."""

from pathlib import Path

import click

from contracts.errors import NotFound
from contracts.visibility import Visible
from review.checklist import CHECKLISTS
from review.choice import choose_checklist, commonest_checklist
from review.matrix import matrix
from review.reports.portfolio_report import PortfolioReport
from review.reports.severity import Severity, at_least
from store.collections import list_collections
from store.database import Connection
from store.documents import DocumentFilter
from store.presence import presences
from webapp.cli.files import write_file
from webapp.cli.review_reports import made_here
from webapp.cli.terminal import Terminal, plain
from webapp.cli.waiting import note_what_waits
from webapp.reporting import portfolio_of
from webapp.reports import file_name, write_portfolio_report

EVERYTHING = Visible.everything()


def review_collection(
    terminal: Terminal, name: str, checklist_id: str | None, language: str
) -> PortfolioReport:
    """What the documents lack that the checklist is made for. Raises NotFound."""
    with terminal.services() as services:
        note_what_waits(terminal, services)
        with services.database.read() as connection:
            number = _collection(connection, name)
            found = presences(connection, EVERYTHING, DocumentFilter(collection_id=number))
            checklist = (
                CHECKLISTS[checklist_id]
                if checklist_id
                else commonest_checklist(entry.document for entry in found)
            )
            fitting = [
                entry
                for entry in found
                if choose_checklist(
                    entry.document.kind, entry.document.contract_type, entry.document.language
                )
                is checklist
            ]
            waiting = sum(entry.weights != services.weights for entry in fitting)
            query = f"tiaoli review --collection {name} --checklist {checklist.id}"
            return portfolio_of(
                connection, checklist, matrix(checklist, fitting),
                made_here(query, services.weights, language), EVERYTHING, language,
                collection=number, not_final=waiting if services.encoder else 0,
            )  # fmt: skip


def _collection(connection: Connection, name: str) -> int:
    collections = list_collections(connection, EVERYTHING)
    for collection in collections:
        if collection.name == name:
            return collection.id
    names = ", ".join(collection.name for collection in collections)
    raise NotFound(
        f"没有合同集“{name}”。现有：{names or '无'}。",
        f"There is no collection {name}. There are: {names or 'none'}.",
    )


def write_portfolio(
    terminal: Terminal, report: PortfolioReport, form: str, output: Path | None, language: str
) -> None:
    """Write the report into a file and say where it lies."""
    path = output or Path(file_name(report.scope, form, language, portfolio=True))
    write_file(path, write_portfolio_report(report, form, language))
    terminal.say(f"报告已写入 {plain(str(path))}", f"report written to {plain(str(path))}")


def print_portfolio(terminal: Terminal, report: PortfolioReport) -> None:
    """A line a document: what it lacks of what is mandatory, of all, what is weak."""
    click.echo(click.style(report.checklist.name(terminal.language), bold=True))
    for row in report.rows:
        terminal.say(
            f"必备缺失 {row.mandatory_missing:2}　缺失 {row.missing:2}　薄弱 {row.weak:2}　"
            f"#{row.document.id} {plain(row.document.title)}",
            f"{row.mandatory_missing:2} mandatory, {row.missing:2} missing, {row.weak:2} weak  "
            f"#{row.document.id} {plain(row.document.title)}",
        )
    count = len(report.rows)
    terminal.say(f"{count} 份文件", f"{count} documents")


def is_grave(report: PortfolioReport, limit: Severity) -> bool:
    """Whether some gap weighs as much as the limit."""
    return any(at_least(gap.severity, limit) for gap in report.gaps())
