"""Decisions: a person's word holds through readings and versions, or the person is asked again."""

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
    finding,
    read,
    receive,
    review,
    saw,
)

from contracts.decisions import DecisionKind, Deed, UnclearDecision
from contracts.errors import NotFound
from contracts.laws import SHIPPED_LAWS
from contracts.visibility import EVERYTHING, Visible
from review import reviewing
from review.checklist import Checklist
from review.findings import Lapse, Verdict
from review.house_laws import LAW_DRAFTS
from store import audit
from store.database import Connection

CONFIRMED, NOT_APPLICABLE = DecisionKind.CONFIRMED, DecisionKind.NOT_APPLICABLE
WAIVED, WITHDRAWN = DecisionKind.WAIVED, DecisionKind.WITHDRAWN


@pytest.fixture
def three(tmp_path: Path) -> Checklist:
    return checklist(tmp_path)


def edited(tmp_path: Path, before: str, after: str) -> Checklist:
    """The checklist after an edit of its YAML."""
    assert before in CHECKLIST
    return checklist(tmp_path, CHECKLIST.replace(before, after))


def test_what_is_found_without_decisions(connection: Connection, three: Checklist) -> None:
    found = {
        each.item.id: each.verdict
        for each in review(connection, receive(connection), three).findings
    }
    assert found == {
        "payment": Verdict.UNACCEPTABLE,
        "confidentiality": Verdict.PRESENT,
        "dispute": Verdict.MISSING,
    }


def test_a_waived_gap_is_no_longer_grave(connection: Connection, three: Checklist) -> None:
    document = receive(connection)
    decide(connection, document, three, "payment", WAIVED)
    waived = finding(connection, document, three, "payment")
    assert (waived.verdict, waived.found) == (Verdict.WAIVED, Verdict.UNACCEPTABLE)
    assert waived.decided is not None
    assert waived.decided.deed == WAIVER
    assert not waived.grave


def test_a_confirmed_gap_stays_one(connection: Connection, three: Checklist) -> None:
    document = receive(connection)
    decide(connection, document, three, "dispute")
    confirmed = finding(connection, document, three, "dispute")
    assert confirmed.verdict is Verdict.MISSING
    assert confirmed.grave
    assert confirmed.decided is not None


def test_the_last_word_counts_and_all_are_kept(connection: Connection, three: Checklist) -> None:
    document = receive(connection)
    for kind in (CONFIRMED, NOT_APPLICABLE):
        decide(connection, document, three, "dispute", kind)
    assert finding(connection, document, three, "dispute").verdict is Verdict.NOT_APPLICABLE
    decide(connection, document, three, "dispute", WITHDRAWN)
    assert finding(connection, document, three, "dispute").decision is None
    kinds = [each.kind for each in review(connection, document, three).decisions]
    assert kinds == [CONFIRMED, NOT_APPLICABLE, WITHDRAWN]
    assert audit.entries(connection)[0].action == "decide withdrawn"


def test_nothing_is_decided_on_what_is_not_asked_of_the_document(
    connection: Connection, tmp_path: Path
) -> None:
    item = "  - id: dispute\n"
    english = edited(tmp_path, item, f"{item}    applies_when: {{languages: [en]}}\n")
    with pytest.raises(UnclearDecision, match="nothing to decide"):
        decide(connection, receive(connection), english, "dispute")


def test_decisions_outlive_a_new_reading(connection: Connection, three: Checklist) -> None:
    document = receive(connection)
    for item, kind in (("payment", WAIVED), ("confidentiality", CONFIRMED), ("dispute", CONFIRMED)):
        decide(connection, document, three, item, kind)
    read(connection, review(connection, document, three).version.id)
    assert all(each.decided for each in review(connection, document, three).findings)


def test_decisions_carry_over_where_the_passages_still_stand(
    connection: Connection, three: Checklist
) -> None:
    document = receive(connection)
    for item, kind in (("payment", WAIVED), ("confidentiality", CONFIRMED), ("dispute", CONFIRMED)):
        decide(connection, document, three, item, kind)
    renumbered = CONTRACT.replace("第一条 付款", "第一条 范围\n乙方维护电梯。\n第二条 付款")
    receive(connection, renumbered.replace("第二条 保密", "第三条 保密"), document)
    after = review(connection, document, three)
    assert after.version.number == 2
    assert [each.verdict for each in after.findings if each.decided] == [
        Verdict.WAIVED,
        Verdict.PRESENT,
        Verdict.MISSING,
    ]


DISPUTE = "第三条 争议解决\n争议提交甲方所在地人民法院诉讼解决。\n第四条 其他"
LATER = "60日内付款。尾款在验收后50日内付款。"


