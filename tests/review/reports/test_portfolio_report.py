"""The report of a portfolio: counts that fit the matrix, and no document left out unsaid."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from contracts.document import Document
from ingest.parsers import docx
from review.checklist import SHIPPED
from review.findings import Verdict
from review.matrix import matrix
from review.reports.contract_report import Circumstances
from review.reports.portfolio_parts import portfolio_layout
from review.reports.portfolio_report import PortfolioReport, count_portfolio
from review.reports.portfolio_workbook import write_portfolio_workbook
from review.reports.severity import Severity
from review.reports.word import write_word
from store.presence import DocumentPresence
from webapp.reports.page import write_page

MADE = Circumstances(datetime(2026, 3, 1, tzinfo=UTC), "王法务", "全部", "全部", "条理", "")
HELD = [  # clause types that are there, and that are touched
    ({"parties", "price", "payment"}, {"term"}),
    ({"parties", "price", "payment", "term", "confidentiality"}, set()),
    ({"price"}, set()),
]


@pytest.fixture
def report() -> PortfolioReport:
    checklist = SHIPPED["general_contract"]
    wanted = ("parties", "price", "term", "confidentiality")
    items = tuple(item for item in checklist.items if item.id in wanted)
    checklist = replace(checklist, items=items)
    presences = [
        DocumentPresence(
            Document(number, 1, f"合同<{number}>", contract_type="租赁合同", language="zh-Hans"),
            number,
            frozenset(present),
            frozenset(weak),
        )
        for number, (present, weak) in enumerate(HELD, 1)
    ]
    return PortfolioReport(checklist, matrix(checklist, presences), {1: "采购"}, "采购", 0, MADE)


def test_the_counts_are_those_of_the_matrix(report: PortfolioReport) -> None:
    counts = count_portfolio(report)
    by_item = {
        item.id: found for item, found in zip(report.checklist.items, counts.by_item, strict=True)
    }
    assert by_item["parties"] == {Verdict.PRESENT: 2, Verdict.MISSING: 1}
    assert by_item["term"] == {Verdict.WEAK: 1, Verdict.PRESENT: 1, Verdict.MISSING: 1}
    assert counts.with_grave == 1
    assert sum(counts.by_severity[each] for each in Severity if each is not Severity.NONE) == len(
        list(report.gaps())
    )


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "列出前 1 份，共 3 份"), ("en", "The first 1 of 3 documents")]
)
def test_paper_says_how_many_documents_it_leaves_to_the_workbook(
    report: PortfolioReport, language: str, said: str
) -> None:
    layout = portfolio_layout(report, language, 1)
    words = "\n".join(block.shown for block in docx.parse(write_word(layout)).blocks)
    page = write_page(layout).decode()
    assert said in words
    assert said in page
    assert "合同<3>" in words
    assert "合同&lt;3&gt;" in page
    assert "合同<1>" not in words


def test_the_workbook_has_every_document_and_every_gap(report: PortfolioReport) -> None:
    book = openpyxl.load_workbook(BytesIO(write_portfolio_workbook(report, "zh")))
    matrix_rows = list(book["矩阵"].values)
    assert len(matrix_rows) == 4
    assert matrix_rows[1][0] == "合同<3>"
    assert "● 缺失" in matrix_rows[1]
    gaps = list(book["缺漏清单"].values)
    assert len(gaps) == 1 + len(list(report.gaps()))
    assert book["缺漏清单"].auto_filter.ref == f"A1:H{len(gaps)}"
    assert book["矩阵"].freeze_panes == "B2"


def test_an_empty_portfolio_says_so(report: PortfolioReport) -> None:
    empty = replace(report, rows=[])
    page = write_page(portfolio_layout(empty, "zh", 100)).decode()
    assert "没有适用这份清单的文件。" in page
    assert write_portfolio_workbook(empty, "zh")
