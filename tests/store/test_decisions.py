"""Decisions and sign-offs in the store: added to, never overwritten; hidden ones stay hidden."""

from datetime import date

import pytest
from conftest import AddVersion

from contracts.clause import Span
from contracts.decisions import Basis, Decision, DecisionKind, Deed, SignedItem, last_decisions
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store.database import Connection, Database
from store.decisions import (
    add_decision,
    add_sign_off,
    decisions_of,
    every_decision,
    every_sign_off,
    sign_offs_of,
)

NOTHING = Visible(frozenset())
BASIS = Basis("weak", "0a1b", (Span(3, 8, "30日内付款", "收到发票后", "。"),), {"民法典": "9f"})
WAIVER = Deed("general", "payment", DecisionKind.WAIVED, "老客户", "陈总", date(2027, 1, 31))


def add(connection: Connection, version_id: int, kind: DecisionKind) -> Decision:
    deed = Deed("general", "payment", kind)
    return add_decision(connection, version_id, deed, BASIS, "李律师", EVERYTHING)


def test_a_decision_comes_back_as_it_was_made(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        made = add_decision(connection, version.id, WAIVER, BASIS, "李律师", EVERYTHING)
        assert decisions_of(connection, version.document_id, EVERYTHING) == (made,)
        assert every_decision(connection, EVERYTHING) == (made,)


def test_the_last_decision_on_an_item_counts(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        add(connection, version.id, DecisionKind.CONFIRMED)
        last = add(connection, version.id, DecisionKind.NOT_APPLICABLE)
        history = decisions_of(connection, version.document_id, EVERYTHING)
        assert last_decisions(history, "general") == {"payment": last}
        assert last_decisions(history, "other") == {}
        add(connection, version.id, DecisionKind.WITHDRAWN)
        history = decisions_of(connection, version.document_id, EVERYTHING)
        assert last_decisions(history, "general") == {}
        assert len(history) == 3


def test_a_sign_off_comes_back_as_it_was_made(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        made = add_sign_off(
            connection, version.id, "general", {"payment": SignedItem("waived", "0a1b")},
            {"民法典": "9f"}, decision_id=4, user="赵经理", visible=EVERYTHING,
        )  # fmt: skip
        assert sign_offs_of(connection, version.document_id, EVERYTHING) == (made,)
        assert every_sign_off(connection, EVERYTHING) == (made,)


def test_what_is_hidden_is_neither_shown_nor_decided(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        add(connection, version.id, DecisionKind.CONFIRMED)
        add_sign_off(
            connection, version.id, "general", {}, {}, decision_id=1, user="赵经理",
            visible=EVERYTHING,
        )  # fmt: skip
        assert every_decision(connection, NOTHING) == ()
        assert every_sign_off(connection, NOTHING) == ()
        for read in (decisions_of, sign_offs_of):
            with pytest.raises(NotFound):
                read(connection, version.document_id, NOTHING)
        with pytest.raises(NotFound):
            add_decision(connection, version.id, WAIVER, BASIS, "李律师", NOTHING)
