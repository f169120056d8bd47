"""Which checklist is made for a document, and which of its items apply."""

from pathlib import Path

import pytest
from small_checklist import SMALL

from contracts.document import Document, DocumentKind
from review.checklist import SHIPPED, load_checklists
from review.choice import choose_checklist, why_chosen


def test_the_checklist_of_the_contract_type_is_chosen_before_the_general_one() -> None:
    def chosen(kind: DocumentKind, contract_type: str, language: str = "zh-Hans") -> str | None:
        document = Document(1, 1, "", kind, contract_type, language=language)
        checklist = choose_checklist(document, SHIPPED)
        return checklist.id if checklist else None

    assert chosen(DocumentKind.CONTRACT, "售后服务合同") == "after_sales_service"
    assert chosen(DocumentKind.TEMPLATE, "售后服务合同") == "after_sales_service"
    assert chosen(DocumentKind.CONTRACT, "合作协议", "zh-Hant") == "cooperation_agreement"
    assert chosen(DocumentKind.CONTRACT, "买卖合同") == "sale_purchase"
    assert chosen(DocumentKind.CONTRACT, "技术开发合同") == "technical_contract"
    assert chosen(DocumentKind.TERMS, "平台服务协议") == "platform_agreement"
    assert chosen(DocumentKind.TERMS, "隐私政策") == "privacy_policy"
    assert chosen(DocumentKind.TERMS, "保修条款") == "warranty_terms"
    assert chosen(DocumentKind.CONTRACT, "软件运维合同") == "after_sales_service"
    assert chosen(DocumentKind.POLICY, "预案") == "policy_plan"
    assert chosen(DocumentKind.POLICY, "") == "policy_plan"
    assert chosen(DocumentKind.CONTRACT, "") == "general_contract"
    assert chosen(DocumentKind.CONTRACT, "租赁合同") == "general_contract"
    assert chosen(DocumentKind.CONTRACT, "买卖合同", "en") == "english_commercial"
    assert chosen(DocumentKind.CONTRACT, "", "en") == "english_commercial"
    assert chosen(DocumentKind.TERMS, "") is None


@pytest.mark.parametrize(
    ("name", "contract_type", "chinese", "english"),
    [
        ("sale_purchase", "买卖合同", "买卖合同", "Sale and purchase"),
        ("english_commercial", "", "英文合同", "English"),
        ("policy_plan", "预案", "制度", "policy"),
        ("general_contract", "", "未识别出合同类型", "No contract type"),
        ("general_contract", "租赁合同", "租赁合同", "Lease"),
    ],
)
def test_the_reason_of_the_choice_is_told(
    name: str, contract_type: str, chinese: str, english: str
) -> None:
    assert chinese in why_chosen(SHIPPED[name], contract_type, "zh")
    assert english in why_chosen(SHIPPED[name], contract_type, "en")


def test_a_checklist_for_a_language_is_closer_than_one_for_all(tmp_path: Path) -> None:
    for name, condition in (("plain", "{}"), ("english", "{languages: [en]}")):
        text = SMALL.replace("{kinds: [contract]}", condition).replace("id: small", f"id: {name}")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    checklists = load_checklists(tmp_path)
    for language, expected in (("en", "english"), ("zh-Hans", "plain")):
        chosen = choose_checklist(Document(1, 1, "", language=language), checklists)
        assert chosen is checklists[expected]


def test_an_item_applies_where_every_condition_holds() -> None:
    quantity = next(i for i in SHIPPED["general_contract"].items if i.id == "quantity")
    sale = Document(1, 1, "买卖合同", contract_type="买卖合同", language="zh-Hans")
    service = Document(2, 1, "服务合同", contract_type="服务合同", language="zh-Hans")
    assert quantity.applies_to(sale)
    assert not quantity.applies_to(service)


def test_an_item_does_not_apply_to_the_types_it_excepts() -> None:
    price = next(item for item in SHIPPED["general_contract"].items if item.id == "price")
    secrecy = Document(1, 1, "保密协议", contract_type="保密协议", language="zh-Hans")
    untold = Document(2, 1, "合同", contract_type="", language="zh-Hans")
    assert not price.applies_to(secrecy)
    assert price.applies_to(untold)
