"""What a portfolio's report costs: 10,000 documents × 30 items in every format.

Run it with ``python benchmarks/reports.py [documents]``. Each format is made in a process of its
own; memory is the most that the process, or the LibreOffice that it starts, held at once.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document
from office.libreoffice import has_component
from review.checklist import SHIPPED
from review.matrix import matrix
from review.reports.contract_report import Circumstances
from review.reports.portfolio_report import PortfolioReport
from store.presence import DocumentPresence
from webapp.reports.files import write_portfolio_report
from webapp.reports.formats import FORMATS

ITEMS = 30


def portfolio(count: int) -> PortfolioReport:
    """A portfolio of ``count`` documents, each with some 20 clause types."""
    chance = random.Random(470)
    types = list(CLAUSE_TYPES)
    presences = []
    for number in range(1, count + 1):
        drawn = chance.sample(types, 22)
        document = Document(number, 1, f"售后服务合同 {number}", contract_type="售后服务合同")
        present, weak = frozenset(drawn[:18]), frozenset(drawn[18:])
        presences.append(DocumentPresence(document, number, present, weak))
    checklist = SHIPPED["after_sales_service"]
    checklist = replace(checklist, items=checklist.items[:ITEMS])
    made = Circumstances(datetime.now(UTC), "benchmark", "all", "all", "Tiaoli", "")
    rows = matrix(checklist, presences)
    return PortfolioReport(checklist, rows, {1: "合同"}, "all", 0, made)


def measure(count: int, form: str, path: Path) -> None:
    """Make one report and print what it cost."""
    report = portfolio(count)
    before = _megabytes(resource.RUSAGE_SELF)
    started = time.perf_counter()
    data = write_portfolio_report(report, form, "zh")
    seconds = time.perf_counter() - started
    most = max(_megabytes(resource.RUSAGE_SELF), _megabytes(resource.RUSAGE_CHILDREN))
    path.write_bytes(data)
    print(f"{form:5} {seconds:6.1f} s  {len(data) / 1e6:6.2f} MB  "
          f"at most {most:4.0f} MB, of which {before:.0f} for the rows")  # fmt: skip


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def main(count: int) -> None:
    """Measure each format in a process of its own."""
    print(f"{count} documents × {ITEMS} items")
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMATS:
            if form == "pdf" and not has_component("writer"):
                print("pdf   needs LibreOffice")
                continue
            path = Path(folder) / f"report.{form}"
            command = [sys.executable, __file__, str(count), form, str(path)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        measure(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
