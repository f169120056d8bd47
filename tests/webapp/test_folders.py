"""Folders: clauses and documents with notes, as they stand now, handed on; their owner's alone."""

import re
from io import BytesIO

from house import Browser, House
from openpyxl import load_workbook

from contracts.visibility import Visible
from store.readings import clauses_of

LEASE = """设备租赁合同
第一条 租金
承租方应当每月支付租金人民币三千元。
第二条 违约责任
承租方逾期付款的，每日按合同总价的千分之三支付违约金，累计不超过合同总价的百分之十。
"""


def clause(house: House, title: str, heading: str) -> str:
    with house.services.database.read() as connection:
        clauses = clauses_of(connection, house.versions[title], Visible.everything())
    return next(each.id for each in clauses if each.heading == heading)


def put(browser: Browser, house: House, heading: str, note: str = "", **more: str) -> None:
    wanted = clause(house, "设备采购合同", heading)
    form = {"name": "写法", "clause": wanted, "note": note, "next": "/", **more}
    assert browser.post("/saved/folders/add", form).status_code == 302


def test_a_clause_is_set_aside_with_a_note(house: House, reader: Browser) -> None:
    put(reader, house, "违约责任", "有比例，没有上限")
    page = reader.get("/saved/folders/1").text
    assert "有比例，没有上限" in page
    assert "千分之一" in page
    put(reader, house, "违约责任", "另一句话")
    assert reader.get("/saved/folders/1").text.count('class="hit"') == 1
    reader.post("/saved/folders/1/entries/1", {"note": "改过的备注"})
    assert "改过的备注" in reader.get("/saved/folders/1").text
    reader.post("/saved/folders/1/entries/1", {"remove": "1"})
    assert "文件夹是空的" in reader.get("/saved/folders/1").text


def test_a_whole_document_is_set_aside(house: House, reader: Browser) -> None:
    number = house.documents["设备采购合同"]
    assert "设备采购合同" in reader.get(f"/saved/folders/add?document={number}").text
    reader.post("/saved/folders/add", {"name": "待谈", "document": str(number)})
    assert "整份文件" in reader.get("/saved/folders/1").text


def test_a_clause_is_shown_as_it_stands_in_the_newest_version(
    house: House, reader: Browser
) -> None:
    house.add_document("采购", "设备租赁合同", LEASE)
    number, wanted = house.documents["设备租赁合同"], clause(house, "设备租赁合同", "违约责任")
    reader.post("/saved/folders/add", {"name": "写法", "clause": wanted})
    more = LEASE.replace("千分之三", "千分之五")
    house.add_document("采购", "设备租赁合同", more, document_id=number)
    page = reader.get("/saved/folders/1").text
    assert "文字已有改动" in page
    assert "千分之五" in page
    without = LEASE.split("第二条", maxsplit=1)[0]
    house.add_document("采购", "设备租赁合同", without, document_id=number)
    page = reader.get("/saved/folders/1").text
    assert "最新版本中已没有这条" in page
    assert "千分之三" in page


def test_a_folder_is_handed_on_with_its_notes_and_the_permission(
    house: House, reader: Browser
) -> None:
    put(reader, house, "违约责任", "有比例，没有上限")
    reader.post("/saved/folders/add", {"folder": "1", "document": house.documents["设备采购合同"]})
    book = load_workbook(BytesIO(reader.get("/saved/folders/1/list.xlsx").data))
    rows = list(book.worksheets[0].values)
    assert rows[0][-1] == "备注"
    assert {row[-1] for row in rows[1:]} == {"有比例，没有上限", None}
    assert any("整份文件" in str(row[7]) for row in rows)
    facts = {row[0]: row[1] for row in book.worksheets[1].values}
    assert facts["文件夹"] == "写法"
    assert facts["查阅权限"] == "采购"
    for form in ("csv", "docx"):
        assert reader.get(f"/saved/folders/1/list.{form}").status_code == 200
    assert reader.get("/saved/folders/1/list.exe").status_code == 404


def test_what_may_no_longer_be_seen_is_in_no_folder(house: House, administrator: Browser) -> None:
    hidden = clause(house, "股权收购保密协议", "违约责任")
    reader = house.browser("读者")
    assert reader.post("/saved/folders/add", {"name": "x", "clause": hidden}).status_code == 404
    assert reader.get(f"/saved/folders/add?clause={hidden}").status_code == 404
    administrator.post("/saved/folders/add", {"name": "写法", "clause": hidden})
    assert "五百万元" in administrator.get("/saved/folders/1").text
    with house.services.database.write() as connection:
        connection.exec_driver_sql("UPDATE users SET administrator = 0 WHERE name = 'admin'")
    assert "五百万元" not in administrator.get("/saved/folders/1").text
    assert re.search(r"写法</a></td><td class=\"number\">0<", administrator.get("/saved").text)


def test_a_folder_is_its_owners_alone(house: House, reader: Browser, editor: Browser) -> None:
    put(reader, house, "违约责任")
    for address in ("/saved/folders/1", "/saved/folders/1/list.xlsx"):
        assert editor.get(address).status_code == 404
    for address in ("", "/remove", "/entries/1"):
        assert editor.post(f"/saved/folders/1{address}", {"name": "x"}).status_code == 404
    reader.post("/saved/folders/1", {"name": "好写法"})
    assert "好写法" in reader.get("/saved").text
    reader.post("/saved/folders/1/remove")
    assert "好写法" not in reader.get("/saved").text
