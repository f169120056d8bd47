"""Reports that ``review --format`` writes."""

import getpass
from pathlib import Path

from review.choice import why_chosen
from review.reports.annotated import write_annotated
from review.reports.contract_report import Circumstances, ContractReport
from webapp.cli.files import write_and_tell
from webapp.cli.reviewed import Reviewed
from webapp.cli.terminal import Terminal
from webapp.reports.files import circumstances, file_name, write_contract_report
from webapp.reports.formats import ANNOTATED


def write_report(
    terminal: Terminal,
    found: Reviewed,
    form: str,
    output: Path | None,
    language: str,
    *,
    named: bool,
) -> None:
    """Write a contract's report into a file and say where it lies."""
    report = _report(found, language, named=named)
    path = output or Path(file_name(report.document.title, form, language))
    if form == ANNOTATED:
        data = write_annotated(report, found.subject, language)
    else:
        data = write_contract_report(report, form, language)
    write_and_tell(terminal, path, data)


def _report(found: Reviewed, language: str, *, named: bool) -> ContractReport:
    review, checklist = found.stored, found.checklist
    asked = str(found.document.id) if review else found.source.file_name
    query = f"tiaoli review {asked} --checklist {checklist.id}"
    return ContractReport(
        document=found.document,
        clauses=found.clauses,
        source=found.source,
        checklist=checklist,
        why_chosen="" if named else why_chosen(checklist, found.document.contract_type, language),
        findings=found.findings,
        remarks=found.remarks,
        circumstances=made_here(query, found.weights, language),
        preferred=found.preferred,
        sign_off=review.sign_offs[-1] if review and review.sign_offs else None,
        signed=review is not None and review.signed is not None,
    )


def made_here(query: str, weights: str, language: str) -> Circumstances:
    """The circumstances of a report made at the terminal, where everything may be seen."""
    permission = "命令行，全部合同集" if language == "zh" else "command line, all collections"
    return circumstances(getpass.getuser(), permission, query, weights)
