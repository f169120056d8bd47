"""Who may see and do what: anonymous people, readers, editors; and nothing leaks of the rest."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from house import Browser, House
from werkzeug.routing import Rule
from word_encoder import CharacterSentences

from contracts.visibility import EVERYTHING
from ingest.meaning import read_next_meaning
from searching.saved_search import run_saved_search
from store import users
from store.readings import clauses_of
from store.saved_searches import alerting_searches
from store.users import User
from webapp.accounts import hash_password
from webapp.application import create_app
from webapp.security import PUBLIC

UNKNOWN = 9999


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route that asks for a login, with each of its methods."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in PUBLIC:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method


def address(app: Flask, rule: Rule, **numbers: int) -> str:
    """The route's address with these numbers, the rest of its arguments filled in."""
    values: dict[str, str | int] = {
        "field": "title", "form": "html", "action": "pause", "remedy": "retry", "page": 1,
        "user_id": 1, "correction_id": 1, "relative_id": 1, "name": "sale_purchase",
        "item_id": "new", "search_id": 1, "folder_id": 1, "entry_id": 1, "number": 1, **numbers,
    }  # fmt: skip
    wanted = {name: values[name] for name in rule.arguments}
    return app.url_map.bind("").build(rule.endpoint, wanted)


def person(house: House, name: str) -> User:
    with house.services.database.read() as connection:
        found = users.find_by_name(connection, name)
    assert found is not None
    return found


def without_tokens(page: str) -> str:
    return re.sub(r'(content|value)="[\w.-]{60,}"', "", page)


def test_anonymous_people_are_sent_to_the_login_from_every_route(
    house: House, subtests: pytest.Subtests
) -> None:
    numbers = {"document_id": 1, "version_id": 1, "run_id": 1, "collection_id": 1}
    browser = house.app.test_client()
    for rule, method in routes(house.app):
        with subtests.test(rule=rule.rule, method=method):
            answer = browser.open(address(house.app, rule, **numbers), method=method)
            if rule.rule.startswith("/api/"):
                assert answer.status_code == 401
            else:
                assert answer.status_code == 302
                assert answer.location.startswith("/login")


@pytest.mark.parametrize("name", ["读者", "编辑"])
def test_what_is_hidden_is_answered_like_what_does_not_exist(
    house: House, name: str, subtests: pytest.Subtests
) -> None:
    hidden = {
        "document_id": house.documents["股权收购保密协议"],
        "version_id": house.versions["股权收购保密协议"],
        "run_id": house.runs["股权收购保密协议"],
        "collection_id": house.collections["并购"],
    }
    unknown = dict.fromkeys(hidden, UNKNOWN)
    browser = house.browser(name)
    for rule, method in routes(house.app):
        if not rule.arguments & hidden.keys():
            continue
        with subtests.test(rule=rule.rule, method=method):
            send = browser.get if method == "GET" else browser.post
            answer = send(address(house.app, rule, **hidden))
            other = send(address(house.app, rule, **unknown))
            assert answer.status_code == other.status_code == 404
            same = without_tokens(answer.text).replace(
                address(house.app, rule, **hidden), address(house.app, rule, **unknown)
            )
            assert same == without_tokens(other.text)


def test_a_version_is_not_found_under_another_document(house: House, reader: Browser) -> None:
    mine, other = house.documents["设备采购合同"], house.versions["股权收购保密协议"]
    assert reader.get(f"/documents/{mine}?version={other}").status_code == 404
    assert reader.get(f"/documents/{mine}/versions/{other}/file").status_code == 404


