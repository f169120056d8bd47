"""Facts: read by rule, corrected by people, and a person's word wins."""

import json
from datetime import date
from decimal import Decimal

import pytest
from conftest import AddVersion
from small_reading import reading_of

from contracts.clause import Span
from contracts.document import Block, BlockKind, DocumentKind, ParsedFile, Party
from contracts.errors import NotFound
from contracts.fact import Fact
from contracts.visibility import EVERYTHING, Visible
from store import audit, outbox
from store.database import Connection, Database
from store.document_list import DocumentFilter, list_documents
from store.documents import get_document
from store.facts import InvalidFact, correct_fact, facts_of
from store.reading_results import save_readings

EVIDENCE = Span(0, 4, "维修合同", "", "\n")
PARTIES = '[{"name": "上海條理科技有限公司", "role": "甲方"}, {"name": "乙公司"}]'
FACTS = (
    Fact("title", "维修合同", EVIDENCE),
    Fact("kind", "contract", None),
    Fact("language", "zh-Hans", None),
    Fact("parties", PARTIES, None),
    Fact("agreement_date", "2024-03-01", None),
    Fact("amount", "CNY 128000.00", None),
)


def read(connection: Connection, version_id: int, *facts: Fact) -> None:
    parsed = ParsedFile((Block(0, BlockKind.PARAGRAPH, "维修合同"),), "test 1")
    save_readings(connection, {version_id: reading_of(parsed, facts=facts)})


def test_facts_read_by_rule_describe_the_document(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection, "scan0001")
        read(connection, version.id, *FACTS)
        document = get_document(connection, version.document_id, EVERYTHING)
        assert (document.title, document.kind) == ("维修合同", DocumentKind.CONTRACT)
        assert document.parties == (Party("上海條理科技有限公司", "甲方"), Party("乙公司"))
        assert document.agreement_date == date(2024, 3, 1)
        assert (document.amount, document.language) == ("CNY 128000.00", "zh-Hans")
        facts = facts_of(connection, version.document_id, EVERYTHING)
        assert (facts[0].field, facts[0].evidence, facts[0].source) == ("title", EVIDENCE, "rule")
        assert {fact.version_id for fact in facts} == {version.id}
        found = list_documents(connection, EVERYTHING, DocumentFilter(text="上海条理"))
        assert found.total == 1


def test_the_list_finds_a_document_by_its_number(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id, *FACTS, Fact("contract_number", "HT-2024-017", None))
        assert list_documents(connection, EVERYTHING, DocumentFilter(text="ht-2024-01")).total == 1
        correct_fact(connection, version.document_id, "contract_number", "", "li", EVERYTHING)
        assert list_documents(connection, EVERYTHING, DocumentFilter(text="ht-2024-01")).total == 0


def test_the_list_is_filtered_and_sorted_by_amount_each_currency_by_itself(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        for amount in ("CNY 9000.00", "USD 128000.50", "", "CNY 20000.00"):
            read(connection, add_file(connection).id, Fact("amount", amount, None))
        page = list_documents(connection, EVERYTHING, sort="amount")
        amounts = [row.document.amount for row in page.rows]
        assert amounts == ["CNY 20000.00", "CNY 9000.00", "USD 128000.50", ""]
        for currency, found in (("CNY", "CNY 20000.00"), ("USD", "USD 128000.50")):
            least = DocumentFilter(amount_from=Decimal(20_000), currency=currency)
            page = list_documents(connection, EVERYTHING, least, sort="amount", descending=False)
            assert [row.document.amount for row in page.rows] == [found]


def test_a_persons_word_wins_also_after_reading_again(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id, *FACTS)
        correct_fact(
            connection, version.document_id, "agreement_date", "2024-03-15", "李律师", EVERYTHING
        )
        read(connection, version.id, *FACTS)
        document = get_document(connection, version.document_id, EVERYTHING)
        assert document.agreement_date == date(2024, 3, 15)
        (fact,) = (
            fact
            for fact in facts_of(connection, version.document_id, EVERYTHING)
            if fact.field == "agreement_date"
        )
        assert (fact.value, fact.source, fact.set_by) == ("2024-03-15", "person", "李律师")
        assert fact.set_at is not None
        assert audit.entries(connection)[0].action == "correct agreement_date"
        assert outbox.count(connection) == 3


def test_a_person_can_say_that_there_is_none(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id, *FACTS)
        for field in ("agreement_date", "parties", "amount"):
            correct_fact(connection, version.document_id, field, "", "李律师", EVERYTHING)
        document = get_document(connection, version.document_id, EVERYTHING)
        assert (document.agreement_date, document.parties, document.amount) == (None, (), "")


def test_a_fact_no_longer_read_is_forgotten(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id, *FACTS)
        read(connection, version.id, *FACTS[:3])
        document = get_document(connection, version.document_id, EVERYTHING)
        assert (document.agreement_date, document.parties, document.amount) == (None, (), "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("agreement_date", "2024-02-30"),
        ("agreement_date", "去年"),
        ("kind", "poem"),
        ("parties", "甲公司"),
        ("parties", json.dumps([{"role": "甲方"}])),
        ("amount", "一大笔钱"),
        ("password", "x"),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused(
    database: Database, add_file: AddVersion, field: str, value: str
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        with pytest.raises(InvalidFact) as error:
            correct_fact(connection, version.document_id, field, value, "李律师", EVERYTHING)
        assert field in error.value.message_zh


def test_hidden_facts_are_not_found(database: Database, add_file: AddVersion) -> None:
    nothing = Visible(frozenset())
    with database.write() as connection:
        version = add_file(connection)
        with pytest.raises(NotFound):
            facts_of(connection, version.document_id, nothing)
        with pytest.raises(NotFound):
            correct_fact(connection, version.document_id, "title", "x", "外人", nothing)
