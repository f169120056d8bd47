"""``review --format``: files, and exit codes by severity."""

import json
from pathlib import Path

import openpyxl
import pytest
from command_line import MAINTENANCE, tiaoli

from ingest.parsers import docx

WHAT_IS_MANDATORY = """\
第八条 质量
服务质量应当符合国家标准和行业标准。
第九条 履行地点和方式
乙方在甲方所在地上门提供服务，履行期限自2024年3月1日起至2025年2月28日止。
"""


@pytest.fixture
def contract(tmp_path: Path) -> str:
    path = tmp_path / "维护.txt"
    path.write_text(MAINTENANCE, encoding="utf-8")
    return str(path)


def test_a_report_is_written_where_the_command_says(contract: str, tmp_path: Path) -> None:
    output = tmp_path / "report.docx"
    result = tiaoli(
        tmp_path,
        "review",
        contract,
        "--format",
        "docx",
        "--output",
        str(output),
        "--language",
        "zh",
    )
    assert result.exit_code == 3
    assert f"written to {output}" in result.stdout
    words = "\n".join(block.shown for block in docx.parse(output.read_bytes()).blocks)
    assert "合同审查报告" in words
    assert "tiaoli review 维护.txt" in words


def test_a_report_is_named_after_the_contract_by_default(
    contract: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tiaoli(tmp_path, "review", contract, "--format", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "设备维护服务合同 review.xlsx")
    assert book.sheetnames == ["Summary", "Findings", "Laws and checks", "Basis"]


def test_the_exit_code_is_by_severity(tmp_path: Path) -> None:
    path = tmp_path / "better.txt"
    text = MAINTENANCE.replace("甲方（盖章）", f"{WHAT_IS_MANDATORY}\n甲方（盖章）", 1)
    path.write_text(text, encoding="utf-8")
    arguments = ("review", str(path), "--checklist", "general_contract")
    assert tiaoli(tmp_path, *arguments).exit_code == 0
    assert tiaoli(tmp_path, *arguments, "--fail-on", "medium").exit_code == 3
    assert tiaoli(tmp_path, *arguments, "--fail-on", "low").exit_code == 3


def test_a_collection_is_reviewed_as_a_portfolio(contract: str, tmp_path: Path) -> None:
    data, output = tmp_path / "data", tmp_path / "portfolio.xlsx"
    tiaoli(data, "import", contract, "--collection", "售后")
    printed = tiaoli(data, "review", "--collection", "售后")
    assert printed.exit_code == 3
    assert "设备维护服务合同" in printed.stdout
    written = tiaoli(
        data, "review", "--collection", "售后", "--format", "xlsx", "--output", str(output)
    )
    assert written.exit_code == 3
    matrix = openpyxl.load_workbook(output)["Matrix"]
    assert matrix["A2"].value == "设备维护服务合同"
    told = json.loads(tiaoli(data, "review", "--collection", "售后", "--json").stdout)
    (row,) = told["documents"]
    assert told["checklist"] == "after_sales_service"
    assert row["figures"]["payment.payment_period"] == 30
    assert row["verdicts"]["response_time"] == "present"
    unknown = tiaoli(data, "review", "--collection", "没有")
    assert unknown.exit_code == 1
    assert "售后" in unknown.stderr


def test_a_file_that_cannot_be_written_is_told(contract: str, tmp_path: Path) -> None:
    output = str(tmp_path / "no" / "folder.html")
    result = tiaoli(tmp_path, "review", contract, "--format", "html", "--output", output)
    assert result.exit_code == 1
    assert "--output" in result.stderr


def test_json_and_a_report_are_not_asked_for_at_once(contract: str, tmp_path: Path) -> None:
    assert tiaoli(tmp_path, "review", contract, "--json", "--format", "html").exit_code == 2


def test_one_thing_is_reviewed_at_a_time(contract: str, tmp_path: Path) -> None:
    assert tiaoli(tmp_path, "review").exit_code == 2
    assert tiaoli(tmp_path, "review", contract, "--collection", "售后").exit_code == 2


def test_a_file_is_written_annotated(contract: str, tmp_path: Path) -> None:
    output = tmp_path / "annotated.docx"
    result = tiaoli(tmp_path, "review", contract, "--format", "annotated", "--output", str(output))
    assert result.exit_code == 3
    blocks = docx.parse(output.read_bytes()).blocks
    assert any(change.author == "条理 Tiaoli" for block in blocks for change in block.revisions)
    of_many = tiaoli(tmp_path, "review", "--collection", "售后", "--format", "annotated")
    assert of_many.exit_code == 2
