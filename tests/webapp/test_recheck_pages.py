"""The queue of reviews to check again: what changed, for those alone who may see the contract."""

import pytest
from house import Browser, House

from contracts.decisions import Basis, DecisionKind, Deed
from contracts.visibility import EVERYTHING
from store.decisions import add_decision


@pytest.fixture
def stale(house: House) -> House:
    """Both contracts were decided on when the checklist's item read differently."""
    deed = Deed("sale_purchase", "goods", DecisionKind.CONFIRMED)
    with house.services.database.write() as connection:
        for version in house.versions.values():
            add_decision(connection, version, deed, Basis("present", "old"), "李律师", EVERYTHING)
    return house


def test_an_affected_review_is_listed_with_what_changed(stale: House, reader: Browser) -> None:
    shown = reader.get("/matrix/recheck").text
    assert "设备采购合同" in shown
    assert "检查项已修改：" in shown
    assert (
        f"/documents/{stale.documents['设备采购合同']}/review?checklist=sale_purchase#goods"
        in shown
    )


def test_what_is_hidden_is_neither_listed_nor_counted(
    stale: House, reader: Browser, administrator: Browser
) -> None:
    assert "股权收购" not in reader.get("/matrix/recheck").text
    assert "1 份审查" in reader.get("/matrix/recheck").text
    assert "2 份审查" in administrator.get("/matrix/recheck").text


def test_an_empty_queue_says_so(house: House, reader: Browser) -> None:
    assert "没有须复查的审查" in reader.get("/matrix/recheck").text
