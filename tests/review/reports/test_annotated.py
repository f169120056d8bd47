"""The annotated contract: a comment at each finding, wording for what is missing, proven."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from contract_report import MOMENT, contract_report
from docx_parts import docx, paragraph
from libreoffice_changes import Settling, settle
from reviewed_contract import CONTRACT

from contracts.model_clauses import Filing, ModelClause, ModelClauseVersion
from contracts.visibility import EVERYTHING
from ingest.parsers import docx as docx_parser
from office.package import Package
from office.places import body_blocks
from office.revisions import paragraph_texts
from review.reports.annotated import write_annotated
from review.reports.contract_report import ContractReport, Subject
from store.database import Database
from store.readings import blocks_of, tags_of

LINES = CONTRACT.splitlines()
PLACE = LINES.index("第三条 其他")  # behind confidentiality, the nearest of its neighbours
WITH_WORDING = [*LINES[:PLACE], "提交甲方所在地法院。", *LINES[PLACE:]]
ORIGINAL = docx("".join(map(paragraph, LINES)) + "<w:sectPr/>")


@pytest.fixture
def report(sqlite_database: Database, tmp_path: Path) -> ContractReport:
    return contract_report(sqlite_database, tmp_path)


@pytest.fixture
def subject(report: ContractReport, sqlite_database: Database) -> Subject:
    version = report.clauses[0].version_id
    with sqlite_database.read() as connection:
        blocks = blocks_of(connection, version, EVERYTHING)
        return Subject(blocks, tags_of(connection, version, EVERYTHING), ORIGINAL)


def texts(data: bytes) -> list[str]:
    return [block.shown for block in body_blocks(docx_parser.parse(data).blocks)]


def comments(data: bytes) -> str:
    root = Package(data).xml("word/comments.xml")
    assert root is not None
    return "\n".join(paragraph_texts(root))


def test_there_is_a_comment_at_each_finding_and_wording_for_what_is_missing(
    report: ContractReport, subject: Subject
) -> None:
    made = write_annotated(report, subject, "zh")
    said = comments(made)
    assert "■ 不可接受 · 必备 · 高风险：付款方式与期限" in said
    assert "付款期限：60日（限值：不超过30日）" in said
    assert "● 缺失 · 必备 · 高风险：争议解决" in said
    assert "条理 Tiaoli 0.1.0" in said
    assert texts(made) == WITH_WORDING


def test_the_clause_librarys_wording_goes_before_the_checklists(
    report: ContractReport, subject: Subject
) -> None:
    version = ModelClauseVersion(1, "提交北京仲裁委员会仲裁。", "", "李律师", MOMENT, None)
    house = ModelClause(1, Filing("dispute_resolution", "zh", "争议（仲裁）"), False, (version,))
    made = write_annotated(replace(report, preferred={"dispute": house}), subject, "zh")
    assert "提交北京仲裁委员会仲裁。" in texts(made)
    assert "提交甲方所在地法院。" not in texts(made)
    assert "条款库：争议（仲裁）" in comments(made)


def test_comments_are_in_the_readers_language(report: ContractReport, subject: Subject) -> None:
    said = comments(write_annotated(report, subject, "en"))
    assert "● Missing · Mandatory · High risk: Dispute resolution" in said
    assert "number the clause and fill in the blanks" in said


@pytest.mark.parametrize("original", [None, docx(paragraph("另一份文件"))])
def test_without_a_word_file_that_fits_one_is_made_of_the_text(
    report: ContractReport, subject: Subject, original: bytes | None
) -> None:
    made = write_annotated(report, replace(subject, original=original), "zh")
    assert texts(made) == WITH_WORDING
    assert "批注写在用读到的文字新建的 Word 文件上" in comments(made)
    assert ("对不上" in comments(made)) is (original is not None)


def test_libreoffice_rejects_and_accepts_it_as_promised(
    report: ContractReport, subject: Subject, tmp_path: Path
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice: make servers")
    source = tmp_path / "annotated.docx"
    source.write_bytes(write_annotated(report, subject, "zh"))
    targets = [tmp_path / "accepted.docx", tmp_path / "rejected.docx"]
    settle([Settling(source, targets[0], True), Settling(source, targets[1], False)])
    accepted, rejected = (texts(target.read_bytes()) for target in targets)
    assert rejected == LINES
    assert accepted == WITH_WORDING
