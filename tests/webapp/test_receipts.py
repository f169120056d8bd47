"""Receipts as files: what is written is read again, and a changed word is told."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli
from house import Browser, House
from openpyxl import load_workbook

from webapp.receipts.files import FORMS, write_receipt
from webapp.receipts.statement import Statement
from webapp.receipts.verifying import NotAReceipt, check_receipt

FACTS = (
    ("import", "3"), ("collection", "2024"), ("source", "/share"), ("by", "command line"),
    ("started", "2026-11-27 10:00:00 UTC"), ("all received", "2026-11-27 10:01:00 UTC"),
    ("received", "3"), ("indexed", "1"), ("duplicate", "1"), ("needs attention", "0"),
    ("failed", "1"), ("skipped", "0"), ("in progress", "0"), ("unpacked", "0"),
)  # fmt: skip
ROWS = (
    ("1", "/share/=cmd|' /C calc'!A0.txt", "12", "a" * 64, "indexed", "7", ""),
    ("2", "/share/ <b>two</b> & “three”.txt", "12", "a" * 64, "duplicate", "7", ""),
    ("3", "-4.pdf", "", "", "failed", "", "It is damaged."),
)
STATED = Statement("en", FACTS, ROWS)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_again(form: str) -> None:
    checked = check_receipt(write_receipt(STATED, form))
    assert checked.fingerprint == STATED.fingerprint
    assert checked.is_intact
    assert checked.adds_up


def test_a_changed_word_is_told() -> None:
    page = write_receipt(STATED, "html")
    assert not check_receipt(page.replace(b"It is damaged", b"It is missing")).is_intact
    book = load_workbook(BytesIO(write_receipt(STATED, "xlsx")))
    book.worksheets[1]["G4"] = "It is missing."
    changed = BytesIO()
    book.save(changed)
    assert not check_receipt(changed.getvalue()).is_intact


def test_a_row_that_is_gone_breaks_the_sum() -> None:
    page = write_receipt(STATED, "html").decode()
    row = re.compile(r"<tr><td>2</td>.*?</tr>", re.S)
    assert row.search(page)
    checked = check_receipt(row.sub("", page).encode())
    assert not checked.adds_up
    assert not checked.is_intact


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    book = load_workbook(BytesIO(write_receipt(STATED, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert book.worksheets[1]["B4"].value == "'-4.pdf"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<table class='facts'></table>", b"\xff"])
def test_what_is_no_receipt_is_told(data: bytes) -> None:
    with pytest.raises(NotAReceipt):
        check_receipt(data)


def test_the_page_of_an_import_hands_out_its_receipt(house: House, reader: Browser) -> None:
    run = house.runs["设备采购合同"]
    assert f"/imports/{run}/receipt.xlsx" in reader.get(f"/imports/{run}").text
    for form in FORMS:
        answer = reader.get(f"/imports/{run}/receipt.{form}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        checked = check_receipt(answer.data)
        assert checked.is_intact
        assert checked.adds_up
        assert [row[1] for row in checked.stated.rows] == ["设备采购合同.txt"]
    hidden = house.runs["股权收购保密协议"]
    assert reader.get(f"/imports/{hidden}/receipt.html").status_code == 404
    assert reader.get(f"/imports/{run}/receipt.doc").status_code == 404


def test_the_command_writes_a_receipt_and_knows_it_again(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "receipt.xlsx"
    (tmp_path / "合同.txt").write_text(MAINTENANCE, encoding="utf-8")
    tiaoli(data, "import", str(tmp_path / "合同.txt"))
    written = tiaoli(data, "receipt", "1", "--format", "xlsx", "--output", str(file))
    assert check_receipt(file.read_bytes()).fingerprint in written.stdout
    here = tiaoli(data, "receipt", "--verify", str(file))
    assert here.exit_code == 0
    assert "Intact: 1 lines" in here.stdout
    assert "It was written here" in here.stdout
    elsewhere = tiaoli(tmp_path / "none", "receipt", "--verify", str(file))
    assert (elsewhere.exit_code, "written here" in elsewhere.stdout) == (0, False)
    foreign = tmp_path / "foreign.html"
    foreign.write_bytes(write_receipt(STATED, "html"))
    assert "It was not written here" in tiaoli(data, "receipt", "--verify", str(foreign)).stdout
    foreign.write_bytes(foreign.read_bytes().replace(b"damaged", b"missing"))
    assert tiaoli(data, "receipt", "--verify", str(foreign)).exit_code == 1
