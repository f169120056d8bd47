"""The report of one contract: the same facts in every format and in both languages."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from contract_report import contract_report

from contracts.errors import NeedsProgram
from ingest.parsers import docx as docx_parser
from ingest.parsers import pdf as pdf_parser
from office.libreoffice import has_component
from office.package import Package
from office.sheet_values import safe
from office.word_elements import W
from review.checklist import Level
from review.findings import Verdict
from review.reports.contract_parts import contract_layout
from review.reports.contract_report import ContractReport
from review.reports.contract_workbook import write_contract_workbook
from review.reports.pdf import write_pdf
from review.reports.severity import Severity, severity
from review.reports.word import write_word
from store.database import Database
from webapp.reports.page import write_page

# What a reader must find, whatever the format.
SAME = "设备维护合同 第一条 60日内付款 提交甲方所在地法院。 王法务 2026-03-01".split()
FACTS = {
    "zh": (
        *SAME,
        "高风险",
        "不可接受",
        "争议解决",
        "三项",
        "仅规则",
        "文件 1",
        "条理 Tiaoli 0.1.0",
    ),
    "en": (*SAME, "High risk", "Unacceptable", "Dispute resolution", "Three", "Rules alone"),
}


@pytest.fixture
def report(sqlite_database: Database, tmp_path: Path) -> ContractReport:
    return contract_report(sqlite_database, tmp_path)


def words_of(data: bytes) -> str:
    return "\n".join(block.shown for block in docx_parser.parse(data).blocks)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_web_page_word_file_and_workbook_hold_the_same_facts(
    report: ContractReport, language: str
) -> None:
    layout = contract_layout(report, language)
    book = openpyxl.load_workbook(BytesIO(write_contract_workbook(report, language)))
    cells = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    for text in (write_page(layout).decode(), words_of(write_word(layout)), cells):
        assert [fact for fact in FACTS[language] if fact not in text] == []


def test_what_is_mandatory_weighs_a_step_more() -> None:
    assert severity(Verdict.MISSING, Level.MANDATORY) is Severity.HIGH
    assert severity(Verdict.MISSING, Level.RECOMMENDED) is Severity.MEDIUM
    assert severity(Verdict.WEAK, Level.MANDATORY) is Severity.MEDIUM
    assert severity(Verdict.WEAK, Level.RECOMMENDED) is Severity.LOW
    assert severity(Verdict.WAIVED, Level.MANDATORY) is Severity.NONE


def test_decisions_and_the_sign_off_are_told(sqlite_database: Database, tmp_path: Path) -> None:
    report = contract_report(sqlite_database, tmp_path, decided=True)
    text = words_of(write_word(contract_layout(report, "zh")))
    assert "豁免，批准人：陈总，至 2026-12-31，理由：老客户" in text
    assert re.search(r"赵经理 已于 .* 签核，签核有效。", text)
    assert [each.item.id for each in report.of_severity(Severity.HIGH)] == ["dispute"]


def test_the_web_page_needs_nothing_else_and_runs_nothing(report: ContractReport) -> None:
    wicked = replace(report, document=replace(report.document, title="<script>alert(1)</script>"))
    page = write_page(contract_layout(wicked, "zh")).decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r'(?:src|href)="', page)
    assert "default-src 'none'" in page


def test_chinese_has_fonts_of_its_own_in_word_and_heads_are_repeated(
    report: ContractReport,
) -> None:
    package = Package(write_word(contract_layout(report, "zh")))
    styles, body = package.xml("word/styles.xml"), package.xml("word/document.xml")
    assert styles is not None
    assert body is not None
    fonts = {
        style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}rFonts")
        for style in styles.iter(f"{W}style")
    }
    for name in ("Normal", "Heading1", "Heading2"):
        held = fonts[name]
        assert held is not None
        assert (held.get(f"{W}ascii"), held.get(f"{W}eastAsia")) == ("Arial", "微软雅黑")
        assert not [name for name in held.attrib if "Theme" in str(name)]
    assert list(body.iter(f"{W}tblHeader"))
    page = next(body.iter(f"{W}pgSz"))
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("11906", "16838")


def test_a_workbook_keeps_its_head_in_view_and_takes_no_text_for_a_formula(
    report: ContractReport,
) -> None:
    wicked = replace(report, document=replace(report.document, title="=1+1"))
    data = write_contract_workbook(wicked, "zh")
    book = openpyxl.load_workbook(BytesIO(data))
    assert book["摘要"]["B1"].value == "'=1+1"
    assert book["摘要"]["B1"].data_type == "s"
    assert [safe(text) for text in ("+1", "-1", "@a", "\t=1", 5)] == [
        "'+1",
        "'-1",
        "'@a",
        "'\t=1",
        5,
    ]
    findings = book["审查发现"]
    assert findings.row_dimensions[3].height > 30  # wrapped texts are seen whole
    assert findings.freeze_panes == "F2"
    assert findings.auto_filter.ref == "A1:L4"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert "xl/charts/chart1.xml" in archive.namelist()


def test_a_pdf_is_printed_from_the_word_file(report: ContractReport) -> None:
    if not has_component("writer"):
        pytest.skip("needs LibreOffice: make servers")
    data = write_pdf(contract_layout(report, "zh"))
    parsed = pdf_parser.parse(data)
    assert parsed.page_count is not None
    assert parsed.page_count >= 3
    text = "".join(block.shown for block in parsed.blocks)
    assert "设备维护合同" in text
    assert "提交甲方所在地法院。" in text


def test_characters_that_no_xml_holds_are_left_out(report: ContractReport) -> None:
    odd = replace(report, document=replace(report.document, title="合同\x0c\x00\ufffe终稿"))
    assert "合同终稿" in words_of(write_word(contract_layout(odd, "zh")))
    book = openpyxl.load_workbook(BytesIO(write_contract_workbook(odd, "zh")))
    assert book["摘要"]["B1"].value == "合同终稿"


def test_without_libreoffice_a_pdf_says_what_to_install(
    report: ContractReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NeedsProgram, match="libreoffice-writer"):
        write_pdf(contract_layout(report, "zh"))
