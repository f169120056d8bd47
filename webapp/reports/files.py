"""Reports as files, for pages and commands alike: which formats there are, and how each is made."""

import re
from datetime import UTC, datetime
from importlib.metadata import version

from review.reports.contract_parts import contract_layout
from review.reports.contract_report import Circumstances, ContractReport
from review.reports.contract_workbook import write_contract_workbook
from review.reports.parts import Layout
from review.reports.pdf import write_pdf
from review.reports.portfolio_parts import portfolio_layout
from review.reports.portfolio_report import PortfolioReport
from review.reports.portfolio_workbook import write_portfolio_workbook
from review.reports.word import write_word
from webapp.reports.formats import ANNOTATED, REVIEW_FORMATS
from webapp.reports.page import write_page

ON_PAPER, ON_A_PAGE = 100, 1000  # documents that are listed one by one; the workbook has all
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def circumstances(person: str, permission: str, query: str, weights: str) -> Circumstances:
    """Who asks for a report and with what permission, now and with this program."""
    program = f"条理 Tiaoli {version('tiaoli')}"
    return Circumstances(datetime.now(UTC), person, permission, query, program, weights)


def write_contract_report(report: ContractReport, form: str, language: str) -> bytes:
    """A contract's report in one of FORMATS. Raises NeedsProgram and NotPrinted for a PDF."""
    if form == "xlsx":
        return write_contract_workbook(report, language)
    return _written(contract_layout(report, language), form)


def write_portfolio_report(report: PortfolioReport, form: str, language: str) -> bytes:
    """A portfolio's report in one of FORMATS; paper shows the documents with most gaps alone."""
    if form == "xlsx":
        return write_portfolio_workbook(report, language)
    shown = ON_A_PAGE if form == "html" else ON_PAPER
    return _written(portfolio_layout(report, language, shown), form)


def _written(layout: Layout, form: str) -> bytes:
    match form:
        case "html":
            return write_page(layout)
        case "docx":
            return write_word(layout)
        case "pdf":
            return write_pdf(layout)
    raise ValueError(form)


def file_name(subject: str, form: str, language: str, *, portfolio: bool = False) -> str:
    """A name for the file, made of the contract's title and the kind of report."""
    zh, en = ("缺漏总览", "gaps") if portfolio else ("审查报告", "review")
    if form == ANNOTATED:
        zh, en = "批注稿", "annotated"
    return f"{fitting(subject)} {zh if language == 'zh' else en}{REVIEW_FORMATS[form].suffix}"


def fitting(subject: str) -> str:
    """A title as part of a file's name: characters that can't stand there left out, cut short."""
    return _UNFIT.sub(" ", subject).strip()[:80]
