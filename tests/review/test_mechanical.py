"""Mechanical checks: each finds what it is for, and keeps silent where nothing is wrong."""

from dataclasses import replace
from datetime import date

import pytest
from line_clauses import clauses_of_lines

from contracts.clause import ClauseKind
from contracts.document import Document, DocumentKind, Party
from contracts.laws import SHIPPED_LAWS
from review.mechanical import CHECKS, remarks_on
from review.remarks import Remark, Weight

CONTRACT = Document(
    1,
    1,
    "维保合同",
    parties=(Party("晨星医疗科技有限公司", "甲方"), Party("远航设备服务有限公司", "乙方")),
    agreement_date=date(2024, 3, 1),
    language="zh-Hans",
)
TEMPLATE = replace(CONTRACT, kind=DocumentKind.TEMPLATE, agreement_date=None)


def found(check: str, *lines: str, document: Document = CONTRACT) -> list[Remark]:
    return list(CHECKS[check](document, clauses_of_lines(*lines)))


@pytest.mark.parametrize(
    "text",
    [
        "总价为人民币壹万元整（¥12,000.00）。",
        "合同金额：¥100,000.00（大写：壹拾贰万元整）",
        "租金人民币5000元（大写：伍万元整）",
    ],
)
def test_words_that_differ_from_figures_are_found(text: str) -> None:
    (remark,) = found("amounts_in_words", text)
    assert remark.weight is Weight.DEFECT


@pytest.mark.parametrize(
    "text",
    [
        "总价为人民币壹万贰仟元整（¥12,000.00）。",
        "合同金额：¥120,000.00（大写：壹拾贰万元整）",
        "预付款壹万元，余款20,000元验收后支付。",
        "总价12,000.50元（大写：壹万贰仟元伍角）",
    ],
)
def test_amounts_that_agree_or_are_two_are_left_alone(text: str) -> None:
    assert found("amounts_in_words", text) == []


ARTICLES = ("第一条 服务", "第二条 费用", "第三条 违约")


def test_a_reference_beyond_the_last_article_is_found() -> None:
    (remark,) = found("cross_references", *ARTICLES, "按照本合同第八条承担责任。")
    assert "第八条" in remark.message.zh
    assert "3" in remark.message.en


def test_of_several_numbers_in_one_reference_each_is_looked_at() -> None:
    (remark,) = found("cross_references", *ARTICLES, "未按本合同第二、九条履行的，")
    assert "第二、九条" in remark.message.zh


def test_a_paragraph_of_an_article_that_does_not_exist_is_found() -> None:
    lines = ("1.1 服务", "2.1 费用", "3.1 期限", "乙方按第9.2款承担责任，甲方按第2.1款付款。")
    (remark,) = found("cross_references", *lines)
    assert "第9.2款" in remark.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "按照本合同第二条承担责任。",
        "依据《民法典》第五百八十五条，",
        "根据消费者权益保护法第二十四条、第二十五条的规定",
        "主合同第十条约定的款项",
    ],
)
def test_references_that_exist_or_are_to_other_texts_are_left_alone(text: str) -> None:
    assert found("cross_references", *ARTICLES, text) == []


def test_an_english_section_that_does_not_exist_is_found() -> None:
    english = replace(CONTRACT, language="en")
    lines = ("1. Services", "2. Fees", "3. Term", "Subject to Section 9.2, Supplier shall pay.")
    (remark,) = found("cross_references", *lines, document=english)
    assert "Section 9.2" in remark.message.en
    kept = ("1. Services", "2. Fees", "3. Term", "under Section 365 of the Bankruptcy Code")
    assert found("cross_references", *kept, document=english) == []


def test_an_attachment_named_and_absent_is_found_once() -> None:
    lines = ("设备见附件一。", "价格见附件二，附件二另行签署。", "附件一 设备清单\n设备A 一台")
    (remark,) = found("attachments", *lines)
    assert "附件二" in remark.message.zh
    assert remark.clause.order == 1


def test_a_name_close_to_a_party_is_found() -> None:
    (remark,) = found("party_names", "款项汇入远航设备维修服务有限公司账户。")
    assert "远航设备服务有限公司" in remark.message.zh


@pytest.mark.parametrize(
    "text",
    ["晨星医疗科技有限公司与远航设备服务有限公司", "由远航设备服务有限公司北京分公司负责",
     "向中国平安财产保险股份有限公司投保"],
)  # fmt: skip
def test_the_right_name_a_branch_and_another_company_are_left_alone(text: str) -> None:
    assert found("party_names", text) == []


def test_blanks_in_a_dated_contract_are_counted_by_clause() -> None:
    (remark,) = found("blanks", "期限____年，自____年起。", "总价一万元。")
    assert "2处" in remark.message.zh
    assert found("blanks", "期限____年", document=TEMPLATE) == []
    assert found("blanks", "期限____年", document=replace(CONTRACT, agreement_date=None)) == []


def test_signature_lines_may_be_blank() -> None:
    signature = clauses_of_lines("甲方（盖章）：____", kind=ClauseKind.SIGNATURE)
    assert list(CHECKS["blanks"](CONTRACT, signature)) == []


@pytest.mark.parametrize(
    "text", ["甲方：{{party_a}}", "价款【请填写】元", "乙方：XXX有限公司", "价格待定"]
)
def test_a_placeholder_is_found_but_not_in_a_template(text: str) -> None:
    assert len(found("placeholders", text)) == 1
    assert found("placeholders", text, document=TEMPLATE) == []


def test_a_few_characters_of_the_other_script_are_shown() -> None:
    traditional = replace(CONTRACT, language="zh-Hant")
    lines = ("乙方應當按約定提供維護服務，並對設備進行檢查。", "产品質量問題由乙方負責處理。")
    (remark,) = found("scripts", *lines, document=traditional)
    assert remark.clause.order == 1
    assert "产" in remark.message.zh
    assert found("scripts", "乙方应当按约定提供服务。") == []


def test_defects_come_before_notes() -> None:
    clauses = clauses_of_lines("设备见附件一。", "总价为人民币壹万元整（¥12,000.00）。")
    assert [remark.check for remark in remarks_on(CONTRACT, clauses, SHIPPED_LAWS)] == [
        "amounts_in_words",
        "attachments",
    ]
