"""Sign-off: a second person's, when nothing mandatory is open; it stands until it is touched."""

from datetime import timedelta
from pathlib import Path

import pytest
from reviewed_contract import (
    CHECKLIST,
    TODAY,
    WAIVER,
    checklist,
    decide,
    read,
    receive,
    review,
    saw,
    sign,
)

from contracts.corrections import CorrectionAction
from contracts.decisions import DecisionKind, UnclearDecision
from contracts.errors import Forbidden
from contracts.visibility import EVERYTHING
from ingest.tags.correcting import correct_tag
from review import reviewing
from review.checklist import Checklist
from review.signing import Change, Reason
from store import audit
from store.database import Connection

WAIVED = DecisionKind.WAIVED


@pytest.fixture
def three(tmp_path: Path) -> Checklist:
    return checklist(tmp_path)


@pytest.fixture
def document(connection: Connection, three: Checklist) -> int:
    """A document whose mandatory gaps are decided: one waived, one confirmed."""
    document = receive(connection)
    decide(connection, document, three, "payment", WAIVED)
    decide(connection, document, three, "dispute")
    return document


def test_a_sign_off_stands_through_a_new_reading(
    connection: Connection, three: Checklist, document: int
) -> None:
    made = sign(connection, document, three)
    read(connection, review(connection, document, three).version.id)
    after = review(connection, document, three)
    assert after.signed == made
    assert (made.signed_by, made.items["payment"].verdict) == ("赵经理", "waived")
    assert audit.entries(connection)[0].action == "sign off review"


def test_who_decided_or_corrected_does_not_sign(
    connection: Connection, three: Checklist, document: int
) -> None:
    with pytest.raises(Forbidden):
        sign(connection, document, three, "李律师")
    current = review(connection, document, three)
    correct_tag(
        connection, current.version.id, "notices", CorrectionAction.ADD, current.clauses[-1].span,
        user="赵经理", visible=EVERYTHING,
    )  # fmt: skip
    with pytest.raises(Forbidden):
        sign(connection, document, three, "赵经理")
    assert sign(connection, document, three, "孙总监").signed_by == "孙总监"


def test_an_undecided_mandatory_gap_is_not_signed_off(
    connection: Connection, three: Checklist, document: int
) -> None:
    decide(connection, document, three, "dispute", DecisionKind.WITHDRAWN)
    with pytest.raises(UnclearDecision, match="undecided: 1"):
        sign(connection, document, three)


def test_a_later_decision_is_to_be_signed_again(
    connection: Connection, three: Checklist, document: int
) -> None:
    sign(connection, document, three)
    decide(connection, document, three, "confidentiality")
    assert review(connection, document, three).changes == (Change(Reason.NEW_DECISION),)
    sign(connection, document, three)
    assert review(connection, document, three).signed is not None


def test_a_new_version_is_to_be_signed_again(
    connection: Connection, three: Checklist, document: int
) -> None:
    sign(connection, document, three)
    receive(connection, document_id=document)
    assert review(connection, document, three).changes == (Change(Reason.NEW_VERSION),)


def test_a_waiver_that_ended_loosens_the_sign_off(
    connection: Connection, three: Checklist, document: int
) -> None:
    sign(connection, document, three)
    last = WAIVER.expires_on
    assert last is not None
    assert review(connection, document, three, last).signed is not None
    after = review(connection, document, three, last + timedelta(days=1))
    assert after.changes == (Change(Reason.FINDING_CHANGED, "payment"),)


NEW_ITEM = """
  - id: notices
    question: {zh: 如何通知, en: How is notice given}
    clause_types: [notices]
    level: recommended
    applies_when: {CONDITION}
    guidance: {zh: 写明。, en: Say so.}
    fallback_wording: {zh: 书面通知。, en: In writing.}
"""


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            CHECKLIST.replace("at_most: 30", "at_most: 45"),
            (Change(Reason.ITEM_CHANGED, "payment"),),
        ),
        (CHECKLIST.replace("三十日内。", "宜在三十日内。"), ()),
        (CHECKLIST + NEW_ITEM.replace("CONDITION", ""), (Change(Reason.ITEM_ADDED, "notices"),)),
        (CHECKLIST + NEW_ITEM.replace("CONDITION", "languages: [en]"), ()),
    ],
)
def test_only_an_item_that_is_asked_loosens_the_sign_off(
    connection: Connection,
    three: Checklist,
    document: int,
    tmp_path: Path,
    text: str,
    changes: tuple[Change, ...],
) -> None:
    sign(connection, document, three)
    assert review(connection, document, checklist(tmp_path, text)).changes == changes


def test_what_is_not_asked_of_the_document_is_not_signed(
    connection: Connection, document: int, tmp_path: Path
) -> None:
    english = checklist(tmp_path, CHECKLIST + NEW_ITEM.replace("CONDITION", "languages: [en]"))
    signed = sign(connection, document, english)
    assert signed.items.keys() == {"payment", "confidentiality", "dispute"}


def test_nobody_signs_what_was_decided_meanwhile(
    connection: Connection, three: Checklist, document: int
) -> None:
    seen = saw(review(connection, document, three))
    decide(connection, document, three, "dispute", DecisionKind.NOT_APPLICABLE)
    with pytest.raises(UnclearDecision, match="decided before you signed"):
        reviewing.sign_off(
            connection, document, three, seen=seen, user="赵经理", visible=EVERYTHING, today=TODAY
        )
