"""The dashboard counts open gaps, what closed them, and the repealed laws that are cited."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from reviewed_contract import checklist, receive

from contracts.document import Document
from contracts.laws import SHIPPED_LAWS
from contracts.visibility import EVERYTHING
from review.checklist import SHIPPED, Checklist
from review.dashboard import Bar, Month, Reviewed, dashboard
from review.summaries import rules_now, summarise
from review.summary_lane import make_summaries
from store.database import Database
from store.summaries import Summary, summaries_in_force

TODAY = date(2026, 3, 10)


@pytest.fixture
def three(tmp_path: Path) -> Checklist:
    return checklist(tmp_path)


def reviewed(
    number: int, made: date | None, received: date, closed: dict[str, date], **verdicts: str
) -> Reviewed:
    document = Document(number, 1 + number % 2, f"合同 {number}", agreement_date=made)
    laws = ("合同法",) if number == 1 else ()
    return Reviewed(
        document, Summary(number, "three", verdicts, closed, laws, (), number == 2, None), received
    )


ENTRIES = (
    reviewed(
        1, date(2024, 5, 1), date(2026, 1, 5), {},
        payment="unacceptable", dispute="missing", confidentiality="missing",
    ),
    reviewed(
        2, date(2025, 2, 1), date(2026, 2, 5), {"payment": date(2026, 3, 2)},
        payment="waived", dispute="missing", confidentiality="weak",
    ),
    reviewed(
        3, None, date(2026, 2, 6), {},
        payment="present", dispute="not_applicable", confidentiality="present",
    ),
)  # fmt: skip


def test_gaps_are_counted_by_type_collection_and_year(three: Checklist) -> None:
    board = dashboard(ENTRIES, TODAY, {"three": three})
    assert (board.documents, board.gaps, board.mandatory) == (3, 4, 3)
    assert (board.signed, board.closed) == (1, 1)
    assert board.by_type == [
        Bar("dispute_resolution", 2, 2, 2, "three", "dispute"),
        Bar("payment", 1, 1, 1, "three", "payment"),
        Bar("confidentiality", 1, 0, 1, "three", "confidentiality"),
    ]
    assert [(bar.key, bar.gaps, bar.documents) for bar in board.by_collection] == [
        ("2", 3, 1),
        ("1", 1, 1),
    ]
    assert [(bar.key, bar.gaps) for bar in board.by_year] == [("2024", 3), ("2025", 1)]
    assert [(bar.key, bar.documents) for bar in board.repealed] == [("合同法", 1)]


def test_gaps_are_open_from_when_a_document_came_until_a_person_closed_them(
    three: Checklist,
) -> None:
    trend = dashboard(ENTRIES, TODAY, {"three": three}).trend
    assert len(trend) == 12
    assert trend[-4:] == [
        Month("2025-12", 0, 0),
        Month("2026-01", 3, 0),
        Month("2026-02", 5, 0),
        Month("2026-03", 4, 1),
    ]


def test_an_item_that_is_gone_from_the_checklist_is_not_counted(three: Checklist) -> None:
    without = replace(three, items=three.items[1:])
    assert dashboard(ENTRIES, TODAY, {"three": without}).gaps == 3
    assert dashboard([], TODAY, {"three": three}).gaps == 0


def test_the_lane_makes_what_is_missing(sqlite_database: Database) -> None:
    with sqlite_database.write() as connection:
        document = receive(connection)
    make_summaries(sqlite_database, stop=Event(), until_idle=True)
    with sqlite_database.read() as connection:
        rules = rules_now(SHIPPED, SHIPPED_LAWS)
        kept = summaries_in_force(connection, EVERYTHING, rules, date.today())
        assert kept == {
            document: summarise(connection, document, EVERYTHING, date.today(), SHIPPED)
        }
    assert kept[document].checklist == "after_sales_service"
    assert kept[document].verdicts["dispute_resolution"] == "missing"
