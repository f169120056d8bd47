"""Reports to download: of one document's review."""

from datetime import date
from io import BytesIO

from flask import Blueprint, Response, request, send_file

from contracts.document import Document
from contracts.errors import NotFound
from review.checklist import CHECKLISTS, Checklist
from review.choice import choose_checklist
from review.reports.contract_report import ContractReport
from review.reviewing import review_of
from store.documents import get_document, newest_readable
from webapp.access import Access, reading
from webapp.language import LANGUAGES, choose_language
from webapp.pages.basis import read_at_once
from webapp.reporting import permission, report_of
from webapp.reports import FORMATS, circumstances, file_name, write_contract_report

blueprint = Blueprint("reports", __name__)


@blueprint.get("/documents/<int:document_id>/review/report.<form>")
def download(document_id: int, form: str) -> Response:
    """The review of a document's newest readable version as a file."""
    if form not in FORMATS:
        raise NotFound("没有这种格式的报告。", "There is no report in this format.")
    language = _language()
    with reading() as access:
        version = newest_readable(access.connection, document_id, access.visible)
    read_at_once(access, version)
    with reading() as access:
        report = _report(access, document_id, language)
    data = write_contract_report(report, form, language)
    return _file(data, form, file_name(report.document.title, form, language))


def _report(access: Access, document_id: int, language: str) -> ContractReport:
    connection, visible = access.connection, access.visible
    checklist = _checklist(get_document(connection, document_id, visible))
    review = review_of(connection, document_id, checklist, visible, date.today())
    query = f"文件 {document_id}" if language == "zh" else f"document {document_id}"
    made = circumstances(
        access.user.name,
        permission(connection, visible, language),
        f"{query}, {checklist.id}",
        review.version.weights,
    )
    named = "checklist" in request.args
    return report_of(connection, review, made, visible, language, named=named)


def _checklist(document: Document) -> Checklist:
    named = request.args.get("checklist")
    if named:
        found = CHECKLISTS.get(named)
    else:
        found = choose_checklist(document.kind, document.contract_type, document.language)
    if found is None:
        raise NotFound(
            "没有这份审查清单，或者没有适用于这份文件的清单。请在审查页上选一份。",
            "There is no such checklist, or none for this document. Choose one on its review page.",
        )
    return found


def _language() -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in LANGUAGES else choose_language()


def _file(data: bytes, form: str, name: str) -> Response:
    return send_file(
        BytesIO(data),
        mimetype=FORMATS[form].media_type,
        as_attachment=True,
        download_name=name,
    )
