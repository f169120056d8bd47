"""Statements: when a document was signed, how long it runs, what it costs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.stated.covered_dates import CoveredDates
from contracts.stated.period import period_statements
from contracts.stated.signing import agreement_date
from contracts.stated.total import total_price
from contracts.text import reading

SIGNED = date(2024, 1, 18)


def period(text: str) -> dict[str, str]:
    covered = CoveredDates.of(reading(text).text)
    return {each.field: each.value for each in period_statements(covered, SIGNED)}


@pytest.mark.parametrize(
    "text",
    [
        "日期：2024年2月27日　　　　日期：2024年3月1日",
        "签订日期：2024.2.27\n签订日期：2024.3.1",
        "授权代表：顾林\t授权代表：沈明\n日期：2024/2/27\t日期：2024/3/1",
        "Signed for the Client: A. Marsh     Date: 27 February 2024\nDate: 1 March 2024",
        "J. Ball Its: President Date: 2/27/24\nDate: 3/1/24",
        "This Agreement is effective as of March 1, 2024 by and between A and B.",
    ],
)
def test_of_several_signatures_the_last_one_counts(text: str) -> None:
    signed = agreement_date(CoveredDates.of(reading(text).text), 0)
    assert signed is not None
    assert signed.value == "2024-03-01"


@pytest.mark.parametrize(
    "text", ["更新日期：2024年3月1日", "Start date: 1 March 2024", "2024年3月1日前交货"]
)
def test_another_day_is_no_day_of_signing(text: str) -> None:
    assert agreement_date(CoveredDates.of(reading(text).text), 0) is None


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("第二条 服务期限\n自2024年3月15日起至2025年3月14日止。", "2024-03-15", "2025-03-14"),
        ("期間自2023年11月1日起一年，至2024年10月31日屆滿。", "2023-11-01", "2024-10-31"),
        ("维保期限：2023年11月1日——2024年10月31日。", "2023-11-01", "2024-10-31"),
        ("2. 期限\n本協議由2024年1月1日起生效，至2025年12月31日止", "2024-01-01", "2025-12-31"),
        ("This contract runs from 1 April 2023 to 31 March 2024.", "2023-04-01", "2024-03-31"),
        ("Start date: 19 February 2024\nEnd date: 16 August 2024", "2024-02-19", "2024-08-16"),
    ],
)
def test_a_period_is_stated_in_many_ways(text: str, begins: str, ends: str) -> None:
    found = period(text)
    assert (found["effective_date"], found["expiration_date"]) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "term", "ends"),
    [
        ("本协议有效期三年，自双方签字盖章之日起生效。", "三年", "2027-01-17"),
        ("合作期限：壹年，自2024年3月1日起算。", "壹年", "2025-02-28"),
        ("合同期限为6个月，自2024年8月31日起生效。", "6个月", "2025-02-28"),
        (
            "This Agreement shall remain in force for a period of two (2) years from the date"
            " hereof.",
            "two (2) years",
            "2026-01-17",
        ),
    ],
)
def test_an_end_that_is_not_stated_is_reckoned(text: str, term: str, ends: str) -> None:
    found = period(text)
    assert found["expiration_date"] == ends
    assert found["term"] == reading(term).text


def test_terms_that_enter_into_force_are_in_force_from_that_day() -> None:
    found = period("These terms of support shall enter into force as of August 23, 2021.")
    assert found["effective_date"] == "2021-08-23"


@pytest.mark.parametrize(
    "text",
    [
        "质保期限为两年，自双方签字之日起生效。",
        "保密期限五年，本合同自双方签字之日起生效。",
        "双方于2021年6月28日签订了《租赁合同》，租赁期至2026年6月30日止。",
        "装运期限：2024年6月30日前。",
        "结构件“三包”期限为一年，本合同自双方签字之日起生效。",
        "This Agreement may be renewed for an additional term of ten years from the date hereof.",
    ],
)
def test_the_period_of_something_else_ends_no_contract(text: str) -> None:
    assert "expiration_date" not in period(text)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 20))
def test_a_term_is_over_when_the_same_day_comes_again(begins: date, years: int) -> None:
    found = period(f"有效期限为{years}年，自{begins:%Y-%m-%d}起生效。")
    again = date.fromisoformat(found["expiration_date"]) + timedelta(days=1)
    leap_day = (begins.month, begins.day) == (2, 29)
    assert again.year == begins.year + years
    assert leap_day or (again.month, again.day) == (begins.month, begins.day)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("不含税价300,000.00元，税额18,000.00元，含税总价318,000.00元", "CNY 318000.00"),
        ("合计（含13%增值税）：¥45,200.00", "CNY 45200.00"),
        ("酬金總額為港幣2,640,000元，每月支付港幣110,000元", "HKD 2640000.00"),
        ("转让价款为人民币【3,600,000】元", "CNY 3600000.00"),
        ("a sponsorship fee in the amount of $75,000", "USD 75000.00"),
        ("The purchase price is USD 428,000 (say four hundred)", "USD 428000.00"),
        ("合同总价为100元/台", None),
        ("Sponsor pays, as a sponsorship fee, the sum of $750,000.", "USD 750000.00"),
        ("For each year of the term Sponsor pays a sponsorship fee of $75,000", None),
        ("乙方每年维护费用总额为人民币36000元", None),
        ("每年付款一次，合同总价36000元", "CNY 36000.00"),
        ("The total fee is $500 per month", None),
        ("合同总价不含税300,000元", None),
    ],
)
def test_the_total_is_told_from_parts_and_rates(text: str, total: str | None) -> None:
    found = total_price(reading(text).text)
    assert (found.value if found else None) == total
