"""Figures that a clause states, against what a checklist allows."""

from found_gaps import DOCUMENT, SERVICE, by_item, clauses, finding_of, tag

from contracts.document import Document
from review.checklist import SHIPPED
from review.findings import Verdict
from review.gaps import find_gaps


def test_a_figure_beyond_the_limit_is_unacceptable_where_the_checklist_says_so() -> None:
    finding = finding_of("response_time", "接到报修后8小时内响应。", "response_time")
    assert finding.verdict is Verdict.UNACCEPTABLE
    assert finding.grave
    assert [figure.value for figure in finding.beyond] == [8]


def test_a_figure_beyond_the_limit_is_weak_where_the_checklist_says_so() -> None:
    finding = finding_of("payment", "收到发票后60日内支付。", "payment")
    assert finding.verdict is Verdict.WEAK
    assert not finding.grave
    assert finding.evidence[0].explanation("zh") == ""  # the clause is whole, its figure is not


def test_what_is_kept_back_for_a_year_is_no_time_for_payment() -> None:
    text = "验收后30日内支付95%，其余5%自安装完毕之日起满一年后支付。"
    finding = finding_of("payment", text, "payment")
    assert finding.verdict is Verdict.PRESENT
    assert [figure.value for figure in finding.figures] == [30]


def test_figures_within_the_limits_leave_an_item_present() -> None:
    finding = finding_of("response_time", "接到报修后2小时内响应。", "response_time")
    assert finding.verdict is Verdict.PRESENT
    assert [figure.value for figure in finding.figures] == [2]


def test_times_in_a_list_are_all_of_what_is_said_at_its_end() -> None:
    text = "接单后20分钟内与用户预约，城区12小时、县乡36小时内上门。"
    finding = finding_of("response_time", text, "response_time")
    assert [figure.parameter.id for figure in finding.figures] == ["response", "arrival", "arrival"]


def test_the_hours_that_somebody_is_there_are_no_time_to_respond() -> None:
    for text in (
        "乙方提供7×24小时的响应服务。",
        "乙方设24小时报修热线，随时响应甲方的报修。",
        "Party B shall keep a hotline open 24 hours a day to respond to calls.",
    ):
        finding = finding_of("response_time", text, "response_time")
        assert finding.figures == (), text
    finding = finding_of("response_time", "报修后24小时电话响应。", "response_time")
    assert [figure.value for figure in finding.beyond] == [24]


def test_a_figure_with_words_of_its_own_is_not_what_the_one_before_is() -> None:
    text = "一般咨询1小时内响应，24小时内给出原因分析。"
    finding = finding_of("response_time", text, "response_time")
    assert [figure.value for figure in finding.figures] == [1]
    text = "市区2小时内响应，郊区6小时内。"
    finding = finding_of("response_time", text, "response_time")
    assert [figure.value for figure in finding.figures] == [6, 2]


def test_figures_beyond_a_limit_come_before_those_within() -> None:
    text = "甲方逾期的，每日支付0.3‰的违约金；乙方逾期的，每日支付3‰的违约金。"
    finding = finding_of("liquidated_damages", text, "liquidated_damages")
    assert [figure.quote for figure in finding.figures] == ["3‰", "0.3‰"]
    assert [figure.quote for figure in finding.telling_figures] == ["3‰"]


def test_a_figure_that_is_said_twice_is_read_once() -> None:
    text = "每逾期一天，应按合同价款的1%（百分之一）支付违约金。"
    (figure,) = finding_of("liquidated_damages", text, "liquidated_damages").figures
    assert figure.quote == "1%"


def test_the_time_to_be_there_during_the_warranty_is_no_time_of_warranty() -> None:
    sale = Document(7, 1, "买卖合同", contract_type="买卖合同", language="zh-Hans")
    text = (
        "保修期为验收合格之日起24个月。保修期内乙方应在接到报修后4小时内响应，48小时内到场。"
        "质保期内卖方接到通知后派员处理，8小时内抵达现场。"
    )
    tags = {"3.0": (tag("warranty"),)}
    found = by_item(find_gaps(SHIPPED["sale_purchase"], sale, clauses(text), tags))
    assert [figure.quote for figure in found["warranty"].figures] == ["24个月"]
    assert found["warranty"].verdict is Verdict.PRESENT


def test_what_is_kept_back_is_no_time_of_warranty() -> None:
    sale = Document(7, 1, "买卖合同", contract_type="买卖合同", language="zh-Hans")
    text = "质保期十二个月，余10%作为质保金，质保期满后30日内付清。"
    tags = {"3.0": (tag("warranty"),)}
    found = by_item(find_gaps(SHIPPED["sale_purchase"], sale, clauses(text), tags))["warranty"]
    assert [figure.quote for figure in found.figures] == ["十二个月"]


def test_figures_of_a_clause_that_is_rather_about_something_else_are_not_judged() -> None:
    text = "对服务不满意的，可以投诉，乙方应在24小时内回复。"
    for score, values in ((0.9, []), (0.5, [24])):
        tags = {"3.0": (tag("complaint_handling", score), tag("response_time", 0.7))}
        found = by_item(find_gaps(SERVICE, DOCUMENT, clauses(text), tags))["response_time"]
        assert [figure.value for figure in found.figures] == values
