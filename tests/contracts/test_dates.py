"""Dates as contracts write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.dates import find_dates
from contracts.text import reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年3月1日", date(2024, 3, 1)),
        ("２０２４ 年 ３ 月 １ 日", date(2024, 3, 1)),
        ("二〇二四年三月一日", date(2024, 3, 1)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("2024-03-01", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("民國113年3月1日", date(2024, 3, 1)),
        ("民國一百一十三年三月一日", date(2024, 3, 1)),
        ("March 1, 2024", date(2024, 3, 1)),
        ("1st day of March, 2024", date(2024, 3, 1)),
        ("1 March 2024", date(2024, 3, 1)),
        ("3/21/08", date(2008, 3, 21)),
        ("21/03/1998", date(1998, 3, 21)),
        ("【2024】年【3】月【1】日", date(2024, 3, 1)),
        ("中華民國一一三年三月一日", date(2024, 3, 1)),
        ("3/4/08", None),
        ("192.168.10.1", None),
        ("2024年2月30日", None),
        ("94年3月1日", None),
        ("编号 1-2024-03-015", None),
    ],
)
def test_each_way_of_writing_a_date(text: str, expected: date | None) -> None:
    found = [each.value for each in find_dates(reading(text).text)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3/21/08 and 3/4/08", [date(2008, 3, 21), date(2008, 3, 4)]),
        ("21/3/08 and 3/4/08", [date(2008, 3, 21), date(2008, 4, 3)]),
        ("2024.04.01-2024.09.30", [date(2024, 4, 1), date(2024, 9, 30)]),
    ],
)
def test_dates_beside_each_other_tell_which_number_is_the_day(text: str, days: list[date]) -> None:
    assert [each.value for each in find_dates(text)] == days


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    chinese = f"{day.year}年{day.month}月{day.day}日"
    text = f"自{chinese}起，{day.isoformat()}，{day:%B} {day.day}, {day.year}。"
    assert [each.value for each in find_dates(reading(text).text)] == [day] * 3
