"""Amounts of money as contracts write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.amounts import chinese_amount, find_amounts
from contracts.text import reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人民币壹万元整（¥10,000.00）", ["CNY 10000.00", "CNY 10000.00"]),
        ("128万元", ["CNY 1280000.00"]),
        ("ＵＳＤ　５，０００", ["USD 5000.00"]),
        ("（大写）拾贰万伍千元", ["CNY 125000.00"]),
        ("港幣壹佰萬元整", ["HKD 1000000.00"]),
        ("叁万贰仟元伍角陆分", ["CNY 32000.56"]),
        ("一亿二千万元", ["CNY 120000000.00"]),
        ("$1.5 million", ["USD 1500000.00"]),
        ("30日内支付百分之三十", []),
        ("第100条", []),
        ("每天一美元", ["USD 1.00"]),
        ("违约金____元\n5.3 知识产权", []),
        ("│百│十│万│千│百│十│元│", []),
    ],
)
def test_each_way_of_writing_a_sum(text: str, expected: list[str]) -> None:
    assert [str(amount) for amount in find_amounts(reading(text).text)] == expected


DIGITS = "零壹贰叁肆伍陆柒捌玖"


def capitals(number: int) -> str:
    """Capital numerals the plain way: 105 is 壹佰零伍."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return capitals(number // 10_000) + "万" + gap + (capitals(rest) if rest else "")
    written = ""
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += DIGITS[digit] + name
        elif written and number % unit:
            written += "零"
    return written.replace("零零", "零")


@given(st.integers(min_value=1, max_value=99_999_999))
def test_capital_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_amount(capitals(number)) == Decimal(number)
