"""A ledger on the page of an import, and at the terminal."""

import re
from io import BytesIO
from pathlib import Path

from command_line import MAINTENANCE, tiaoli
from house import Browser, House

CSV = "文件名,金额,签订日期\n设备采购合同.txt,5000,2024-03-02\n没有.txt,1,某日\n"


def upload(browser: Browser, run: int, text: str = CSV) -> str:
    form = {"file": (BytesIO(text.encode()), "台账.csv")}
    return browser.post(f"/imports/{run}/ledger", form, follow_redirects=True).text


def test_a_ledger_is_matched_first_and_taken_over_when_told(house: House, editor: Browser) -> None:
    run, document = house.runs["设备采购合同"], house.documents["设备采购合同"]
    assert f"/imports/{run}/ledger" in editor.get(f"/imports/{run}").text
    page = upload(editor, run)
    assert "没有.txt" in page  # a row without a file
    assert "5000.00" not in editor.get(f"/documents/{document}").text
    form = {"mapped": "1", "column-0": "file", "column-1": "amount"}
    editor.post(f"/imports/{run}/ledger/apply", form)
    assert "5000.00" in editor.get(f"/documents/{document}").text
    assert "2024-03-02" not in editor.get(f"/documents/{document}").text  # left out in the form


def test_columns_can_mean_something_else(house: House, editor: Browser) -> None:
    run = house.runs["设备采购合同"]
    upload(editor, run)
    form = {"mapped": "1", "column-1": "file"}
    page = editor.get(f"/imports/{run}/ledger", query_string=form).text
    assert "设备采购合同.txt</a>" in page  # now a file without a row


def test_where_several_files_fit_a_row_one_is_chosen(house: House, editor: Browser) -> None:
    names = ("HT-2024-007 维修合同.txt", "HT-2024-007 补充协议.txt")
    files = [(BytesIO(name.encode()), name) for name in names]
    sent = {"collection": str(house.collections["采购"]), "files": files}
    run = int(editor.post("/imports", sent).location.rpartition("/")[2])
    shown = upload(editor, run, "合同编号,金额\nHT-2024-007,5000\n")
    fitting = re.findall(r'<option value="(\d+)">HT-2024-007 (\w+)\.txt', shown)
    assert [name for _, name in fitting] == ["维修合同", "补充协议"]
    other = fitting[1][0]
    form = {"mapped": "1", "column-0": "number", "column-1": "amount", "row-0": other}
    assert "写入 1 行的值" in editor.get(f"/imports/{run}/ledger", query_string=form).text
    editor.post(f"/imports/{run}/ledger/apply", form)
    assert "5000.00" in editor.get(f"/documents/{other}").text


def test_what_would_be_written_and_what_cannot_be_is_shown_before_it_is(
    house: House, editor: Browser
) -> None:
    run, document = house.runs["设备采购合同"], house.documents["设备采购合同"]
    page = upload(editor, run, "文件名,金额（万元）,签订日期\n设备采购合同.txt,13.9,某日\n")
    assert "CNY 139,000.00" in page
    assert "第 2 行“签订日期”：“某日”，读不出日期或金额。" in page
    assert "139,000" not in editor.get(f"/documents/{document}").text
    form = {"mapped": "1", "column-0": "file", "column-1": "amount", "column-2": "agreement_date"}
    page = editor.post(f"/imports/{run}/ledger/apply", form).text
    assert "1 份文件有了新的值" in page
    assert "“某日”，读不出日期或金额。" in page
    assert "139000" in editor.get(f"/documents/{document}").text.replace(",", "")


def test_a_document_whose_cells_were_all_left_out_is_not_said_to_agree_with_the_ledger(
    house: House, editor: Browser
) -> None:
    run = house.runs["设备采购合同"]
    upload(editor, run, "文件名,签订日期\n设备采购合同.txt,某日\n")
    form = {"mapped": "1", "column-0": "file", "column-1": "agreement_date"}
    page = editor.post(f"/imports/{run}/ledger/apply", form).text
    assert "0 份文件有了新的值" in page
    assert "与台账相同" not in page


def test_only_editors_use_a_ledger(house: House, reader: Browser, editor: Browser) -> None:
    run, hidden = house.runs["设备采购合同"], house.runs["股权收购保密协议"]
    assert f"/imports/{run}/ledger" not in reader.get(f"/imports/{run}").text
    assert reader.get(f"/imports/{run}/ledger").status_code == 403
    assert reader.post(f"/imports/{run}/ledger/apply").status_code == 403
    assert editor.get(f"/imports/{hidden}/ledger").status_code == 404
    assert editor.post(f"/imports/{run}/ledger/apply").status_code == 404  # none was uploaded
    form = {"file": (BytesIO(b"%PDF-1.4"), "x.pdf")}
    assert editor.post(f"/imports/{run}/ledger", form).status_code == 400


def test_the_command_says_what_is_left_over_and_writes_when_told(tmp_path: Path) -> None:
    data, ledger = tmp_path / "data", tmp_path / "台账.csv"
    (tmp_path / "合同.txt").write_text(MAINTENANCE, encoding="utf-8")
    ledger.write_text("文件,金额,备注\n合同.txt,5000,\n没有.txt,1,\n", encoding="utf-8")
    tiaoli(data, "import", str(tmp_path / "合同.txt"))
    looked = tiaoli(data, "ledger", "1", str(ledger))
    assert "2 rows = 1 matched + 1 left over; without a row: 0 files" in looked.stdout
    assert "row 3, no file fits: 没有.txt | 1 |" in looked.stdout
    written = tiaoli(data, "ledger", "1", str(ledger), "--map", "备注=-", "--apply")
    assert "New values for 1 document." in written.stdout
    again = tiaoli(data, "ledger", "1", str(ledger), "--map", "备注=-", "--apply")
    assert "New values for 0 documents." in again.stdout
    assert tiaoli(data, "ledger", "1", str(ledger), "--map", "无=amount").exit_code == 2
