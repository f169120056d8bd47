"""Summaries: kept while nothing that they rest on changes, forgotten with what changes it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import AddVersion
from small_reading import WARRANTY, clauses, save

from contracts.clause import clause_id
from contracts.decisions import Basis, DecisionKind, Deed
from contracts.visibility import EVERYTHING, Visible
from store import leases
from store.database import Connection, Database
from store.decisions import add_decision
from store.facts import correct_fact
from store.summaries import (
    Summary,
    begin_summaries,
    documents_without,
    save_summary,
    summaries_in_force,
)
from store.tags import save_tags

TODAY = date(2026, 3, 1)
RULES = {"": "r", "general": "rg"}


def read(connection: Connection, add_file: AddVersion) -> tuple[int, int]:
    """A document that has been read, and its version."""
    version = add_file(connection)
    save(connection, version.id)
    return version.document_id, version.id


def summary(document_id: int) -> Summary:
    verdicts = {"payment": "waived", "term": "missing"}
    closed = {"payment": date(2026, 2, 3)}
    return Summary(
        document_id,
        "general",
        verdicts,
        closed,
        ("合同法",),
        (("new_version", ""),),
        True,
        date(2026, 6, 30),
    )


def begin(connection: Connection) -> list[int]:
    return list(begin_summaries(connection, RULES, TODAY, most=9, without=()))


def in_force(connection: Connection, today: date = TODAY) -> dict[int, Summary]:
    return summaries_in_force(connection, EVERYTHING, RULES, today)


def keep(connection: Connection, document_id: int) -> None:
    assert begin(connection) == [document_id]
    assert save_summary(connection, summary(document_id), "rg")


def test_a_summary_comes_back_as_it_was_made(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        document, _version = read(connection, add_file)
        keep(connection, document)
        assert in_force(connection) == {document: summary(document)}
        assert documents_without(connection, RULES, TODAY, most=9) == []
        nothing = Visible(frozenset())
        assert summaries_in_force(connection, nothing, RULES, TODAY) == {}


def test_other_rules_or_a_waiver_that_ended_ask_for_a_new_one(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        document, _version = read(connection, add_file)
        keep(connection, document)
        edited = {**RULES, "general": "other"}
        assert summaries_in_force(connection, EVERYTHING, edited, TODAY) == {}
        assert documents_without(connection, edited, TODAY, most=9) == [document]
        last = summary(document).holds_until
        assert last is not None
        assert in_force(connection, last) != {}
        assert in_force(connection, last + timedelta(days=1)) == {}


@pytest.mark.parametrize("change", ["tags", "reading", "facts", "decision"])
def test_what_changes_a_review_forgets_its_summary(
    database: Database, add_file: AddVersion, change: str
) -> None:
    with database.write() as connection:
        document, version = read(connection, add_file)
        keep(connection, document)
        if change == "tags":
            new = {clause_id(version, 2): (WARRANTY,)}
            save_tags(connection, version, clauses(version), new)
        elif change == "reading":
            save(connection, version)
        elif change == "facts":
            correct_fact(connection, document, "contract_type", "买卖合同", "李律师", EVERYTHING)
        else:
            deed = Deed("general", "term", DecisionKind.CONFIRMED)
            add_decision(connection, version, deed, Basis("missing", "f"), "李律师", EVERYTHING)
        assert in_force(connection) == {}
        assert begin(connection) == [document]


def test_what_is_forgotten_while_it_is_made_is_not_kept(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        document, version = read(connection, add_file)
        begin(connection)
        save(connection, version)
        assert not save_summary(connection, summary(document), "rg")
        assert begin(connection) == [document]
        assert save_summary(connection, replace(summary(document), signed=False), "rg")


def test_one_process_makes_summaries(database: Database) -> None:
    with database.write() as connection:
        fence = leases.take(connection, leases.SUMMARIES, "one")
        assert fence is not None
        assert leases.take(connection, leases.SUMMARIES, "two") is None
