"""Conditions: by parties, amount and date; what a contract leaves open keeps nothing from it."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.document import Document, DocumentKind, Party
from review.conditions import Condition

BARE = Document(1, 1, "合同")
SALE = Document(
    2, 1, "合同", parties=(Party("青禾公司", "卖方"), Party("张三", "消费者")),
    agreement_date=date(2024, 3, 1), amount="CNY 128000.00",
)  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "sale", "bare"),
    [
        (Condition(consumer_facing=True), True, False),
        (Condition(consumer_facing=False), False, True),
        (Condition(party_roles=("卖方", "出租人")), True, True),
        (Condition(party_roles=("出租人",)), False, True),
        (Condition(amount_from=Decimal(128000)), True, True),
        (Condition(amount_from=Decimal(200000)), False, True),
        (Condition(amount_below=Decimal(128000)), False, True),
        (Condition(made_from=date(2024, 3, 1)), True, True),
        (Condition(made_before=date(2024, 3, 1)), False, True),
    ],
)
def test_a_condition_holds_by_what_the_contract_states(
    condition: Condition, sale: bool, bare: bool
) -> None:
    assert (condition.holds(SALE), condition.holds(BARE)) == (sale, bare)


def test_terms_for_everyone_face_consumers() -> None:
    assert Condition(consumer_facing=True).holds(Document(3, 1, "协议", DocumentKind.TERMS))


def test_a_sum_in_another_currency_is_not_held_against_yuan() -> None:
    dollars = Document(4, 1, "合同", amount="USD 5.00")
    assert Condition(amount_from=Decimal(1000)).holds(dollars)
