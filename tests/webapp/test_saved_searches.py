"""Saved searches: what is new is told once, under the owner's rights; what doesn't run says so."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli
from house import Browser, House
from mail_server import Postbox, mail_server

from searching import saved_search
from searching.alerts import Alerts
from searching.mail_server import NONE, MailServer
from store import jobs, users
from store.saved_searches import Preferences, SavedQuery, add_saved_search
from store.users import Role

LEASE = """设备租赁合同
第一条 租金
承租方应当每月支付租金人民币三千元。
第二条 违约责任
承租方逾期付款的，每日按合同总价的千分之三支付违约金。
"""


@pytest.fixture
def alerts(house: House) -> Alerts:
    """The lane without mail."""
    return Alerts(house.services.database, house.services.index, None)


def run(alerts: Alerts, minutes: int = 0) -> None:
    """A turn that many minutes from now: hits bear the moment at which they are found."""
    alerts.turn(datetime.now(UTC) + timedelta(minutes=minutes))


def save(browser: Browser, query: str, **more: str) -> None:
    form = {"q": query, "name": query, "alert": "on", "next": "/", **more}
    assert browser.post("/saved/searches", form).status_code == 302


def news(browser: Browser) -> str:
    """The page of the person's first saved search."""
    address = re.search(r'href="(/saved/searches/\d+)"', browser.get("/saved").text)
    assert address is not None
    return browser.get(address[1]).text


def badge(browser: Browser) -> str:
    """The count in the top bar, "" for none."""
    found = re.search(r'<strong class="badge"[^>]*>(\d+)</strong></a>', browser.get("/help").text)
    return found[1] if found else ""


def test_what_is_there_already_is_no_news_and_what_comes_is(
    house: House, reader: Browser, alerts: Alerts
) -> None:
    save(reader, "违约金")
    run(alerts)
    assert "没有新结果" in news(reader)
    house.add_document("采购", "设备租赁合同", LEASE)
    run(alerts, 1)
    page = news(reader)
    assert "千分之三" in page
    assert "千分之一" not in page
    assert badge(reader) == "1"


def test_seen_news_is_no_news_but_what_came_meanwhile_is(
    house: House, reader: Browser, alerts: Alerts
) -> None:
    save(reader, "违约金")
    house.add_document("采购", "设备租赁合同", LEASE)
    run(alerts, 1)
    form = re.search(r'action="([^"]+/seen)".*?name="last" value="(\d+)"', news(reader), re.S)
    assert form is not None
    house.add_document("采购", "仓库租赁合同", LEASE.replace("千分之三", "千分之四"))
    run(alerts, 2)
    reader.post(form[1], {"last": form[2]})
    page = news(reader)
    assert "千分之四" in page
    assert "千分之三" not in page


def test_a_new_version_with_the_same_words_is_no_news(
    house: House, reader: Browser, alerts: Alerts
) -> None:
    house.add_document("采购", "设备租赁合同", LEASE)
    save(reader, "违约金")
    more = LEASE.replace("第一条 租金", "第一条 押金\n押金一千元。\n第二条 租金").replace(
        "第二条 违约", "第三条 违约"
    )
    number = house.documents["设备租赁合同"]
    house.add_document("采购", "设备租赁合同", more, document_id=number)
    run(alerts, 1)
    assert badge(reader) == ""
    other = more.replace("千分之三", "千分之九")
    house.add_document("采购", "设备租赁合同", other, document_id=number)
    run(alerts, 2)
    assert badge(reader) == "1"


def test_each_search_runs_under_its_owners_rights_at_that_time(
    house: House, reader: Browser, alerts: Alerts
) -> None:
    save(reader, "违约金")
    house.add_document("并购", "设备租赁合同", LEASE)
    run(alerts, 1)
    assert badge(reader) == ""
    assert "设备租赁" not in news(reader)
    give(house, Role.READER)
    run(alerts, 2)
    assert badge(reader) == "2"  # both contracts of the collection
    give(house, None)
    assert badge(reader) == ""
    assert "设备租赁" not in news(reader)


def give(house: House, role: Role | None) -> None:
    """What 读者 may do with 并购."""
    with house.services.database.write() as connection:
        person = users.find_by_name(connection, "读者")
        assert person is not None
        if role:
            users.grant(connection, person.id, house.collections["并购"], role)
        else:
            users.revoke(connection, person.id, house.collections["并购"])


def test_a_query_that_is_no_longer_read_says_so_and_never_nothing_new(
    house: House, reader: Browser, alerts: Alerts
) -> None:
    with house.services.database.write() as connection:
        person = users.find_by_name(connection, "读者")
        assert person is not None
        preferences = Preferences("旧写法", alert=True)
        add_saved_search(connection, person.id, SavedQuery("clause:没有这一类"), preferences)
    run(alerts)
    assert "这个检索目前无法运行" in news(reader)
    assert "<h2>没有新结果" not in news(reader)
    assert "没有运行" in reader.get("/saved").text


def test_a_filter_that_is_gone_says_so(house: House, reader: Browser, alerts: Alerts) -> None:
    save(reader, "违约金", collection=str(house.collections["并购"]))
    assert "不再对您开放" in news(reader)
    save(reader, "付款", name="另一个", type="no_such_type")
    assert "无法运行" in tiaoli_list(house)


def tiaoli_list(house: House) -> str:
    """What the command line says of the searches of 读者."""
    data = house.services.settings.data
    return tiaoli(data, "saved", "list", "--user", "读者", language="zh").stdout


