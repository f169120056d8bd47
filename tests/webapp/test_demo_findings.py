"""What a lawyer reads first: findings of the demonstration, by rules and encoder, are right."""

import json
from functools import cache
from pathlib import Path

import pytest
from command_line import tiaoli

DEMO = Path(__file__).parents[2] / "demo/contracts"
OUTLET = "合作与渠道/区域网点合作协议（谈判稿）.docx"
COOPERATION = "合作与渠道/售后服务合作协议（2025）.docx"
FIELD_SERVICES = "合作与渠道/Field Services Agreement 2022.docx"
SUBSCRIPTION = "技术与软件/Service Cloud Subscription Terms.pdf"
SECRETS = "技术与软件/保密协议（岑屿软件）.docx"
FRAMEWORK = "采购与租赁/维修备件年度采购框架合同.pdf"
QUALITY_PLAN = "内部制度/售后服务质量提升预案.docx"
COMPLAINTS = "内部制度/客户投诉处理管理办法.pdf"
OFFICE = "采购与租赁/办公设备买卖合同.txt"


@cache
def review(file: str) -> dict[str, dict[str, object]]:
    """The findings of a file by their item."""
    printed = tiaoli(DEMO / "no data", "review", str(DEMO / file), "--json").stdout
    return {finding["item"]: finding for finding in json.loads(printed)["findings"]}


@pytest.mark.parametrize(
    ("file", "item", "verdict"),
    [
        (OUTLET, "personal_information", "present"),
        (OUTLET, "response_time", "present"),  # 48 小时内上门，7 日内完成维修
        (OUTLET, "confidentiality", "weak"),
        (COOPERATION, "non_compete", "present"),
        (COOPERATION, "anti_bribery", "missing"),
        (FIELD_SERVICES, "uncapped", "present"),
        (FIELD_SERVICES, "no_solicit", "missing"),
        (SUBSCRIPTION, "post_termination", "present"),
        (SECRETS, "amendment", "present"),
        (FRAMEWORK, "amendment", "present"),
        (FRAMEWORK, "language_effect", "missing"),
        (OFFICE, "breach", "missing"),
        (QUALITY_PLAN, "risk", "present"),  # 风险分为三级，对应下列预警条件和措施
        (QUALITY_PLAN, "partners", "present"),
        (COMPLAINTS, "partners", "missing"),
        (COMPLAINTS, "implementation", "present"),  # 自 2024 年 1 月 1 日起施行
    ],
)
def test_a_finding_is_what_a_lawyer_would_say(file: str, item: str, verdict: str) -> None:
    assert review(file)[item]["verdict"] == verdict


def test_a_year_of_warranty_is_twelve_months() -> None:
    figures = review(OFFICE)["warranty"]["figures"]
    assert "12 months" in json.dumps(figures)


def test_the_law_that_a_contract_names_is_told() -> None:
    printed = tiaoli(DEMO / "no data", "review", str(DEMO / FIELD_SERVICES)).stdout
    assert "governed by other law (England and Wales)" in printed
