"""Reports to download: of one document's review."""

from flask import Blueprint, Response, request

from contracts.document import Version
from contracts.errors import NotFound
from review.checklist import CHECKLISTS
from review.choice import choose_checklist, why_chosen
from review.findings import find_gaps
from review.mechanical import remarks_on
from review.reports.contract_report import ContractReport, Source
from store.collections import list_collections
from store.documents import get_document, newest_readable
from store.readings import clauses_of, tags_of
from webapp.access import Access, reading
from webapp.language import LANGUAGES, choose_language
from webapp.pages.basis import read_at_once
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
    if version is None:
        raise NotFound(
            "这份文件还没有可以审查的文字。", "This document has no text to review yet."
        )
    read_at_once(access, version)
    with reading() as access:
        report = _contract_report(access, document_id, version, language)
    data = write_contract_report(report, form, language)
    return _file(data, form, file_name(report.document.title, form, language))


def _contract_report(
    access: Access, document_id: int, version: Version, language: str
) -> ContractReport:
    connection, visible = access.connection, access.visible
    document = get_document(connection, document_id, visible)
    named = request.args.get("checklist")
    checklist = (
        CHECKLISTS.get(named)
        if named
        else choose_checklist(document.kind, document.contract_type, document.language)
    )
    if checklist is None:
        raise NotFound(
            "没有适用的审查清单。请在审查页上选一份。",
            "There is no such checklist for it. Choose one on the review page.",
        )
    clauses = clauses_of(connection, version.id, visible)
    tags = tags_of(connection, version.id, visible)
    collections = {each.id: each.name for each in list_collections(connection, visible)}
    source = Source(
        version.file_name,
        version.sha256,
        version.number,
        version.page_count,
        collections[document.collection_id],
    )
    zh, en = f"文件 {document.id}，清单 {checklist.id}", f"document {document.id}, {checklist.id}"
    return ContractReport(
        document,
        clauses,
        source,
        checklist,
        "" if named else why_chosen(checklist, document.contract_type, language),
        find_gaps(checklist, document, clauses, tags),
        remarks_on(document, clauses),
        circumstances(
            access.user.name,
            permission_of(access, language),
            zh if language == "zh" else en,
            version.weights,
        ),
    )


def permission_of(access: Access, language: str) -> str:
    """What the person may see, in words."""
    if access.visible.collections is None:
        return "全部合同集（管理员）" if language == "zh" else "all collections (administrator)"
    names = [each.name for each in list_collections(access.connection, access.visible)]
    return ("、" if language == "zh" else ", ").join(names)


def _language() -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in LANGUAGES else choose_language()


def _file(data: bytes, form: str, name: str) -> Response:
    response = Response(data, content_type=FORMATS[form].media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
