"""Search results as files: every hit, what was asked, and nothing that a spreadsheet would run."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import docx
import pytest
from command_line import MAINTENANCE, tiaoli
from house import Browser, House
from openpyxl import load_workbook

from contracts.document import Block, BlockKind
from ingest.parsers.docx import parse


def sheet(data: bytes, number: int = 0) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(data)).worksheets[number].values)


def many(house: House, count: int) -> None:
    lines = "\n".join(
        f"第{number}条 违约金\n每日支付违约金{number}元。" for number in range(1, count)
    )
    house.add_document("采购", "长合同", f"长合同\n{lines}")


def test_every_hit_is_in_the_workbook_also_beyond_a_page(house: House, reader: Browser) -> None:
    many(house, 60)
    rows = sheet(reader.get("/hits.xlsx?q=违约金").data)
    assert len(rows) == 1 + 59 + 1  # the head, the long contract's, the purchase's
    assert rows[0][1] == "文件"


def test_the_file_says_what_was_asked_and_with_what_permission(
    house: House, reader: Browser
) -> None:
    collection = house.collections["采购"]
    data = reader.get(f"/hits.xlsx?q=违约金&collection={collection}").data
    facts = {row[0]: row[1] for row in sheet(data, 1)}
    assert facts["检索式"] == "违约金"
    assert facts["筛选"] == "采购"
    assert facts["查阅权限"] == "采购"
    assert "读者" in str(facts["生成"])


def test_the_file_says_which_other_words_were_searched_for(reader: Browser) -> None:
    asked = {row[0]: row[1] for row in sheet(reader.get("/hits.xlsx?q=三包").data, 1)}
    assert "退货" in str(asked["同时检索"])
    typed = {row[0]: row[1] for row in sheet(reader.get("/hits.xlsx?q=三包&synonyms=no").data, 1)}
    assert "同时检索" not in typed


def test_a_clause_without_a_heading_has_the_one_that_it_stands_under(
    house: House, reader: Browser
) -> None:
    house.add_document("采购", "租赁合同", "租赁合同\n第一条 租金\n（一）承租人每月付租。")
    (_, *rows) = sheet(reader.get("/hits.xlsx?q=每月付租").data)
    assert [row[5:7] for row in rows] == [("（一）", "第一条 租金")]
    tables_ = tables(parse(reader.get("/hits.docx?q=每月付租").data).blocks)
    assert any("第一条 租金" in block.shown for block in tables_)


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx"])
def test_what_is_hidden_is_in_no_file(reader: Browser, form: str) -> None:
    data = reader.get(f"/hits.{form}?q=违约金").data
    if form == "csv":
        text = data.decode("utf-8-sig")
    elif form == "xlsx":
        text = repr(sheet(data)) + repr(sheet(data, 1))
    else:
        text = "\n".join(block.shown for block in parse(data).blocks)
    assert "设备采购合同" in text
    assert "并购" not in text
    assert "五百万元" not in text


def test_a_clause_that_looks_like_a_formula_is_text(house: House, reader: Browser) -> None:
    house.add_document("采购", "＝1+1", '=HYPERLINK("http://x") 违约金')
    rows = list(csv.reader(StringIO(reader.get("/hits.csv?q=HYPERLINK").data.decode("utf-8-sig"))))
    assert rows[1][1].startswith("'＝")  # a formula too, where Excel is set to Chinese
    assert rows[1][7].startswith("'=")


def test_the_word_file_has_a_table_for_each_document(reader: Browser) -> None:
    blocks = parse(reader.get("/hits.docx?q=违约金").data).blocks
    headings = [block.shown for block in blocks if block.kind is BlockKind.HEADING]
    assert headings == ["检索结果", "设备采购合同"]
    assert any("千分之一" in block.shown for block in tables(blocks))
    docx.Document(BytesIO(reader.get("/hits.docx?q=违约金").data))


def tables(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if block.kind is BlockKind.TABLE]


def test_an_unknown_format_is_not_found(reader: Browser) -> None:
    assert reader.get("/hits.exe?q=违约金").status_code == 404


def test_the_command_writes_all_hits(tmp_path: Path) -> None:
    contract, data = tmp_path / "contract.txt", tmp_path / "data"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    tiaoli(data, "import", str(contract))
    output = tmp_path / "hits.xlsx"
    said = tiaoli(data, "search", "违约金", "--output", str(output))
    assert said.exit_code == 0
    assert len(sheet(output.read_bytes())) > 1
    assert tiaoli(data, "search", "违约金", "--output", str(tmp_path / "hits.pdf")).exit_code == 2
    nowhere = tiaoli(data, "search", "违约金", "--output", str(tmp_path / "none" / "a.csv"))
    assert "Cannot write" in nowhere.stderr