def test_pages_are_the_same_with_and_without_a_hidden_document(
    empty_house: House, subtests: pytest.Subtests
) -> None:
    sentences = CharacterSentences()
    services = replace(empty_house.services, sentences=sentences)
    house = replace(empty_house, services=services, app=create_app(services))
    house.add_collection("采购")
    house.add_collection("并购")
    house.add_document("采购", "采购合同", "第一条 违约责任\n乙方逾期的，支付违约金。")
    with house.services.database.write() as connection:
        user_id = users.create_user(connection, "读者", hash_password("a long password"))
        users.grant(connection, user_id, house.collections["采购"], users.Role.READER)
    browser = Browser(house.app.test_client())
    browser.log_in("读者", "a long password")
    with house.services.database.read() as connection:
        clause = clauses_of(connection, house.versions["采购合同"], EVERYTHING)[-1].id
    browser.post("/saved/searches", {"q": "违约金", "name": "违约金", "alert": "on"})
    browser.post("/saved/folders/add", {"clause": clause, "name": "范例"})
    browser.get("/saved")  # reads what it is told of these
    administrator = house.browser("admin")
    administrator.post("/saved/folders/add", {"clause": clause, "name": "共用"})
    administrator.post("/saved/folders/2/shares", {"person": "读者", "right": "edit"})
    pages = (
        "/",
        "/?q=违约金",
        "/?q=违约金 五百万元",
        "/?q=怎样支付五百万元违约金",
        "/?type=breach_liability",
        "/hits.csv?q=违约金",
        "/build?all=违约金",
        "/build/written?all=违约金",
        "/help",
        "/meaning?q=支付五百万元违约金",
        f"/documents/{house.documents['采购合同']}/alike?clause={clause}",
        "/saved",
        "/saved/searches/1",
        "/saved/folders/1",
        "/saved/folders/1/list.csv",
        "/saved/folders/2",
        "/saved/folders/2/list.csv",
        "/saved/clauses",
        "/documents",
        "/imports",
        "/matrix",
        "/matrix/recheck",
        "/matrix/dashboard",
        "/compare",
    )
    run_the_lanes(house, sentences)
    before = {page: shown(browser, page) for page in pages}
    house.add_document("并购", "秘密合同", "第一条 违约责任\n违反的，支付违约金五百万元。")
    secret = str(house.documents["秘密合同"])
    administrator.post("/saved/folders/add", {"folder": "2", "document": secret, "note": "秘密"})
    run_the_lanes(house, sentences)
    for page in pages:
        with subtests.test(page=page):
            assert shown(browser, page) == before[page]


def run_the_lanes(house: House, sentences: CharacterSentences) -> None:
    """Read what clauses mean, and run the saved searches."""
    while read_next_meaning(house.services.database, sentences, index_waits=False):
        pass
    with house.services.database.read() as connection:
        searches = alerting_searches(connection)
    for search in searches:
        run_saved_search(house.services.database, house.services.index, search)


def shown(browser: Browser, page: str) -> str:
    answer = browser.get(page)
    assert answer.status_code == 200
    return re.sub(r"\d+ 毫秒|\d\d:\d\d", "", without_tokens(answer.text))


@pytest.mark.parametrize(
    "page",
    [
        *("/", "/?q=违约金", "/documents", "/imports", "/compare"),
        *("/matrix", "/matrix/recheck", "/matrix/dashboard"),
    ],
)
def test_a_list_never_names_what_is_hidden(reader: Browser, page: str) -> None:
    assert not re.search("鲲鹏|股权收购|并购", reader.get(page).text)


def test_a_filter_by_a_hidden_collection_shows_nothing_of_it(house: House, reader: Browser) -> None:
    hidden = house.collections["并购"]
    assert "并购" not in reader.get(f"/?collection={hidden}").text
    shown = re.sub("<[^>]+>", "", reader.get("/?q=collection:并购").text)
    assert "并购" not in shown.replace("collection:并购", "")


def test_a_reader_changes_nothing(house: House, reader: Browser) -> None:
    document = house.documents["设备采购合同"]
    changes: tuple[tuple[str, dict[str, str]], ...] = (
        (f"/documents/{document}/facts/title", {"value": "别的"}),
        (f"/documents/{document}/versions", {}),
        ("/api/imports", {"collection": str(house.collections["采购"])}),
    )
    for target, data in changes:
        assert reader.post(target, data).status_code == 403
    assert "设备采购合同" in reader.get(f"/documents/{document}").text


def test_only_administrators_know_of_the_administration(
    house: House, editor: Browser, administrator: Browser
) -> None:
    assert administrator.get("/administration").status_code == 200
    assert editor.get("/administration").status_code == 404
    assert editor.post("/administration/users", {"name": "新人"}).status_code == 404
    assert "/administration" not in editor.get("/").text


def test_a_revoked_grant_ends_at_once(
    house: House, reader: Browser, administrator: Browser
) -> None:
    document = house.documents["设备采购合同"]
    assert reader.get(f"/documents/{document}").status_code == 200
    user_id = person(house, "读者").id
    administrator.post(
        f"/administration/users/{user_id}/grants",
        {f"collection-{house.collections['采购']}": ""},
    )
    assert reader.get(f"/documents/{document}").status_code == 404


def test_a_closed_account_is_out_at_once(
    house: House, reader: Browser, administrator: Browser
) -> None:
    user_id = person(house, "读者").id
    administrator.post(f"/administration/users/{user_id}/active", {"active": "no"})
    assert reader.get("/documents").status_code == 302
    assert house.browser().log_in("读者").status_code == 401
