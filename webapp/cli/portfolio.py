"""``review --collection``: what a collection's documents lack, at the terminal or as a file."""

from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import click

from contracts.visibility import EVERYTHING
from review.choice import choose_checklist, commonest_checklist, named
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.matrix import matrix
from review.reports.portfolio_report import PortfolioReport
from review.reports.severity import Severity, at_least
from review.summaries import rules_now
from review.summary_lane import make_summaries
from store.document_list import DocumentFilter
from store.presence import presences
from store.summaries import summaries_in_force
from webapp.cli.files import write_and_tell
from webapp.cli.named import collection_named
from webapp.cli.review_reports import made_here
from webapp.cli.terminal import Terminal, counted, plain
from webapp.cli.waiting import note_what_waits
from webapp.reports.files import file_name, write_portfolio_report
from webapp.reports.sources import portfolio_of


def review_collection(
    terminal: Terminal, name: str, checklist_id: str | None, language: str
) -> PortfolioReport:
    """What the documents lack that the checklist is made for. Raises NotFound."""
    with terminal.services() as services:
        note_what_waits(terminal, services)
        make_summaries(services.database, stop=Event(), until_idle=True)
        with services.database.read() as connection:
            number = collection_named(connection, name)
            found = presences(connection, EVERYTHING, DocumentFilter(collection_id=number))
            checklists = checklists_in_force(connection)
            checklist = (
                named(checklists, checklist_id)
                if checklist_id
                else commonest_checklist((entry.document for entry in found), checklists)
            )
            fitting = [
                entry
                for entry in found
                if choose_checklist(entry.document, checklists) is checklist
            ]
            rules = rules_now(checklists, laws_in_force(connection))
            known = summaries_in_force(connection, EVERYTHING, rules, date.today())
            rows = matrix(checklist, fitting, known)
            unread = {e.document.id for e in fitting if e.weights != services.weights}
            waits = unread if services.encoder else set()
            waiting = sum(not row.final or row.document.id in waits for row in rows)
            query = f"tiaoli review --collection {name} --checklist {checklist.id}"
            return portfolio_of(
                connection, checklist, rows,
                made_here(query, services.weights, language), EVERYTHING, language,
                collection=number, not_final=waiting,
            )  # fmt: skip


def write_portfolio(
    terminal: Terminal, report: PortfolioReport, form: str, output: Path | None, language: str
) -> None:
    """Write the report into a file and say where it lies."""
    path = output or Path(file_name(report.scope, form, language, portfolio=True))
    write_and_tell(terminal, path, write_portfolio_report(report, form, language))


def print_portfolio(terminal: Terminal, report: PortfolioReport) -> None:
    """A line a document: what it lacks of what is mandatory, of all, what is weak."""
    click.echo(click.style(report.checklist.name(terminal.language), bold=True))
    for row in report.rows:
        terminal.say(
            f"必备缺漏 {row.mandatory_gaps:2}　缺漏 {row.gaps:2}　薄弱 {row.weak:2}　"
            f"#{row.document.id} {plain(row.document.title)}",
            f"{row.mandatory_gaps:2} mandatory, {row.gaps:2} gaps, {row.weak:2} weak  "
            f"#{row.document.id} {plain(row.document.title)}",
        )
    count = len(report.rows)
    terminal.say(f"{count} 份文件", counted(count, "document"))


def is_grave(report: PortfolioReport, limit: Severity) -> bool:
    """Whether some gap weighs as much as the limit."""
    return any(at_least(gap.severity, limit) for gap in report.gaps())


def portfolio_json(report: PortfolioReport) -> dict[str, Any]:
    """The checklist, and what it finds in each document, with the figures judged worst."""
    items = [item.id for item in report.checklist.items]
    return {
        "checklist": report.checklist.id,
        "documents": [
            {
                "document": row.document.id,
                "title": row.document.title,
                "mandatory_gaps": row.mandatory_gaps,
                "gaps": row.gaps,
                "weak": row.weak,
                "final": row.final,
                "signed_off": row.signed,
                "verdicts": dict(zip(items, row.verdicts, strict=True)),
                "figures": {name: float(value) for name, value in row.figures.items()},
            }
            for row in report.rows
        ],
    }
