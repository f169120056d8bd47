"""Facts: what a document states is found with its words, and what it doesn't state is left out."""

import json

import pytest
from stated_facts import facts, values

SERVICE = """\
设备售后服务合同

合同编号：SH-2024-017
甲方（委托方）：晨光电器有限公司
统一社会信用代码：________
乙方（受托方）：远山机电维修有限公司（以下简称“乙方”）
签订日期：2024年3月1日

第一条 合同总价为人民币壹拾贰万捌仟元整（¥128,000.00），含税。
第二条 本合同有效期自2024年4月1日起至2025年3月31日止。期满双方无异议的，本合同自动续期一年。
第三条 乙方于2023年12月1日前已完成现场勘查，违约金为人民币500元。
第四条 本合同适用中华人民共和国法律。
"""

TRADITIONAL = """\
合 作 協 議 書
甲方：瑞和股份有限公司
乙方：嘉禾物流有限公司
雙方應依本協議之約定履行義務，並於民國113年3月5日簽訂本協議。
總價款：新臺幣300,000元
"""

ENGLISH = """\
SERVICE PARTNER AGREEMENT

This Service Partner Agreement (the "Agreement") is made and entered into as of March 1, 2024
(the "Effective Date") by and between Northwind Devices, Inc., a Delaware corporation ("Northwind"),
and Lakeside Repair LLC, an Ohio company ("Partner").

1. Term. The term of this Agreement shall commence on the Effective Date and continue until
February 28, 2026, and shall automatically renew for successive one (1) year periods.
2. The total price shall be $45,000.00.
3. This Agreement shall be governed by the laws of the State of New York, without regard to
conflicts of law.
"""

FORM = """\
产品买卖合同
甲方（卖方）：____________
乙方（买方）：{{party_b}}
签订日期：____年__月__日
合同总价为人民币________元（¥________）。有效期自____年__月__日至____年__月__日。
"""


def test_columns_of_spaces_change_no_fact_and_take_no_time() -> None:
    wide = SERVICE.replace("：", "：" + " " * 200).replace("，", "，" + " " * 200)
    signed = f"甲方（盖章）{' ' * 200}经办人于{' ' * 200}2024年3月1日\n"
    assert values(wide + signed) == values(SERVICE + signed)  # for ever, parted in every way


def test_a_filled_chinese_contract() -> None:
    found = values(SERVICE)
    parties = json.loads(found.pop("parties"))
    assert parties == [
        {"name": "晨光电器有限公司", "role": "甲方（委托方）"},
        {"name": "远山机电维修有限公司", "role": "乙方（受托方）"},
    ]
    assert found == {
        "title": "设备售后服务合同",
        "language": "zh-Hans",
        "kind": "contract",
        "contract_type": "售后服务合同",
        "contract_number": "SH-2024-017",
        "agreement_date": "2024-03-01",
        "effective_date": "2024-04-01",
        "expiration_date": "2025-03-31",
        "amount": "CNY 128000.00",
        "renewal_term": "一年",
        "governing_law": "中华人民共和国",
    }


def test_a_traditional_contract_keeps_its_characters() -> None:
    found = values(TRADITIONAL)
    assert found["title"] == "合作協議書"
    assert found["language"] == "zh-Hant"
    assert found["contract_type"] == "合作协议"
    assert found["agreement_date"] == "2024-03-05"
    assert found["amount"] == "TWD 300000.00"
    assert [party["name"] for party in json.loads(found["parties"])] == [
        "瑞和股份有限公司",
        "嘉禾物流有限公司",
    ]


def test_an_english_contract_tells_its_facts() -> None:
    found = values(ENGLISH)
    assert json.loads(found.pop("parties")) == [
        {"name": "Northwind Devices, Inc.", "role": "Northwind"},
        {"name": "Lakeside Repair LLC", "role": "Partner"},
    ]
    assert found == {
        "title": "SERVICE PARTNER AGREEMENT",
        "language": "en",
        "kind": "contract",
        "agreement_date": "2024-03-01",
        "effective_date": "2024-03-01",
        "expiration_date": "2026-02-28",
        "amount": "USD 45000.00",
        "renewal_term": "one (1) year",
        "governing_law": "State of New York",
        "contract_type": "合作协议",
    }


