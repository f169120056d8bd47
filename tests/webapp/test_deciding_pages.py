"""Deciding on the review page: forms alone are enough, others' work isn't overwritten, two sign."""

import re
from datetime import date, timedelta

import pytest
from house import PASSWORD, Browser, House

from store import users
from store.users import Role
from webapp.accounts import hash_password

TITLE = "设备采购合同"
ENDS = date.today() + timedelta(days=90)
WAIVER = {"kind": "waived", "reason": "样机采购", "approver": "陈总", "expires_on": str(ENDS)}


def page(house: House, browser: Browser) -> str:
    return browser.get(f"/documents/{house.documents[TITLE]}/review").text


def article(shown: str, item: str) -> str:
    found = re.search(rf'<article class="item" id="{item}".*?</article>', shown, re.S)
    assert found is not None
    return found[0]


def forms(shown: str) -> list[tuple[str, dict[str, str]]]:
    """Address and hidden fields of each form that is sent."""
    return [
        (form[0], dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[1])))
        for form in re.findall(
            r'<form[^>]*method="post" action="([^"]+)">(.*?)</form>', shown, re.S
        )
    ]


def decide(house: House, browser: Browser, item: str, **typed: str) -> int:
    """Send the item's form for what is typed; the status of the answer."""
    kind = typed.get("kind", "confirmed")
    found = forms(article(page(house, browser), item))
    address, fields = next(form for form in found if form[1].get("kind") == kind)
    fields.pop("csrf_token")
    return browser.post(address, {**fields, **typed}).status_code


def decide_all(house: House, browser: Browser) -> None:
    """Confirm every mandatory gap."""
    while (open_ := re.search(r'<a href="#([\w-]+)">前往</a>', page(house, browser))) is not None:
        assert decide(house, browser, open_[1]) == 302


def sign_form(shown: str) -> tuple[str, dict[str, str]] | None:
    return next((form for form in forms(shown) if form[0].endswith("/sign-off")), None)


@pytest.fixture
def second(house: House) -> Browser:
    """Another person who may edit 采购."""
    with house.services.database.write() as connection:
        user = users.create_user(connection, "复核", hash_password(PASSWORD))
        users.grant(connection, user, house.collections["采购"], Role.EDITOR)
    return house.browser("复核")


def test_a_gap_is_waived_with_reason_approver_and_last_day(house: House, editor: Browser) -> None:
    assert decide(house, editor, "termination", **WAIVER) == 302
    shown = article(page(house, editor), "termination")
    for told in ("已豁免", "样机采购", "陈总", str(ENDS), "编辑"):
        assert told in shown


def test_a_waiver_that_says_too_little_is_refused(house: House, editor: Browser) -> None:
    for gone in ("reason", "approver", "expires_on"):
        assert decide(house, editor, "termination", **{**WAIVER, gone: " "}) == 422
    assert "样机采购" not in page(house, editor)


def test_a_decision_is_taken_back_and_its_history_stays(house: House, editor: Browser) -> None:
    decide(house, editor, "termination", kind="not_applicable", reason="一次性供货")
    assert "不适用" in article(page(house, editor), "termination")
    decide(house, editor, "termination", kind="withdrawn")
    shown = article(page(house, editor), "termination")
    assert "以前的决定（2）" in shown
    assert "一次性供货" in shown


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(
    house: House, editor: Browser, second: Browser
) -> None:
    (address, fields), *_others = forms(article(page(house, second), "termination"))
    fields.pop("csrf_token")
    decide(house, editor, "termination", **WAIVER)
    answer = second.post(address, fields)
    assert answer.status_code == 422
    assert "别人已作决定" in answer.text


def test_a_second_person_signs_off_what_nothing_is_open_in(
    house: House, editor: Browser, second: Browser
) -> None:
    assert sign_form(page(house, second)) is None
    decide_all(house, editor)
    assert sign_form(page(house, editor)) is None
    form = sign_form(page(house, second))
    assert form is not None
    address, fields = form
    fields.pop("csrf_token")
    assert editor.post(address, fields).status_code == 403
    assert second.post(address, fields).status_code == 302
    assert "已签核" in page(house, editor)
    decide(house, editor, "parties")
    shown = page(house, second)
    assert "须重新签核" in shown
    assert second.post(address, fields).status_code == 422


def test_readers_see_decisions_but_cannot_make_any(
    house: House, editor: Browser, reader: Browser
) -> None:
    address, fields = forms(article(page(house, editor), "termination"))[0]
    fields.pop("csrf_token")
    decide(house, editor, "termination", **WAIVER)
    shown = page(house, reader)
    assert "样机采购" in shown
    assert "/review/decisions" not in shown
    assert reader.post(address, fields).status_code == 403
    assert reader.post(address.replace("decisions", "sign-off"), fields).status_code == 403


def test_an_unknown_checklist_item_or_kind_is_refused(house: House, editor: Browser) -> None:
    address, fields = forms(article(page(house, editor), "termination"))[0]
    fields.pop("csrf_token")
    assert editor.post(address, {**fields, "checklist": "x"}).status_code == 404
    assert editor.post(address, {**fields, "item": "x"}).status_code == 404
    assert editor.post(address, {**fields, "kind": "x"}).status_code == 422
    assert editor.post(address, {**fields, "expires_on": "明天"}).status_code == 422


def test_what_lapsed_is_asked_again_with_the_old_decision(house: House, editor: Browser) -> None:
    decide(house, editor, "goods")
    text = (
        "设备采购合同\n甲方：青禾电子商务有限公司\n乙方：临江机电设备有限公司\n第一条 标的\n"
        "乙方供应空气压缩机两台。\n第二条 违约责任\n乙方逾期交货的，应当赔偿甲方的全部损失。"
    )
    house.add_document("采购", TITLE, text, document_id=house.documents[TITLE])
    shown = article(page(house, editor), "goods")
    assert "须重新决定" in shown
    assert "当时依据的文字已不在" in shown
    assert "已确认" in shown
