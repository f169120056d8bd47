"""The conditions of the shipped checklists, on small contracts as they are read from files."""

import pytest

from contracts.document import Block, BlockKind, Document, ParsedFile
from ingest.reading import understand
from review.checklist import SHIPPED
from review.choice import choose_checklist
from review.findings import Finding
from review.gaps import find_gaps
from webapp.cli.tagged_file import document_of

SERVICE = """家用空调售后服务合同
甲方：晨光电器有限公司
乙方{role}：{name}
签订日期：{day}
第一条 服务内容
甲方为乙方购买的空调提供安装、维修和保养服务，服务期限一年。
第二条 费用
服务费为人民币300元，乙方于签订时一次付清。
"""
SALE = """设备买卖合同
甲方{role}：{name}
乙方：东海机电有限公司
签订日期：2024年8月1日
第一条 标的
乙方向甲方出售空调十台，单价3000元。
"""
LOAN = """借款合同
甲方（出借人）：张三
乙方（借款人）：李四
{guarantor}签订日期：2024年8月1日
第一条 借款
甲方向乙方出借人民币10万元，期限一年。
"""
WORKS = """厂房建设工程施工合同
发包方：东海机电有限公司
承包方：北岭建筑有限公司
签订日期：2024年8月1日
第一条 工程内容
承包方负责厂房土建施工。
第二条 合同价款
合同总价为人民币{amount}元。
"""
PARTNER = """售后服务合作协议
甲方：晨光电器有限公司
乙方：远山维修有限公司
签订日期：{day}
第一条 合作内容
乙方作为甲方的服务商，为用户提供上门维修，双方按单结算。
"""


def findings(text: str, checklist: str) -> dict[str, Finding]:
    """What is found, by item; the checklist must be the one that is made for the contract."""
    blocks = tuple(
        Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(text.splitlines())
    )
    read = understand(ParsedFile(blocks, "test 1"), 1, "合同.txt")
    document: Document = document_of({fact.field: fact.value for fact in read.facts})
    chosen = choose_checklist(document, SHIPPED)
    assert chosen is not None
    assert chosen.id == checklist
    return {each.item.id: each for each in find_gaps(chosen, document, read.clauses, read.tags)}


def service(role: str = "", name: str = "张三", day: str = "2024年8月1日") -> dict[str, Finding]:
    text = SERVICE.format(role=role, name=name, day=day)
    return findings(text, "after_sales_service")


@pytest.mark.parametrize("item", ["returns_exchange", "standard_terms", "automatic_renewal"])
def test_what_protects_consumers_is_asked_only_where_a_party_is_one(item: str) -> None:
    assert service("（消费者）")[item].applies
    other = service(name="远山酒店有限公司")[item]
    assert not other.applies
    assert other.unmet[0].zh == "没有一方是消费者；只对面向消费者的文件提出"


def test_the_rule_on_automatic_renewal_is_asked_from_the_day_it_is_in_force() -> None:
    assert service("（消费者）", day="2024年7月1日")["automatic_renewal"].applies
    (reason,) = service("（消费者）", day="2024年6月30日")["automatic_renewal"].unmet
    assert reason.en == "made on 2024-06-30, before 2024-07-01"


@pytest.mark.parametrize(
    ("role", "name", "consumer", "procurement"),
    [
        ("（消费者）", "张三", True, False),
        ("（采购人）", "东海市第一医院", False, True),
        ("", "远山酒店有限公司", False, False),
    ],
)
def test_a_sale_is_asked_by_who_buys(
    role: str, name: str, consumer: bool, procurement: bool
) -> None:
    found = findings(SALE.format(role=role, name=name), "sale_purchase")
    for item in ("consumer_repair_exchange", "seven_day_return", "standard_terms"):
        assert found[item].applies is consumer
    assert found["government_procurement"].applies is procurement


def test_no_spare_parts_are_asked_of_software() -> None:
    software = findings(SERVICE.replace("家用空调售后服务", "ERP软件运维"), "after_sales_service")
    assert not software["spare_parts"].applies
    assert software["personal_information"].applies


def test_who_is_called_by_a_courtesy_title_is_a_consumer() -> None:
    order = SERVICE.replace("家用空调售后服务合同", "空调维修服务单").format(
        role="（客户）", name="王女士", day="2025年6月9日"
    )
    asked = findings(order, "after_sales_service")
    assert asked["customer_data"].applies
    assert not service(name="远山酒店有限公司")["customer_data"].applies


def test_terms_of_warranty_are_asked_what_consumers_are_owed_and_no_signature() -> None:
    text = "星火家电延长保修服务条款\n1. 服务内容\n我们为您购买的冰箱提供免费上门维修。\n"
    asked = findings(text, "warranty_terms")
    assert asked["standard_terms"].applies
    assert not {"signature", "confidentiality", "amendment"} & asked.keys()


def test_a_sale_with_installation_is_a_sale() -> None:
    text = SALE.format(role="", name="远山酒店有限公司").replace("设备买卖", "空调销售及安装")
    assert findings(text, "sale_purchase")["quantity"].applies


def test_a_guarantee_is_asked_where_there_is_a_guarantor() -> None:
    with_one = LOAN.format(guarantor="丙方（保证人）：王五\n")
    assert findings(with_one, "general_contract")["guarantee"].applies
    (reason,) = findings(LOAN.format(guarantor=""), "general_contract")["guarantee"].unmet
    assert reason.zh.startswith("没有一方是保证人")


@pytest.mark.parametrize(("amount", "asked"), [("5,000,000", True), ("800,000", False)])
def test_tender_documents_are_asked_of_works_by_their_amount(amount: str, asked: bool) -> None:
    found = findings(WORKS.format(amount=amount), "general_contract")["tender_documents"]
    assert found.applies is asked
    assert asked or found.unmet[0].en == "worth CNY 800,000.00, less than CNY 4,000,000"


@pytest.mark.parametrize(("day", "asked"), [("2021年11月1日", True), ("2021年10月1日", False)])
def test_personal_information_given_to_a_partner_is_asked_since_the_law_is_in_force(
    day: str, asked: bool
) -> None:
    found = findings(PARTNER.format(day=day), "cooperation_agreement")
    assert found["personal_information"].applies is asked


ENGLISH = """{title}
These terms are between Dawn Appliances Ltd ("Dawn") and Far Hills Ltd ("Customer").
1. Confidentiality
Each party shall keep the other's information secret.
2. Governing law
This agreement is governed by the laws of England.
"""


def test_a_non_disclosure_agreement_is_asked_for_no_price() -> None:
    found = findings(ENGLISH.format(title="Non-Disclosure Agreement"), "english_commercial")
    assert not found["price"].applies
    assert not found["warranty"].applies
    assert found["confidentiality"].applies
    assert findings(ENGLISH.format(title="Supply Agreement"), "english_commercial")["price"].applies


def test_english_terms_are_held_against_the_english_checklist() -> None:
    found = findings(ENGLISH.format(title="Terms of Service Agreement"), "english_commercial")
    assert not found["signature"].applies