@pytest.mark.parametrize(
    "text",
    [
        "售后协议书\n甲方：\n乙方：\n一、甲方提供配件。",
        "维修合同 甲方: 乙方: 拟对电路进行改造。",
        "开发合同\n甲方（委托方）：【甲方全称】\n乙方：【乙方全称】\n地点：【签订地点】【签订日期】",
        "SUPPORT AGREEMENT\nmade on [Date] between [Service Provider Name], of [Address], and"
        " [Client Name].",
    ],
)
def test_a_form_whose_parties_are_left_open_is_a_template(text: str) -> None:
    assert values(text)["kind"] == "template"


def test_a_form_to_fill_in_is_a_template_and_its_blanks_are_no_facts() -> None:
    found = values(FORM)
    assert found == {
        "title": "产品买卖合同",
        "language": "zh-Hans",
        "kind": "template",
        "contract_type": "买卖合同",
    }


def test_the_latest_date_alone_in_the_signature_block_is_the_signing_date() -> None:
    text = "保密协议\n双方应当保密。\n甲方（盖章）：\n2024年5月2日\n乙方（盖章）：\n2024年5月6日\n"
    assert facts(text)["agreement_date"].value == "2024-05-06"


@pytest.mark.parametrize(
    "text",
    [
        "服务合同\n乙方应于2024年5月1日前交货。",
        "租赁合同\n甲方应于2023年6月1日前交付仓库，双方共同查验并签署《交接单》。",
        "补充协议\n双方于2020年1月1日签订的《服务合同》继续有效。",
        "服务合同\n签订日期：2024年2月30日",
        "服务合同\n签订日期：94年3月1日",
    ],
)
def test_a_date_of_something_else_is_no_signing_date(text: str) -> None:
    assert "agreement_date" not in facts(text)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("某某法\n2026年1月1日 施行\n第一条", "effective_date", "2026-01-01"),
        ("入驻协议\n生效日期：2026年7月1日\n", "effective_date", "2026-07-01"),
        ("入驻协议\n生效日期：2026年7月1日\n", "agreement_date", None),
        (
            "SUPPLY AGREEMENT\nThe term of this Agreement commences on the Effective Date and"
            " terminates on August 2nd, 2026 upon completion.",
            "expiration_date",
            "2026-08-02",
        ),
        (
            "SUPPLY AGREEMENT\nThis Agreement commences on April 1, 2026 and ends on March 31,"
            " 2029.",
            "expiration_date",
            "2029-03-31",
        ),
        (
            "SUPPLY AGREEMENT\nUnder that certain Note Purchase Agreement dated as of May 15, 2002"
            " the holders agree.",
            "agreement_date",
            None,
        ),
        ("会员条款\n7.1 本協議適用於中華人民共和國法律。", "governing_law", "中華人民共和國"),
        ("操作制度\n本制度适用于中国境内的违法行为。", "governing_law", None),
        (
            "框架协议\n双方于2023年11月28日签订。\n"
            "第一条 各方授权各自子公司签订本协议，协议生效后由其履行。",
            "effective_date",
            None,
        ),
        ("文件\n发表时间：2023-01-02", "agreement_date", None),
        ("加工合同\n第五条 工程价款：按单计算款25000元。", "amount", "CNY 25000.00"),
    ],
)
def test_a_date_or_sum_is_what_the_words_around_it_say(
    text: str, field: str, expected: str | None
) -> None:
    fact = facts(text).get(field)
    assert (fact.value if fact else None) == expected


@pytest.mark.parametrize(
    "text",
    [
        "服务合同\n乙方应支付违约金5000元。",
        "服务合同\n合同总价的每日千分之一，最高5000元。",
        "服务合同\n合同总价为人民币伍万元整（¥5,000.00）。",
    ],
)
def test_a_sum_that_is_not_surely_the_total_is_left_out(text: str) -> None:
    assert "amount" not in facts(text)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("This Agreement is governed by the laws of England and Wales.", "England and Wales"),
        ("All work is done in accordance with the patent laws.", None),
        ("This Agreement is construed in accordance with New York law.", "New York law"),
        ("It shall be governed by the applicable laws.", None),
        ("These terms are subject to Swiss law.", "Swiss law"),
        ("This Agreement is subject to all laws on exports.", None),
        (
            "It is governed by the federal laws of the United States of America and the laws of the"
            " State of Ohio, without regard to conflicts.",
            "State of Ohio",
        ),
        ("采购合同\n适用法律\t中华人民共和国法律", "中华人民共和国"),
    ],
)
def test_a_governing_law_is_one_that_governs(text: str, law: str | None) -> None:
    fact = facts(text).get("governing_law")
    assert (fact.value if fact else None) == law
