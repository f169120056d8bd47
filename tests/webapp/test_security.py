"""The web's defences, each tried as an attacker would."""

import re

import pytest
from flask import Flask
from house import PASSWORD, Browser, House

from webapp.security import ORIGINAL_POLICY, PAGE_POLICY, safe_target

SCRIPT = "<script>alert(1)</script>"
CONTRACT_WORDS = "乙方应支付"
ADDRESSES = (
    "/",
    "/?q=违约金",
    "/?q=违约+OR",
    "/documents",
    "/imports",
    "/imports/new",
    "/matrix",
    "/help",
    "/account",
    "/administration",
    "/static/style.css",
    "/static/keys.js",
    "/nowhere",
    "/api/imports/9999",
)


def test_every_response_carries_the_headers(
    house: House, administrator: Browser, subtests: pytest.Subtests
) -> None:
    document = house.documents["设备采购合同"]
    for address in (*ADDRESSES, f"/documents/{document}", f"/documents/{document}/review"):
        with subtests.test(address=address):
            headers = administrator.get(address).headers
            assert headers["Content-Security-Policy"] == PAGE_POLICY
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_holds_inline_script_or_style(
    house: House, administrator: Browser, subtests: pytest.Subtests
) -> None:
    document = house.documents["设备采购合同"]
    for address in (*ADDRESSES, f"/documents/{document}", f"/documents/{document}/review"):
        with subtests.test(address=address):
            page = administrator.get(address).text
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
            assert not re.search(r"<script(?![^>]*\ssrc=)", page)


def test_an_original_is_saved_not_shown_and_inert(house: House, reader: Browser) -> None:
    document, version = house.documents["设备采购合同"], house.versions["设备采购合同"]
    answer = reader.get(f"/documents/{document}/versions/{version}/file")
    assert answer.headers["Content-Security-Policy"] == ORIGINAL_POLICY
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.text.startswith("设备采购合同")


def test_an_original_is_saved_whatever_its_name(house: House) -> None:
    house.add_document("采购", "换行", "第一条 保密", file_name='a\r\nX-Evil: "1".txt')
    document, version = house.documents["换行"], house.versions["换行"]
    answer = house.browser("读者").get(f"/documents/{document}/versions/{version}/file")
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert answer.text == "第一条 保密"


def test_no_form_works_without_its_token(house: House, subtests: pytest.Subtests) -> None:
    client = house.app.test_client()
    Browser(client).log_in("admin")
    for rule in house.app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()):
            continue
        with subtests.test(rule=rule.rule):
            values = {**dict.fromkeys(rule.arguments, 1), "action": "pause", "remedy": "retry"}
            address = house.app.url_map.bind("").build(rule.endpoint, values)
            # Programs log in by a token of their own with each upload, and have no cookie.
            expected = 401 if rule.endpoint == "uploads.upload" else 400
            assert client.post(address).status_code == expected


def test_a_form_brings_no_more_than_it_needs(house: House, editor: Browser) -> None:
    address = f"/documents/{house.documents['设备采购合同']}/facts/title"
    assert editor.post(address, {"value": "长" * 1_000_000}).status_code == 413


def test_cookies_are_kept_from_scripts_and_other_sites(house: House) -> None:
    cookie = house.browser().log_in("admin").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_logging_in_is_limited_for_a_name(house: House) -> None:
    browser = house.browser()
    tries = [browser.log_in("admin", "wrong").status_code for _ in range(11)]
    assert tries == [401] * 10 + [429]
    assert browser.log_in("admin").status_code == 429
    assert house.browser().log_in("读者").status_code == 302


def test_logging_in_is_limited_for_an_address(house: House) -> None:
    browser = house.browser()
    tries = [browser.log_in(f"nobody {number}", "wrong").status_code for number in range(31)]
    assert tries == [401] * 30 + [429]


def test_an_office_behind_one_address_logs_in(house: House) -> None:
    tries = [house.browser().log_in("admin").status_code for _ in range(31)]
    assert tries == [302] * 31


def test_a_wrong_name_and_a_wrong_password_look_alike(house: House) -> None:
    pages = [
        re.sub(r'(content|value)="[^"]*"', "", house.browser().log_in(name, "wrong").text)
        for name in ("admin", "nobody")
    ]
    assert pages[0] == pages[1]


def test_a_new_password_ends_the_other_sessions(house: House) -> None:
    here, elsewhere = house.browser("读者"), house.browser("读者")
    here.post("/account", {"present": PASSWORD, "new": "another long password"})
    assert here.logged_in
    assert not elsewhere.logged_in


def test_a_wrong_present_password_changes_nothing(house: House, reader: Browser) -> None:
    reader.post("/account", {"present": "wrong", "new": "another long password"})
    assert reader.logged_in
    assert house.browser("读者").logged_in


def test_the_present_password_cannot_be_guessed_from_an_open_session(
    house: House, reader: Browser
) -> None:
    guess = {"present": "wrong", "new": "another long password"}
    tries = [reader.post("/account", guess).status_code for _ in range(11)]
    assert tries == [302] * 10 + [429]
    assert reader.post("/account", {**guess, "present": PASSWORD}).status_code == 429
    assert house.browser("读者").logged_in


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", None]
)
def test_a_form_never_leads_to_another_site(house: House, elsewhere: str | None) -> None:
    with house.app.test_request_context():
        assert safe_target(elsewhere) == "/"


def test_a_form_leads_back_to_where_one_came_from(house: House) -> None:
    answer = house.browser().post(
        "/login?next=/documents?sort=title", {"name": "admin", "password": PASSWORD}
    )
    assert answer.location == "/documents?sort=title"


def test_what_files_say_is_shown_as_text(empty_house: House, subtests: pytest.Subtests) -> None:
    house = empty_house
    house.add_collection(SCRIPT)
    text = f"{SCRIPT}合同\n甲方：{SCRIPT}公司\n第一条 {SCRIPT}违约责任\n支付违约金{SCRIPT}。"
    house.add_document(SCRIPT, SCRIPT, text, file_name=f"{SCRIPT}.txt")
    browser = house.browser("admin")
    document, run = house.documents[SCRIPT], house.runs[SCRIPT]
    browser.post(f"/documents/{document}/facts/title", {"value": SCRIPT})
    for address in (
        "/?q=违约金",
        f"/?q={SCRIPT}",
        f"/?q=clause:{SCRIPT}",
        "/documents",
        f"/documents/{document}",
        f"/documents/{document}?side=versions",
        f"/documents/{document}/review",
        "/imports",
        f"/imports/{run}",
        "/matrix",
        "/administration",
    ):
        with subtests.test(address=address):
            answer = browser.get(address)
            assert answer.status_code in (200, 400)
            assert SCRIPT not in answer.text


def test_a_bug_answers_with_a_reference_that_stands_in_the_log(
    house: House, administrator: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    break_help(house.app)
    answer = administrator.get("/help")
    assert answer.status_code == 500
    reference = re.search(r"编号 ([0-9a-f]{8})", answer.text)
    assert reference is not None
    assert reference[1] in caplog.text
    assert CONTRACT_WORDS not in answer.text + caplog.text


def break_help(app: Flask) -> None:
    def show() -> str:
        raise RuntimeError(CONTRACT_WORDS)

    app.view_functions["help.show"] = show
