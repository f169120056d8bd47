"""``review --format``: files, and exit codes by severity."""

from pathlib import Path

import openpyxl
import pytest
from command_line import MAINTENANCE, tiaoli

from ingest.parsers import docx


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
    assert f"report written to {output}" in result.stdout
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


def test_the_exit_code_is_by_severity(contract: str, tmp_path: Path) -> None:
    for checklist, limit, code in (
        ("general_contract", "high", 3),
        ("after_sales_service", "low", 3),
    ):
        arguments = ("--checklist", checklist, "--fail-on", limit)
        assert tiaoli(tmp_path, "review", contract, *arguments).exit_code == code


def test_a_file_that_cannot_be_written_is_told(contract: str, tmp_path: Path) -> None:
    output = str(tmp_path / "no" / "folder.html")
    result = tiaoli(tmp_path, "review", contract, "--format", "html", "--output", output)
    assert result.exit_code == 1
    assert "--output" in result.stderr


def test_json_and_a_report_are_not_asked_for_at_once(contract: str, tmp_path: Path) -> None:
    assert tiaoli(tmp_path, "review", contract, "--json", "--format", "html").exit_code == 2
