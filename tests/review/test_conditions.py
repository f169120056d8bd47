"""Conditions: by parties, amount and date; an amount or date left open keeps nothing away."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.document import Document, DocumentKind, Party
from review.conditions import Condition
from review.unmet import unmet

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
        (Condition(party_roles=("卖方", "出租人")), True, False),
        (Condition(party_roles=("出租人",)), False, False),
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


def test_of_two_roles_of_a_party_each_counts() -> None:
    both = Document(5, 1, "合同", parties=(Party("市一中", "甲方（采购人）"),))
    assert Condition(party_roles=("采购人",)).holds(both)
    assert Document(6, 1, "合同", parties=(Party("张三", "乙方（用户）"),)).consumer_facing


@pytest.mark.parametrize(
    ("condition", "chinese", "english"),
    [
        (Condition(consumer_facing=False), "有一方是消费者", "a party is a consumer"),
        (Condition(party_roles=("出租人",)), "没有一方是出租人", "no party is called 出租人"),
        (Condition(amount_from=Decimal(4000000)), "低于 4,000,000 元", "less than CNY 4,000,000"),
        (Condition(amount_below=Decimal(100000)), "不低于 100,000 元", "not less than CNY 100,000"),
        (Condition(made_from=date(2024, 7, 1)), "早于 2024-07-01", "before 2024-07-01"),
        (Condition(made_before=date(2024, 1, 1)), "不早于 2024-01-01", "not before 2024-01-01"),
        (Condition(kinds=(DocumentKind.TERMS,)), "只对条款提出", "asked only of: terms"),
        (Condition(contract_types=("租赁合同",)), "只对租赁合同提出", "asked only of: Lease"),
        (Condition(languages=("en",)), "只对英文提出", "asked only of: English"),
    ],
)
def test_what_does_not_hold_is_said_in_both_languages(
    condition: Condition, chinese: str, english: str
) -> None:
    (reason,) = unmet(condition, SALE)
    assert chinese in reason.zh
    assert english in reason.en


def test_what_holds_needs_no_reason() -> None:
    assert unmet(Condition(consumer_facing=True, made_from=date(2020, 1, 1)), SALE) == ()
