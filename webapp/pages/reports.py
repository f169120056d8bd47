"""Reports to download: of one document's review, and of the matrix of many."""

from collections.abc import Collection
from datetime import date

from flask import Blueprint, Response, request

from contracts.document import Document
from contracts.errors import NotFound
from review.checklist import Checklist
from review.choice import choose_checklist
from review.house_checklists import checklists_in_force
from review.reports.annotated import write_annotated
from review.reports.contract_report import ContractReport, Subject
from review.reviewing import review_of
from store.database import Connection
from store.documents import get_document, newest_readable
from webapp.access import Access, reading, services
from webapp.language import LANGUAGES, choose_language
from webapp.pages.asked_checklist import asked_for
from webapp.pages.basis import read_at_once
from webapp.pages.downloads import download_of
from webapp.pages.matrix import asked_matrix
from webapp.reports.files import (
    circumstances,
    file_name,
    write_contract_report,
    write_portfolio_report,
)
from webapp.reports.formats import ANNOTATED, FORMATS, REVIEW_FORMATS
from webapp.reports.sources import permission, portfolio_of, report_of, subject_of

blueprint = Blueprint("reports", __name__)


@blueprint.get("/documents/<int:document_id>/review/report.<form>")
def download(document_id: int, form: str) -> Response:
    """The review of a document's newest readable version as a file."""
    _require_known(form, REVIEW_FORMATS)
    language = _language()
    with reading() as access:
        version = newest_readable(access.connection, document_id, access.visible)
    read_at_once(access, version)
    with reading() as access:
        report = _report(access, document_id, language)
        subject = _subject(access, document_id) if form == ANNOTATED else None
    if subject is None:
        data = write_contract_report(report, form, language)
    else:
        data = write_annotated(report, subject, language)
    return _file(data, form, file_name(report.document.title, form, language))


def _subject(access: Access, document_id: int) -> Subject | None:
    version = newest_readable(access.connection, document_id, access.visible)
    if version is None:
        return None
    return subject_of(access.connection, services().files, version, access.visible)


def _report(access: Access, document_id: int, language: str) -> ContractReport:
    connection, visible = access.connection, access.visible
    checklist, named = _checklist(connection, get_document(connection, document_id, visible))
    review = review_of(connection, document_id, checklist, visible, date.today())
    query = f"文件 {document_id}" if language == "zh" else f"document {document_id}"
    made = circumstances(
        access.user.name,
        permission(connection, visible, language),
        f"{query}, {checklist.id}",
        review.version.weights,
    )
    return report_of(connection, review, made, visible, language, named=named)


def _checklist(connection: Connection, document: Document) -> tuple[Checklist, bool]:
    """The checklist, and whether it is another than the document would be reviewed by."""
    checklists = checklists_in_force(connection)
    fitting = choose_checklist(document, checklists)
    found = asked_for(checklists) or fitting
    if found is None:
        raise NotFound(
            "没有适用于这份文件的审查清单。请在审查页上选一份。",
            "No checklist is made for this document. Choose one on its review page.",
        )
    return found, found is not fitting


@blueprint.get("/matrix/report.<form>")
def download_portfolio(form: str) -> Response:
    """The matrix that the address asks for as a file, with all of its rows in the workbook."""
    _require_known(form, FORMATS)
    language = _language()
    with reading() as access:
        asked = asked_matrix(access)
        filters = {
            "collection": asked.collection, "gap": asked.gap, "verdict": asked.verdict,
            "sort": asked.sort,
        }  # fmt: skip
        query = " ".join(f"{name}={value}" for name, value in filters.items() if value)
        made = circumstances(
            access.user.name,
            permission(access.connection, access.visible, language),
            f"checklist={asked.checklist.id} {query}",
            services().weights,
        )
        not_final = sum(row.document.id in asked.not_final for row in asked.rows)
        report = portfolio_of(
            access.connection, asked.checklist, asked.rows, made, access.visible, language,
            collection=asked.collection, gap=asked.gap, verdict=asked.verdict, not_final=not_final,
        )  # fmt: skip
    data = write_portfolio_report(report, form, language)
    return _file(
        data, form, file_name(asked.checklist.name(language), form, language, portfolio=True)
    )


def _require_known(form: str, formats: Collection[str]) -> None:
    if form not in formats:
        raise NotFound("没有这种格式的报告。", "There is no report in this format.")


def _language() -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in LANGUAGES else choose_language()


def _file(data: bytes, form: str, name: str) -> Response:
    return download_of(data, REVIEW_FORMATS[form].media_type, name)
