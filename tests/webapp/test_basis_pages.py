"""The pages say what their results rest on, and show nothing as final that isn't."""

import re
from dataclasses import replace

import pytest
from house import Browser, House
from word_encoder import WordEncoder

from store.jobs import ASKED_FOR, Lane, claim
from webapp.application import create_app
from webapp.pages import basis

LONG = "设备采购合同\n第一条 标的\n空气压缩机两台。\n" + "\n".join(
    f"第{n}条 检修\n检修记录{n}份应当留存。" for n in range(2, 260)
)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def with_encoder(house: House, encoder: WordEncoder) -> House:
    """The house, once an encoder is installed in it."""
    services = replace(house.services, encoder=encoder)
    there = replace(house, services=services, app=create_app(services))
    there.add_document("采购", "长合同", LONG)
    return there


def page(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def asked_for(house: House) -> list[int]:
    with house.services.database.write() as connection:
        found = claim(connection, "w", 9, Lane.SCORES, priority=ASKED_FOR)
    return [each.version_id for each in found]


def test_without_an_encoder_a_review_says_that_it_rests_on_rules(
    house: House, reader: Browser
) -> None:
    number = house.documents["设备采购合同"]
    for address in (f"/documents/{number}", f"/documents/{number}/review"):
        assert "仅由规则判定：未安装模型" in page(reader, address)
    for address in ("/matrix", "/imports"):
        assert "仅由规则判定" not in page(reader, address)


@pytest.mark.parametrize("address", ["/documents/{}", "/documents/{}/review"])
def test_a_short_document_is_read_at_once(
    with_encoder: House, encoder: WordEncoder, address: str
) -> None:
    reader = with_encoder.browser("读者")
    text = page(reader, address.format(with_encoder.documents["设备采购合同"]))
    assert "由规则和模型判定" in text
    assert "尚非最终结果" not in text
    assert encoder.scored


@pytest.mark.parametrize("address", ["/documents/{}", "/documents/{}/review"])
def test_a_long_document_waits_first_in_the_lane_and_the_page_says_so(
    with_encoder: House, encoder: WordEncoder, address: str
) -> None:
    reader = with_encoder.browser("读者")
    text = page(reader, address.format(with_encoder.documents["长合同"]))
    assert "尚非最终结果：目前仅由规则判定" in text
    assert f"/api/versions/{with_encoder.versions['长合同']}/basis" in text
    assert encoder.scored == []
    assert asked_for(with_encoder) == [with_encoder.versions["长合同"]]


def test_the_page_can_follow_the_encoder(
    with_encoder: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = with_encoder.browser("读者")
    address = f"/api/versions/{with_encoder.versions['长合同']}/basis"
    before = reader.get(address).json
    assert before is not None
    assert (before["state"], before["basis"]) == ("waiting", "rules")
    assert before["left"] == before["passages"] > basis.AT_ONCE / 2
    monkeypatch.setattr(basis, "AT_ONCE", 1000)
    page(reader, f"/documents/{with_encoder.documents['长合同']}")
    assert reader.get(address).json == {
        "state": "final", "basis": "words-1", "left": 0, "passages": 0,
    }  # fmt: skip


def test_lists_say_how_many_documents_wait(with_encoder: House) -> None:
    reader = with_encoder.browser("读者")
    addresses = ("/matrix", "/imports", f"/imports/{with_encoder.runs['设备采购合同']}")
    for address in addresses:
        text = page(reader, address)
        assert "2 份文件目前仅由规则判定" in text  # the hidden one isn't counted
        assert "模型已读 0 / 2" in text
    assert page(reader, "/matrix").count("尚非最终结果：</span>") == 2
    page(reader, f"/documents/{with_encoder.documents['设备采购合同']}")
    assert "模型已读 1 / 2" in page(reader, "/matrix")


def test_a_hidden_document_is_not_read_for_somebody_who_may_not_see_it(
    with_encoder: House, encoder: WordEncoder
) -> None:
    reader = with_encoder.browser("读者")
    hidden = with_encoder.documents["股权收购保密协议"]
    for address in (
        f"/documents/{hidden}",
        f"/documents/{hidden}/review",
        f"/api/versions/{with_encoder.versions['股权收购保密协议']}/basis",
    ):
        assert reader.get(address).status_code == 404
    assert encoder.scored == []
    assert asked_for(with_encoder) == []