@pytest.mark.parametrize(
    ("item", "kind", "before", "after", "lapse"),
    [
        ("payment", WAIVED, "60日内付款", "90日内付款", Lapse.PASSAGE_ADDED),
        ("payment", WAIVED, "60日内付款", "20日内付款", Lapse.FOUND_OTHERWISE),
        ("payment", CONFIRMED, "60日内付款。", LATER, Lapse.PASSAGE_ADDED),
        ("confidentiality", CONFIRMED, "期限为三年", "期限为五年", Lapse.PASSAGE_GONE),
        ("confidentiality", CONFIRMED, "双方对合作中", "本条所称双方对合作中", Lapse.PASSAGE_GONE),
        ("dispute", WAIVED, "第三条 其他", DISPUTE, Lapse.FOUND_OTHERWISE),
    ],
)
def test_what_was_decided_on_other_words_is_asked_again(  # noqa: PLR0917 - a row of the table
    connection: Connection,
    three: Checklist,
    item: str,
    kind: DecisionKind,
    before: str,
    after: str,
    lapse: Lapse,
) -> None:
    document = receive(connection)
    made = decide(connection, document, three, item, kind)
    receive(connection, CONTRACT.replace(before, after), document)
    asked = finding(connection, document, three, item)
    assert asked.lapse is lapse
    assert asked.decision == made
    assert asked.decided is None
    assert asked.verdict is asked.found


def test_spaces_punctuation_and_script_change_no_passage(
    connection: Connection, three: Checklist
) -> None:
    document = receive(connection)
    decide(connection, document, three, "confidentiality")
    traditional = "雙方對合作中知悉的對方商業秘密負有保密義務, 期限為 三年。"
    text = CONTRACT.replace("双方对合作中知悉的对方商业秘密负有保密义务，期限为三年。", traditional)
    receive(connection, text, document)
    assert finding(connection, document, three, "confidentiality").decided is not None


def test_a_waiver_ends_after_its_last_day(connection: Connection, three: Checklist) -> None:
    document = receive(connection)
    decide(connection, document, three, "payment", WAIVED)
    last = WAIVER.expires_on
    assert last is not None
    assert finding(connection, document, three, "payment", last).verdict is Verdict.WAIVED
    after = finding(connection, document, three, "payment", last + timedelta(days=1))
    assert (after.verdict, after.lapse) == (Verdict.UNACCEPTABLE, Lapse.EXPIRED)


@pytest.mark.parametrize(
    ("before", "after", "lapse"),
    [
        ("at_most: 30", "at_most: 45", Lapse.ITEM_CHANGED),
        ("付款期限多长", "多少天内付款", Lapse.ITEM_CHANGED),
        ("三十日内。", "宜在三十日内。", None),
        ("争议如何解决", "争议由谁解决", None),
    ],
)
def test_an_edited_item_is_asked_again_but_not_for_its_advice(
    connection: Connection,
    three: Checklist,
    tmp_path: Path,
    before: str,
    after: str,
    lapse: Lapse | None,
) -> None:
    document = receive(connection)
    decide(connection, document, three, "payment", WAIVED)
    by = edited(tmp_path, before, after)
    assert finding(connection, document, by, "payment").lapse is lapse


def test_an_edited_law_asks_what_rests_on_it_again(
    connection: Connection, three: Checklist
) -> None:
    document = receive(connection)
    decide(connection, document, three, "payment", WAIVED)
    decide(connection, document, three, "confidentiality")
    LAW_DRAFTS.save(
        connection, replace(SHIPPED_LAWS.by_name["民法典"], repealed_on=date(2026, 1, 1)), "赵经理"
    )
    LAW_DRAFTS.put_in_force(connection, "民法典", "赵经理", seen=1)
    assert finding(connection, document, three, "payment").lapse is Lapse.LAW_CHANGED
    assert finding(connection, document, three, "confidentiality").lapse is None


@pytest.mark.parametrize(
    "deed",
    [
        replace(WAIVER, reason=" "),
        replace(WAIVER, approver=""),
        replace(WAIVER, expires_on=None),
        replace(WAIVER, expires_on=TODAY - timedelta(days=1)),
        replace(WAIVER, item="confidentiality"),  # is present: nothing to waive
        Deed("three", "payment", WITHDRAWN),
    ],
)
def test_a_decision_that_says_too_little_is_refused(
    connection: Connection, three: Checklist, deed: Deed
) -> None:
    document = receive(connection)
    seen = saw(review(connection, document, three), deed.item)
    with pytest.raises(UnclearDecision):
        reviewing.decide(
            connection, document, three, deed, seen=seen, user="李律师", visible=EVERYTHING,
            today=TODAY,
        )  # fmt: skip
    assert review(connection, document, three).decisions == ()


def test_nothing_is_decided_on_what_the_person_did_not_see(
    connection: Connection, three: Checklist
) -> None:
    document = receive(connection)
    seen = saw(review(connection, document, three), "payment")
    decide(connection, document, three, "payment")
    for stale in (seen, replace(seen, found="missing"), replace(seen, version_id=99)):
        with pytest.raises(UnclearDecision, match="changed before you decided"):
            reviewing.decide(
                connection, document, three, WAIVER, seen=stale, user="李律师",
                visible=EVERYTHING, today=TODAY,
            )  # fmt: skip


def test_a_hidden_document_has_no_review(connection: Connection, three: Checklist) -> None:
    document = receive(connection)
    nothing = Visible(frozenset())
    seen = saw(review(connection, document, three), "payment")
    with pytest.raises(NotFound):
        reviewing.review_of(connection, document, three, nothing, TODAY)
    with pytest.raises(NotFound):
        reviewing.decide(
            connection, document, three, WAIVER, seen=seen, user="李律师",
            visible=nothing, today=TODAY,
        )  # fmt: skip
