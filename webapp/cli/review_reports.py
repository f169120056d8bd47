"""Reports that ``review --format`` writes."""

import getpass
from pathlib import Path

from review.choice import why_chosen
from review.reports.contract_report import ContractReport
from webapp.cli.files import write_file
from webapp.cli.reviewed import Reviewed
from webapp.cli.terminal import Terminal, plain
from webapp.reports import circumstances, file_name, write_contract_report


def write_report(
    terminal: Terminal,
    found: Reviewed,
    form: str,
    output: Path | None,
    language: str | None,
    *,
    named: bool,
) -> None:
    """Write a contract's report into a file and say where it lies."""
    wanted = language or terminal.language
    report = _report(found, wanted, named=named)
    path = output or Path(file_name(report.document.title, form, wanted))
    write_file(path, write_contract_report(report, form, wanted))
    terminal.say(f"报告已写入 {plain(str(path))}", f"report written to {plain(str(path))}")


def _report(found: Reviewed, language: str, *, named: bool) -> ContractReport:
    zh = language == "zh"
    review, checklist = found.stored, found.checklist
    asked = str(found.document.id) if review else found.source.file_name
    made = circumstances(
        getpass.getuser(),
        "命令行，全部合同集" if zh else "command line, all collections",
        f"tiaoli review {asked} --checklist {checklist.id}",
        found.weights,
    )
    return ContractReport(
        document=found.document,
        clauses=found.clauses,
        source=found.source,
        checklist=checklist,
        why_chosen="" if named else why_chosen(checklist, found.document.contract_type, language),
        findings=found.findings,
        remarks=found.remarks,
        circumstances=made,
        sign_off=review.sign_offs[-1] if review and review.sign_offs else None,
        signed=review is not None and review.signed is not None,
    )
