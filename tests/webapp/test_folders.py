"""Folders: clauses and documents with notes, as they stand now, handed on; their owner's alone."""

import re
from io import BytesIO

from house import PASSWORD, Browser, House
from openpyxl import load_workbook

from contracts.visibility import EVERYTHING
from store import users
from store.readings import clauses_of
from webapp.accounts import hash_password

LEASE = """设备租赁合同
第一条 租金
承租方应当每月支付租金人民币三千元。
第二条 违约责任
承租方逾期付款的，每日按合同总价的千分之三支付违约金，累计不超过合同总价的百分之十。
"""


def clause(house: House, title: str, heading: str) -> str:
    with house.services.database.read() as connection:
        clauses = clauses_of(connection, house.versions[title], EVERYTHING)
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


def test_a_clause_without_a_heading_is_shown_under_the_one_above(
    house: House, reader: Browser
) -> None:
    house.add_document("采购", "租赁合同", "租赁合同\n第一条 租金\n（一）承租人每月付租。")
    wanted = f"{house.versions['租赁合同']}.2"
    reader.post("/saved/folders/add", {"name": "写法", "clause": wanted})
    assert re.search('class="above"[^>]*>第一条 租金<', reader.get("/saved/folders/1").text)


def test_a_whole_document_is_set_aside(house: House, reader: Browser) -> None:
    number = house.documents["设备采购合同"]
    assert "设备采购合同" in reader.get(f"/saved/folders/add?document={number}").text
    reader.post("/saved/folders/add", {"name": "待谈", "document": str(number)})
    page = reader.get("/saved/folders/1").text
    assert re.search(r"整份文件 <span[^>]*>设备采购合同\.txt<", page)


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


def colleague(house: House, name: str, *collections: str) -> Browser:
    """Somebody else, who may read these collections."""
    with house.services.database.write() as connection:
        number = users.create_user(connection, name, hash_password(PASSWORD))
        for each in collections:
            users.grant(connection, number, house.collections[each], users.Role.READER)
    return house.browser(name)


def test_a_colleague_reads_a_shared_folder_and_changes_nothing(
    house: House, reader: Browser
) -> None:
    put(reader, house, "违约责任", "有比例")
    other = colleague(house, "王法务", "采购")
    assert other.get("/saved/folders/1").status_code == 404
    assert "没有这位同事" in shared(reader, person="无此人")
    assert "王法务" in shared(reader, person="王法务", right="read")
    page = other.get("/saved/folders/1").text
    assert "有比例" in page
    assert "由读者共享" in page
    assert "写法" in other.get("/saved").text
    assert "写法" not in other.get(f"/saved/folders/add?document={1}").text
    for path in ("", "/remove", "/shares", "/entries/1", "/shares/1/end"):
        assert other.post(f"/saved/folders/1{path}", {"name": "x"}).status_code == 403
    form = {"folder": "1", "clause": clause(house, "设备采购合同", "价款"), "next": "/"}
    assert other.post("/saved/folders/add", form).status_code == 403


def test_a_colleague_with_the_right_adds_and_annotates_but_does_not_share(
    house: House, reader: Browser
) -> None:
    put(reader, house, "违约责任")
    other = colleague(house, "王法务", "采购")
    shared(reader, person="王法务", right="edit")
    other.post("/saved/folders/1/entries/1", {"note": "我看过了"})
    assert "我看过了" in reader.get("/saved/folders/1").text
    form = {"folder": "1", "clause": clause(house, "设备采购合同", "价款"), "next": "/"}
    other.post("/saved/folders/add", form)
    assert reader.get("/saved/folders/1").text.count('class="hit"') == 2
    assert other.post("/saved/folders/1/remove", {}).status_code == 403
    reader.post("/saved/folders/1/shares/1/end", {})
    assert other.get("/saved/folders/1").status_code == 404


def test_each_sees_of_a_shared_folder_what_they_may_see(house: House) -> None:
    administrator = house.browser("admin")
    secret = house.documents["股权收购保密协议"]
    administrator.post("/saved/folders/add", {"name": "写法", "document": str(secret)})
    put(administrator, house, "违约责任")
    reader, nobody = house.browser("读者"), colleague(house, "实习生")
    shared(administrator, collection=str(house.collections["采购"]), right="edit")
    page = reader.get("/saved/folders/1").text
    assert "1 个条目" in page
    assert "股权收购" not in page
    assert "股权收购" not in reader.get("/saved/folders/1/list.csv").text
    reader.post("/saved/folders/1/entries/1", {"remove": "1"})  # the one that is hidden
    assert "股权收购" in administrator.get("/saved/folders/1").text
    assert nobody.get("/saved/folders/1").status_code == 404
    assert "写法" not in nobody.get("/saved").text


def test_a_share_names_no_collection_that_its_owner_may_not_see_any_more(
    house: House, administrator: Browser
) -> None:
    administrator.post("/saved/folders", {"name": "写法"})
    assert "并购" in shared(administrator, collection=str(house.collections["并购"]))
    with house.services.database.write() as connection:
        connection.exec_driver_sql("UPDATE users SET administrator = 0 WHERE name = 'admin'")
    page = administrator.get("/saved/folders/1").text
    assert "并购" not in page
    assert "您已无权查看" in page
    administrator.post("/saved/folders/1/shares/1/end")
    assert "您已无权查看" not in administrator.get("/saved/folders/1").text


def shared(browser: Browser, **form: str) -> str:
    """The page of the first folder after it was shared so."""
    browser.post("/saved/folders/1/shares", form)
    return browser.get("/saved/folders/1").text
