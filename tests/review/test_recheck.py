"""The queue: exactly the reviews that an edit touches, with what changed; the rest stay signed."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from reviewed_contract import (
    CHECKLIST,
    CONTRACT,
    TODAY,
    WAIVER,
    checklist,
    decide,
    receive,
    review,
    sign,
)

from contracts.decisions import DecisionKind
from contracts.laws import SHIPPED_LAWS
from contracts.visibility import EVERYTHING, Visible
from review.checklist import Checklist
from review.conditions import Condition
from review.fingerprints import item_fingerprint
from review.house_laws import with_entry
from review.recheck import Affected, recheck
from review.signing import Change, Reason
from review.summaries import changes_in
from store.database import Connection
from store.facts import correct_fact
from store.reception import add_document
from store.summaries import Summary


@pytest.fixture
def three(tmp_path: Path) -> Checklist:
    return checklist(tmp_path)


@pytest.fixture
def signed(connection: Connection, three: Checklist) -> int:
    """A document that was decided on and signed off."""
    document = receive(connection)
    decide(connection, document, three, "payment", DecisionKind.WAIVED)
    decide(connection, document, three, "dispute")
    sign(connection, document, three)
    return document


def affected(
    connection: Connection,
    by: Checklist,
    today: date = TODAY,
    visible: Visible = EVERYTHING,
) -> list[Affected]:
    return recheck(connection, visible, today, {"three": by})


def edited(tmp_path: Path, before: str, after: str) -> Checklist:
    assert before in CHECKLIST
    return checklist(tmp_path, CHECKLIST.replace(before, after))


def test_nothing_is_queued_while_nothing_is_edited(
    connection: Connection, three: Checklist, signed: int
) -> None:
    assert affected(connection, three) == []


def test_an_edited_item_queues_what_rested_on_it(
    connection: Connection, three: Checklist, signed: int, tmp_path: Path
) -> None:
    undecided = receive(connection, CONTRACT, _another(connection))
    assert review(connection, undecided, three).decisions == ()
    (found,) = affected(connection, edited(tmp_path, "at_most: 30", "at_most: 45"))
    assert found.document.id == signed
    assert found.changes == (Change(Reason.ITEM_CHANGED, "payment"),)
    assert found.sign_off is not None
    assert found.sign_off.signed_by == "赵经理"


def test_an_item_that_is_not_asked_of_a_document_leaves_its_sign_off_alone(
    connection: Connection, three: Checklist, signed: int, tmp_path: Path
) -> None:
    service = _another(connection)
    receive(connection, CONTRACT, service)
    correct_fact(connection, service, "contract_type", "买卖合同", "李律师", EVERYTHING)
    for item in ("payment", "dispute"):
        decide(connection, service, three, item)
    sign(connection, service, three)
    added = (
        CHECKLIST
        + """
  - id: notices
    question: {zh: 如何通知, en: How is notice given}
    clause_types: [notices]
    level: recommended
    applies_when: {contract_types: [买卖合同]}
    guidance: {zh: 写明。, en: Say so.}
    fallback_wording: {zh: 书面通知。, en: In writing.}
"""
    )
    by = checklist(tmp_path, added)
    (found,) = affected(connection, by)
    assert (found.document.id, found.changes) == (service, (Change(Reason.ITEM_ADDED, "notices"),))
    assert review(connection, signed, by).signed is not None


def test_only_advice_queues_nothing(
    connection: Connection, three: Checklist, signed: int, tmp_path: Path
) -> None:
    by = edited(tmp_path, "甲方应在30日内付款。", "甲方应在三十日内付清。")
    assert affected(connection, by) == []


def test_an_edited_law_queues_what_rests_on_it(
    connection: Connection, three: Checklist, signed: int
) -> None:
    for name, expected in (("民法典", [signed]), ("电子商务法", [])):
        law = replace(SHIPPED_LAWS.by_name[name], repealed_on=date(2026, 1, 1))
        register = with_entry(SHIPPED_LAWS, law)
        found = recheck(connection, EVERYTHING, TODAY, {"three": three}, register=register)
        assert [each.document.id for each in found] == expected
        assert all(Change(Reason.LAW_CHANGED, name) in each.changes for each in found)


def test_a_decision_alone_is_queued_too_until_it_is_made_again(
    connection: Connection, three: Checklist, tmp_path: Path
) -> None:
    document = receive(connection)
    decide(connection, document, three, "dispute")
    by = edited(tmp_path, "争议如何解决", "争议由谁解决")
    (found,) = affected(connection, by)
    assert (found.sign_off, found.changes) == (None, (Change(Reason.ITEM_CHANGED, "dispute"),))
    decide(connection, document, by, "dispute")
    assert affected(connection, by) == []


def test_a_waiver_that_ended_is_queued(
    connection: Connection, three: Checklist, signed: int
) -> None:
    assert WAIVER.expires_on is not None
    (found,) = affected(connection, three, WAIVER.expires_on + timedelta(days=1))
    assert found.changes == (Change(Reason.WAIVER_ENDED, "payment"),)


def test_what_is_hidden_is_not_queued(
    connection: Connection, three: Checklist, signed: int, tmp_path: Path
) -> None:
    by = edited(tmp_path, "at_most: 30", "at_most: 45")
    assert affected(connection, by, visible=Visible(frozenset())) == []
    assert recheck(connection, EVERYTHING, TODAY, {}) == []


def test_what_a_new_version_changed_is_queued_once_it_is_summarised(
    connection: Connection, three: Checklist, signed: int
) -> None:
    receive(connection, CONTRACT.replace("60日", "90日"), signed)
    told = tuple(
        (each.reason.value, each.subject) for each in changes_in(review(connection, signed, three))
    )
    summary = Summary(signed, "three", {}, {}, (), told, signed=False, holds_until=None)
    (found,) = recheck(connection, EVERYTHING, TODAY, {"three": three}, {signed: summary})
    assert found.changes == (
        Change(Reason.NEW_VERSION),
        Change(Reason.DECISION_LAPSED, "payment"),
    )
    other = replace(summary, checklist="other")
    assert recheck(connection, EVERYTHING, TODAY, {"three": three}, {signed: other}) == []


def _another(connection: Connection) -> int:
    return add_document(connection, 1, "又一份合同")


def test_an_item_keeps_its_fingerprint_in_later_programs(three: Checklist) -> None:
    payment = three.items[0]
    assert item_fingerprint(payment) == "7df40601d6ac07b0"  # decisions rest on it
    narrowed = replace(payment, applies_when=Condition(consumer_facing=True))
    assert item_fingerprint(narrowed) != item_fingerprint(payment)
