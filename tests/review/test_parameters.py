"""Parameters: figures are read, given to the parameter they belong to, and judged."""

from decimal import Decimal

import pytest

from contracts.clause import Clause, ClauseKind, Span
from review.checklist import SHIPPED
from review.figures import Figure, read_figures
from review.parameters import Outcome, Parameter


def clause(text: str) -> Clause:
    return Clause(
        "1.0", 1, None, 0, ClauseKind.CLAUSE, "", (), "", text, (0,), Span(0, len(text), text)
    )


def figures(checklist: str, item: str, text: str) -> list[Figure]:
    wanted = next(each for each in SHIPPED[checklist].items if each.id == item)
    return list(read_figures(wanted.parameters, clause(text)))


def said(found: list[Figure]) -> list[tuple[str, str, str]]:
    return [
        (f.parameter.id, "" if f.value is None else f"{f.value.normalize():f}", f.outcome.value)
        for f in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "乙方应当自接到报修之时起2小时内响应，48小时内到达现场。",
            [("response", "2", "within"), ("arrival", "48", "within")],
        ),
        (
            "乙方在接到通知后8小时内电话答复，需现场处理的在72小时内到达现场。",
            [("response", "8", "beyond"), ("arrival", "72", "beyond")],
        ),
        ("响应时间：____小时；到场时间：____小时。",
         [("response", "", "blank"), ("arrival", "", "blank")]),
        ("到达现场后24小时内修复。", [("repair", "24", "within")]),
        ("一级故障4小时内恢复；其他为三级故障，5个工作日内解决。", [("repair", "4", "within")]),
        ("Class 1 faults: repair within 8 hours. Class 4 faults: repair within 10 business days.",
         [("repair", "8", "within")]),
        ("Supplier shall respond within four (4) hours and arrive on site within 24 hours.",
         [("response", "4", "within"), ("arrival", "24", "within")]),
        ("Severity 1: response within 3 hours, workaround within 4 hours.",
         [("response", "3", "within"), ("repair", "4", "within")]),
        ("An engineer shall call back within two (2) hours. The report follows after 9 hours.",
         [("response", "2", "within")]),
    ],
)  # fmt: skip
def test_response_and_arrival_are_told_apart(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(figures("after_sales_service", "response_time", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲方应当自收到发票之日起30日内支付。", [("payment_period", "30", "within")]),
        ("甲方应在验收合格后六十日内付清余款。", [("payment_period", "60", "beyond")]),
        ("收到合格发票后10个工作日内付款。", [("payment_period", "14", "within")]),
        ("甲方逾期付款超过30日的，乙方可以解除合同。", []),
        ("丙方在收到增资款后{{days_after_payment}}个工作日内聘请验资机构。", []),
        ("认购款汇入账户之日起10日内办理登记。", []),
        ("乙方在条件满足后5日内将增资款划入账户。", [("payment_period", "5", "within")]),
        ("甲方在收票后20日内支付半年服务费。", [("payment_period", "20", "within")]),
    ],
)
def test_the_time_for_payment_is_not_that_of_delay(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(figures("after_sales_service", "payment", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每逾期一日，按逾期金额的万分之五支付违约金。", [("daily_rate", "0.5", "within")]),
        ("逾期付款的，每日按欠款的0.3%支付滞纳金。", [("daily_rate", "3", "beyond")]),
        ("违约金累计不超过合同总价的20%。", []),
    ],
)
def test_a_daily_rate_is_judged_and_a_total_is_none(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    found = figures("sale_purchase", "breach", text)
    assert said(found) == expected


def test_a_figure_says_value_and_limit_in_both_languages() -> None:
    (figure,) = figures("after_sales_service", "payment", "甲方应当自收到发票之日起60日内支付。")
    assert figure.message("zh") == "付款期限：60日（限值：不超过30日）"
    assert figure.message("en") == "Time for payment: 60 days (limit: at most 30 days)"
    assert figure.quote == "60日"


def test_less_than_an_hour_is_said_in_minutes() -> None:
    text = "乙方应当自接到报修之时起20分钟内响应。"
    (found,) = figures("after_sales_service", "response_time", text)
    assert found.said("zh") == "20分钟"
    assert found.said("en") == "20 minutes"


def test_working_days_are_said_as_such_where_they_make_no_whole_number() -> None:
    text = "乙方应当自接到报修之时起1个工作日内响应。"
    (found,) = figures("after_sales_service", "response_time", text)
    assert (found.said("zh"), found.said("en")) == ("1个工作日", "1 working day")
    assert str(found.value) == "33.6"


def test_a_figure_points_at_its_place_as_printed() -> None:
    text = "甲方應當自收到發票之日起６０日內支付。"
    (figure,) = figures("after_sales_service", "payment", text)
    assert text[figure.start : figure.end] == "６０日"


def test_limits_are_inclusive() -> None:
    parameter = next(
        each for each in SHIPPED["sale_purchase"].items if each.id == "deposit"
    ).parameters[0]
    assert parameter.judge(Decimal(20)) is Outcome.WITHIN
    assert parameter.judge(Decimal("20.01")) is Outcome.BEYOND


@pytest.mark.parametrize(
    "parameter",
    [
        each
        for checklist in SHIPPED.values()
        for item in checklist.items
        for each in item.parameters
    ],
)
def test_every_parameter_with_limits_says_them(parameter: Parameter) -> None:
    assert parameter.limit("zh")
    assert parameter.limit("en").startswith("at ")
