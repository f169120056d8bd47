"""Quantities: durations, rates and counts in figures, hanzi and English; dates are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.quantities.finding import FINDERS, find_quantities
from contracts.quantities.quantity import Measure, Quantity
from contracts.text import reading


def found(text: str) -> list[Quantity]:
    return sorted(find_quantities(reading(text).text), key=lambda quantity: quantity.start)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收到发票后30日内支付", "30", "days"),
        ("三十个工作日内", "30", "working_days"),
        ("二十四（24）小时内", "24", "hours"),
        ("自簽字之日起十二個月", "12", "months"),
        ("质保期为两年半", "2.5", "years"),
        ("提前一周通知", "1", "weeks"),
        ("１５天", "15", "days"),
        ("within thirty (30) days of receipt", "30", "days"),
        ("five business days", "5", "working_days"),
        ("a period of 2 years", "2", "years"),
        ("四十五分钟", "45", "minutes"),
        ("两个（2）至三个（3）星期", "3", "weeks"),
        ("三月内付清", "3", "months"),
        ("最后半个月", "0.5", "months"),
    ],
)
def test_a_duration_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    (quantity,) = found(text)
    assert (quantity.measure, quantity.value, quantity.unit) == (
        Measure.DURATION,
        Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    "text",
    ["2024年3月1日", "二〇二四年三月一日", "____年____月____日", "本合同于 2024 年 3 月签订",
     "第三十日", "{{year}} 年  {{month}} 月  {{day}} 日", "3月份", "每日", "每逾期一日",
     "一九　年　月　日", "一九年季度", "上一年同期", "包括这一日", "每月最后一天",
     "以较早一个日期为准", "每季末一个月的二十日", "6.2 年度费用",
     "____年至____年", "一月\n二月", "甲方：{{name}}\n日期"],
)  # fmt: skip
def test_a_date_is_no_duration(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["____日内", "【 】个工作日", "{{days}} 天内", "within ___ days"])
def test_a_blank_has_a_unit_and_no_value(text: str) -> None:
    (quantity,) = found(text)
    assert quantity.value is None
    assert quantity.in_unit("days") is None


@pytest.mark.parametrize(
    ("text", "percent", "per", "per_mille_a_day"),
    [
        ("每逾期一日按欠款的千分之三支付", "0.3", "day", "3"),
        ("按日万分之五支付滞纳金", "0.05", "day", "0.5"),
        ("每日0.05%", "0.05", "day", "0.5"),
        ("按应付款5‰/日", "0.5", "day", "5"),
        ("按应付未付金额的日万分之一", "0.01", "day", "0.1"),
        ("每逾期支付一天，承担应付金额万分之二", "0.02", "day", "0.2"),
        ("每逾期一周支付合同价的百分之零点五", "0.5", "week", "5/7"),
        ("每延誤一天，按總價的萬分之三", "0.03", "day", "0.3"),
        ("0.1% per day", "0.1", "day", "1"),
        ("月利率2%", "2", "month", "20/30"),
        ("interest at 6% per annum", "6", "year", "60/365"),
    ],
)
def test_a_rate_is_read_with_the_time_it_runs_for(
    text: str, percent: str, per: str, per_mille_a_day: str
) -> None:
    (quantity,) = [each for each in found(text) if each.measure is Measure.SHARE]
    assert (quantity.value, quantity.per) == (Decimal(percent), per)
    numerator, _, denominator = per_mille_a_day.partition("/")
    expected = Decimal(numerator) / Decimal(denominator or 1)
    assert quantity.in_unit("‰ a day") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "rate", "bound"),
    [
        ("每日按货值的千分之三支付违约金，累计不超过订单金额的15%", ("0.3", "day"), "15"),
        ("每逾期一日按总价的0.5%支付，但违约金总额不超过总价的10%", ("0.5", "day"), "10"),
        ("按日万分之五计收，最高为欠款的20%", ("0.05", "day"), "20"),
        ("每逾期一周支付0.5%，以合同总价的百分之五为限", ("0.5", "week"), "5"),
    ],
)
def test_what_bounds_a_rate_runs_for_no_time(text: str, rate: tuple[str, str], bound: str) -> None:
    first, second = [each for each in found(text) if each.measure is Measure.SHARE]
    assert (first.value, first.per) == (Decimal(rate[0]), rate[1])
    assert (second.value, second.per) == (Decimal(bound), "")


def test_a_rate_that_is_bounded_itself_runs_for_its_time() -> None:
    (quantity,) = found("每逾期一日，违约金不超过欠款的万分之五")
    assert quantity.per == "day"


def test_a_share_of_what_is_paid_in_a_year_runs_for_no_time() -> None:
    (share,) = found("支付合同年度价款10%的违约金")
    assert (share.value, share.per) == (Decimal(10), "")


def test_a_rate_for_each_24_hours_is_a_rate_a_day() -> None:
    (share,) = [each for each in found("每超过24小时按年服务费的0.5%支付") if each.unit == "%"]
    assert (share.value, share.per) == (Decimal("0.5"), "day")


def test_each_step_of_a_rate_runs_for_its_time() -> None:
    text = "每日按合同总额的0.1%、超过十日的按合同总额的0.3%支付"
    assert [each.per for each in found(text) if each.unit == "%"] == ["day", "day"]


def test_a_share_without_a_time_is_no_rate() -> None:
    (quantity,) = found("违约金为合同总价的百分之二十")
    assert (quantity.in_unit("%"), quantity.in_unit("‰ a day")) == (Decimal(20), None)


def test_how_often_is_a_count() -> None:
    (quantity,) = found("每年不少于四次预防性维护")
    assert (quantity.measure, quantity.value) == (Measure.COUNT, Decimal(4))


def test_five_working_days_are_a_week() -> None:
    (quantity,) = found("五个工作日")
    assert quantity.in_unit("days") == 7


@given(
    st.integers(1, 999),
    st.sampled_from(["小时", "日", "个工作日", "个月"]),
    st.text("，的在内", max_size=5),
)
def test_a_quantity_stands_where_it_says(number: int, unit: str, around: str) -> None:
    (quantity,) = found(f"{around}{number}{unit}{around}")
    assert quantity.value == number
    read = reading(f"{around}{number}{unit}{around}").text
    assert read[quantity.start : quantity.end].strip() == f"{number}{unit}"


PIECES = (
    *"3 三 十 半 年 月 日 天 周 次 个 ( ) （ ） 【 】 [ ] _ . , % ‰ 之 百分 内 的".split(),
    " ", "\n", "小时", "工作日", "{{n}}", "five", "days", "day", "hour", "times", "per cent",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_quantity_is_passed_over_unread(pieces: list[str]) -> None:
    text = reading("".join(pieces)).text
    assert list(find_quantities(text)) == [one for _, find in FINDERS for one in find(text)]