def test_while_the_engine_is_away_nothing_is_said_to_be_known(
    house: House, reader: Browser, alerts: Alerts
) -> None:
    save(reader, "违约金")
    house.add_document("采购", "设备租赁合同", LEASE)
    current = house.services.settings.data / "index" / "current"
    kept = current.read_text()
    current.unlink()
    run(alerts, 1)
    assert "这个检索目前无法运行" in news(reader)
    assert "<h2>没有新结果" not in news(reader)
    current.write_text(kept)
    run(alerts, 2)
    assert badge(reader) == "1"
    assert "无法运行" not in news(reader)


def test_a_search_that_finds_too_much_says_so(
    house: House, reader: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_search, "MOST", 2)
    save(reader, "合同")
    assert "请缩小范围" in news(reader)


def test_a_saved_search_is_its_owners_alone(house: House, reader: Browser, editor: Browser) -> None:
    save(reader, "违约金")
    assert "违约金" not in editor.get("/saved").text
    for path in ("", "/seen", "/remove"):
        assert editor.post(f"/saved/searches/1{path}", {"name": "x"}).status_code == 404
    assert editor.get("/saved/searches/1").status_code == 404
    reader.post("/saved/searches/1/remove")
    assert "还没有保存的检索" in reader.get("/saved").text


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def mailing(house: House, reader: Browser, postbox: Postbox) -> Alerts:
    """The lane with mail, and a search of 读者 that asks for it."""
    here = house.services
    server = MailServer(
        "127.0.0.1", postbox.port, NONE, "", "", "tiaoli@example.com", "https://tiaoli.example"
    )
    save(reader, "违约金")
    with here.database.write() as connection:
        person = users.find_by_name(connection, "读者")
        assert person is not None
        users.set_email(connection, person.id, "reader@example.com")
    reader.post("/saved/searches/1", {"name": "违约金", "alert": "on", "mail": "on"})
    return Alerts(here.database, here.index, server)


def test_mail_says_how_much_is_new_and_quotes_no_contract(
    house: House, reader: Browser, postbox: Postbox, mailing: Alerts
) -> None:
    postbox.full = True
    house.add_document("采购", "设备租赁合同", LEASE)
    run(mailing, 3)
    assert "452 the box is full" in news(reader)
    postbox.full = False
    run(mailing, 4)
    assert postbox.messages == []  # tried again only after a while
    run(mailing, 13)
    run(mailing, 23)
    (message,) = postbox.messages
    text = message.get_content()
    assert message["To"] == "reader@example.com"
    assert "1 条新结果" in text
    assert "https://tiaoli.example/saved/searches/1" in text
    assert "租赁" not in text
    assert "千分之三" not in text
    assert "full" not in news(reader)


def wait_to_be_read(house: House, title: str) -> None:
    with house.services.database.write() as connection:
        jobs.enqueue(connection, house.versions[title])


def be_read(house: House, title: str) -> None:
    with house.services.database.write() as connection:
        jobs.remove(connection, house.versions[title])


def test_the_mail_about_an_import_waits_until_its_page_has_all_of_it(
    house: House, reader: Browser, postbox: Postbox, mailing: Alerts
) -> None:
    house.add_document("采购", "设备租赁合同", LEASE)
    run(mailing, 1)
    assert postbox.messages == []  # more may come at any moment
    wait_to_be_read(house, "设备租赁合同")
    run(mailing, 4)
    assert postbox.messages == []
    house.add_document("采购", "仓库租赁合同", LEASE.replace("千分之三", "千分之四"))
    run(mailing, 5)
    be_read(house, "设备租赁合同")
    run(mailing, 8)
    (message,) = postbox.messages
    assert "2 条新结果" in message.get_content()
    assert "2 条新结果" in news(reader)


def test_an_import_of_hours_is_told_of_after_one_and_hidden_files_are_not_waited_for(
    house: House, postbox: Postbox, mailing: Alerts
) -> None:
    house.add_document("并购", "股权转让合同", LEASE)
    wait_to_be_read(house, "股权转让合同")
    house.add_document("采购", "设备租赁合同", LEASE)
    run(mailing, 3)
    assert len(postbox.messages) == 1
    house.add_document("采购", "仓库租赁合同", LEASE.replace("千分之三", "千分之四"))
    wait_to_be_read(house, "仓库租赁合同")
    run(mailing, 10)
    assert len(postbox.messages) == 1
    run(mailing, 70)
    assert len(postbox.messages) == 2


def test_the_command_line_runs_a_search_under_its_owners_rights(tmp_path: Path) -> None:
    data, contract = tmp_path / "data", tmp_path / "合同.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    assert tiaoli(data, "import", str(contract), "--collection", "合同").exit_code == 0
    assert tiaoli(data, "user", "add", "王法务", "--password", "correct horse").exit_code == 0
    owner = ("--user", "王法务")
    assert tiaoli(data, "saved", "add", "违约金", *owner, "--alert").exit_code == 0
    assert tiaoli(data, "saved", "add", "违约金", *owner).exit_code == 1
    assert "Nothing new" in tiaoli(data, "saved", "run", "违约金", *owner).stdout
    assert tiaoli(data, "user", "grant", "王法务", "合同", "reader").exit_code == 0
    assert "万分之五" in tiaoli(data, "saved", "run", "违约金", *owner).stdout
    assert '"new": 1' in tiaoli(data, "saved", "list", *owner, "--json").stdout
    assert tiaoli(data, "saved", "add", "clause:没有", *owner).exit_code == 1
    assert tiaoli(data, "saved", "remove", "违约金", *owner).exit_code == 0
    assert tiaoli(data, "saved", "run", "违约金", *owner).exit_code == 1
