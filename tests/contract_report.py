"""The report of a small contract that lacks something, has a wrong figure, and was decided on."""

from datetime import UTC, datetime
from pathlib import Path

from reviewed_contract import checklist, decide, receive, review, sign

from contracts.decisions import DecisionKind
from contracts.visibility import EVERYTHING
from review.reports.contract_report import Circumstances, ContractReport
from store.database import Database
from webapp.reports.sources import report_of

MOMENT = datetime(2026, 3, 1, 8, tzinfo=UTC)
MADE = Circumstances(MOMENT, "王法务", "合同", "文件 1", "条理 Tiaoli 0.1.0", "")


def contract_report(
    database: Database, folder: Path, *, decided: bool = False, language: str = "zh"
) -> ContractReport:
    """The report; ``decided`` where a person waived the figure and another signed off."""
    by = checklist(folder)
    with database.write() as connection:
        document_id = receive(connection)
        if decided:
            decide(connection, document_id, by, "payment", DecisionKind.WAIVED)
            decide(connection, document_id, by, "dispute")
            sign(connection, document_id, by)
        found = review(connection, document_id, by)
        return report_of(connection, found, MADE, EVERYTHING, language, named=False)
