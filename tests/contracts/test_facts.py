"""Facts: what a document states is found with its words, and what it doesn't state is left out."""

import json

import pytest

from contracts.document import Block, BlockKind, document_text
from contracts.fact import Fact
from contracts.facts import read_facts
from contracts.structure.segmentation import segment

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


def facts(text: str, file_name: str = "上传.docx", hint: str = "") -> dict[str, Fact]:
    found = read_facts((), text, file_name, hint)
    assert len(found) == len({fact.field for fact in found})
    for fact in found:
        if fact.evidence:
            assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.exact
    return {fact.field: fact for fact in found}


def values(text: str) -> dict[str, str]:
    return {field: fact.value for field, fact in facts(text).items()}


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


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("本平台由青禾网络科技有限公司负责运营。", "青禾网络科技有限公司", ""),
        ("青禾网络科技有限公司（下称“我们”）深知其重要。", "青禾网络科技有限公司", "我们"),
        ("本协议是您与青禾网络科技有限公司之间的约定。", "青禾网络科技有限公司", ""),
        ("“公司”指青禾网络科技有限公司。", "青禾网络科技有限公司", "公司"),
        ("客戶應遵守下列有關青禾保健有限公司所提供服務的條款。", "青禾保健有限公司", ""),
        ("青禾（香港）有限公司（「青禾」）提供予客戶之服務", "青禾（香港）有限公司", ""),
        ("您和Linden Home Limited（以下称“我们”）的关系", "Linden Home Limited", "我们"),
        ("The app is operated by Linden Home Ltd.", "Linden Home Ltd.", ""),
        ('Linden Home Co., Ltd. ("Linden", "we") sells it.', "Linden Home Co., Ltd.", "we"),
        ("由Linden Home Limited（以下稱“本公司”）與客戶簽訂", "Linden Home Limited", "本公司"),
        ("歡迎使用本公司提供的服務。", None, ""),
        ("运营者为XX网络科技有限公司，本平台由某某公司运营。", None, ""),
        ("您可以向阳光财产保险股份有限公司投保。", None, ""),
    ],
)
def test_the_party_of_terms_is_the_company_that_provides_them(
    text: str, name: str | None, role: str
) -> None:
    title = "Terms of Service" if text.isascii() else "服务条款"
    found = facts(f"{title}\n{text}\n").get("parties")
    assert (json.loads(found.value) if found else None) == (
        [{"name": name, "role": role}] if name else None
    )


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
    ("text", "file_name", "hint", "expected"),
    [
        ("甲方应当付款。", "2024/供货协议（终稿）.docx", "", "供货协议（终稿）"),
        ("甲方应当付款。", "a.docx", "年度供货协议", "年度供货协议"),
        ("供货协议\n甲方应当付款。", "a.docx", "模板", "供货协议"),
        ("# 【北区】供货协议\n甲方应当付款。", "a.docx", "", "【北区】供货协议"),
        ("服務提升預案TOC\\o1-2第一章引言 3", "a.txt", "", "服務提升預案"),
        (
            "保密协议（Non-Disclosure Agreement）\n甲方：",
            "a.md",
            "",
            "保密协议（Non-Disclosure Agreement）",
        ),
        ("中华人民共和国保密管理法\n2026年1月1日 施行", "a.md", "", "中华人民共和国保密管理法"),
        ("Exhibit h(2)  HOSTING AGREEMENT\nThis agreement", "a.txt", "", "HOSTING AGREEMENT"),
        ("NORTHWIND CORPORATION\nHOSTING AGREEMENT\nThis", "a.txt", "", "HOSTING AGREEMENT"),
        (
            "LIMITED POWER OF ATTORNEY\nUnder the Services Agreement",
            "a.txt",
            "",
            "LIMITED POWER OF ATTORNEY",
        ),
        ("1. Hosting Agreement. The customer pays.", "a.txt", "", "Hosting Agreement"),
        ("Extended Warranty Terms\nThese terms apply.", "a.txt", "", "Extended Warranty Terms"),
        ("F. Copyright Policy. The user agrees.", "a.txt", "Site terms", "Site terms"),
        ("关于智能门锁项目的\n保密协议\n甲方：", "a.txt", "", "关于智能门锁项目的保密协议"),
        (
            "Maintenance and support contract\nbetween",
            "a.txt",
            "",
            "Maintenance and support contract",
        ),
        (
            "STATEMENT OF WORK NO. 3\nunder the Master Services Agreement",
            "a.txt",
            "",
            "STATEMENT OF WORK NO. 3",
        ),
        (
            "Cloud Desk\nTerms of Use\n\nThese are the Cloud Desk Terms of Use.",
            "a.txt",
            "",
            "Cloud Desk Terms of Use",
        ),
        (
            "ALPHA LIMITED\n\nand\n\nBETA LIMITED\n\nSUPPLY AGREEMENT\n",
            "a.txt",
            "",
            "SUPPLY AGREEMENT",
        ),
        ("某网站首页\n法律法规\n仓储保管合同（二）\n存货方：", "a.html", "", "仓储保管合同（二）"),
        ("空调维修协议集合(通用23篇)\n甲方:", "a.txt", "", "空调维修协议"),
        ("保养合约（通用3篇）\n保养合约 篇1\n甲方：", "a.txt", "", "保养合约"),
        ("分銷合同優(yōu)質(zhì)篇一\n甲方：", "a.txt", "", "分銷合同"),
        ("主播用户服务协议.docx\n一、定义", "a.txt", "", "主播用户服务协议"),
        ("文件名称：客户投诉处理程序\n1 目的", "a.txt", "", "客户投诉处理程序"),
        (
            "净水平台服务协议一、定义1.平台：指净水服务平台。二、服务内容1.平台提供上门安装、清洗滤芯和维修服务，"
            "并且为用户保存每一次服务的记录，以便日后查询。",
            "a.txt",
            "",
            "净水平台服务协议",
        ),
        (
            f"{'本站文档由网友上传，仅供参考。' * 5}\n净水设备维护合同\n合同编号：\n甲方：",
            "a.txt",
            "",
            "净水设备维护合同",
        ),
        (f"{'本站文档由网友上传，仅供参考。' * 5}\n双方签订维护合同\n第一条", "a.txt", "", "a"),
        (
            "欢迎您使用云帚！请您认真阅读并充分理解本《用户协议》（以下简称“本协议”）。\n1、范围",
            "a.txt",
            "",
            "用户协议",
        ),
        ("我们的目的\n- 如何更新本政策\n1. 如何收集个人数据", "a.txt", "", "a"),
        ("编号：7\n扶\n梯\n\n维 \n保\n合\n同\n甲方：\n合同细则\n", "a.txt", "", "扶梯维保合同"),
    ],
)
def test_the_title_is_the_texts_own_before_the_files(
    text: str, file_name: str, hint: str, expected: str
) -> None:
    assert facts(text, file_name, hint)["title"].value == expected


@pytest.mark.parametrize(
    ("title", "kind", "contract_type"),
    [
        ("工程造价咨询服务合同", "contract", "咨询合同"),
        ("专家顾问聘用合同", "contract", "咨询合同"),
        ("合同管理制度", "policy", "管理制度"),
        ("售后服务质量提升预案", "policy", "预案"),
        ("平台商家入驻协议", "terms", "平台服务协议"),
        ("个人信息保护政策", "terms", "隐私政策"),
        ("电梯维护保养合同", "contract", "维修合同"),
        ("软件委托开发合同", "contract", "技术开发合同"),
        ("設備買賣合約書", "contract", "买卖合同"),
        ("電梯保養契約書", "contract", "维修合同"),
        ("净水器服务政策", "terms", "保修条款"),
        ("Cloud Backup Service Terms", "terms", "平台服务协议"),
        ("Extended Warranty Terms and Conditions", "terms", "保修条款"),
        ("维修工单系统运维合同", "contract", "软件运维合同"),
        ("Maintenance and support contract", "contract", "维修合同"),
        ("條款及細則", "terms", "平台服务协议"),
        ("續保條款及細則", "terms", "保修条款"),
        ("保養條款以及細則", "terms", "保修条款"),
        ("售后服务部工作手册", "policy", "管理制度"),
        ("机械设备的购销合同样本", "template", "买卖合同"),
        ("设备采购条款及条件", "contract", "买卖合同"),
        ("产品和服务要求管理程序", "policy", "管理制度"),
        ("Appliance after sales service agreement", "contract", "售后服务合同"),
        ("Service Agreement", "contract", "服务合同"),
        ("Software Maintenance and Technical Support Agreement", "contract", "软件运维合同"),
    ],
)
def test_title_tells_kind_and_type(title: str, kind: str, contract_type: str) -> None:
    found = values(f"{title}\n正文。")
    assert (found["kind"], found["contract_type"]) == (kind, contract_type)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("快递管理办法\n2023年12月17日交通运输部令2023年第22号公布\n第一条", "law"),
        ("中华人民共和国电子签名法\n第一条", "law"),
        ("Consumer Warranty Act 2019\nBe it enacted as follows:", "law"),
        ("催款函\n贵我双方于2023年9月12日签订合同，总价人民币560,000元。", "other"),
        ("服务质量专题会议纪要\n2024年4月9日", "other"),
        ("维修服务价目表\n加氟 150元", "other"),
        (
            "Dear Ms Patel,\nNotice under the Supply Agreement dated 4 May 2023\nYours sincerely,",
            "other",
        ),
        ("采购合同\n根据国务院令第393号，甲方：远山机电有限公司", "contract"),
        ("Dear Sirs,\nSUPPLY AGREEMENT\nYours faithfully\nAccepted and agreed:", "contract"),
    ],
)
def test_what_is_no_contract_is_told_and_has_no_sum_or_day_of_signing(text: str, kind: str) -> None:
    found = values(text)
    assert found["kind"] == kind
    if kind != "contract":
        assert not found.keys() & {"agreement_date", "amount", "parties", "contract_type"}


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("乙方：云杉物流有限公司双方经协商一致", "云杉物流有限公司", "乙方"),
        ("甲方：星河网络科技有限公司（平台方）", "星河网络科技有限公司", "甲方"),
        ("供应商：北岭材料有限公司 地址：某市", "北岭材料有限公司", "供应商"),
        ("出租方（甲方）：李四", "李四", "甲方（出租方）"),
        ("## 甲方（承租方）\n名称：东湖书店", "东湖书店", "甲方（承租方）"),
        ("消费者：张三", "张三", "消费者"),
        ("乙方（用户）：张三", "张三", "乙方（用户）"),
        ("东湖书店有限公司（以下简称“乙方”）", "东湖书店有限公司", "乙方"),
        ("甲  方：张　三", "张三", "甲方"),
        ("甲方：Ｓｍｉｔｈ电子有限公司（盖章）", "Ｓｍｉｔｈ电子有限公司", "甲方"),
        ("乙方（债务人）：华胜机械有限责任公司", "华胜机械有限责任公司", "乙方（债务人）"),
        (
            "采购方：启明电器有限公司　　供应方：顺和电子（苏州）有限公司",
            "顺和电子（苏州）有限公司",
            "供应方",
        ),
        ("卖方 Seller: 宁港仪器有限公司", "宁港仪器有限公司", "卖方"),
        ("演出方：青山剧院", "青山剧院", "演出方"),
        ("安和化工（集团）有限公司（以下简称甲方）", "安和化工（集团）有限公司", "甲方"),
        ("甲方：和順百貨有限公司", "和順百貨有限公司", "甲方"),
        ("SPONSOR:\nName: Tidewater Outfitters Co.", "Tidewater Outfitters Co.", "SPONSOR"),
        ("Licensor: Fernhill Data, Inc.", "Fernhill Data, Inc.", "Licensor"),
        (
            "\t甲方（定作人）\t乙方\n名称\t极光锁业有限公司\t临溪模具有限公司",
            "极光锁业有限公司",
            "甲方（定作人）",
        ),
        (
            "Buyer\tSeller\nLumen Appliances Pte. Ltd.\tKestrel Sdn. Bhd.",
            "Kestrel Sdn. Bhd",
            "Seller",
        ),
    ],
)
def test_a_party_and_its_role(line: str, name: str, role: str) -> None:
    found = json.loads(facts(f"协议书\n{line}\n")["parties"].value)
    assert {"name": name, "role": role} in found


@pytest.mark.parametrize(
    "line",
    [
        "甲方：",
        "甲方：______有限公司",
        "甲方：【　】",
        "甲方：{{party_a}}",
        "甲方：XX公司",
        "甲方：（盖章）",
        "甲方：应当按期付款",
        "乙方（盖章）：\n附件一：仓储操作规范",
        "乙方有下列情形之一的，甲方有权解除合同：",
        "贷款方：中国某银行 县支行 营业所",
        "买方\t卖方\n开户银行\t开户银行",
        "联系方：请见下页",
    ],
)
def test_a_blank_is_nobody(line: str) -> None:
    assert "parties" not in facts(f"协议书\n{line}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甲方：青石（杭州）商贸有限公司（地址：杭州市）\n乙方：远山机电有限公司（地址：宁波市）",
            [("青石（杭州）商贸有限公司", "甲方"), ("远山机电有限公司", "乙方")],
        ),
        (
            "(1) 青石（香港）有限公司，一間於香港註冊之公司（「供應商」）；及\n"
            "(2) 港嶼家電有限公司，一間於香港註冊之公司（「經銷商」）。",
            [("青石（香港）有限公司", "供应商"), ("港嶼家電有限公司", "经销商")],
        ),
        (
            "卖方：周国强（身份证号：0000）、孙丽娟\n买方：马骏\n卖方签字：周国强",
            [("周国强", "卖方"), ("孙丽娟", "卖方"), ("马骏", "买方")],
        ),
        (
            "本合同由许可人墨舟软件有限公司（以下简称“许可人”）与北湾市图书馆（以下简称“被许可人”）签署",
            [("墨舟软件有限公司", "许可人"), ("北湾市图书馆", "被许可人")],
        ),
        (
            "Landlord: Noor Haddad\nTenants: Owen Price and Lily Price\nProperty: 3 Bridge Lane",
            [("Noor Haddad", "Landlord"), ("Owen Price", "Tenants"), ("Lily Price", "Tenants")],
        ),
        (
            "This Agreement is made between Northwind Devices, Inc., a Delaware corporation, and "
            "Lakeside Repair LLC, an Ohio company.\nWHEREAS, the parties wish to cooperate",
            [("Northwind Devices, Inc.", ""), ("Lakeside Repair LLC", "")],
        ),
        (
            "The following parties agree on the terms below.\n"
            "Party A: Northwind Devices Ltd.\nParty B: Lakeside Repair LLC",
            [("Northwind Devices Ltd", "Party A"), ("Lakeside Repair LLC", "Party B")],
        ),
        (
            'BETWEEN: Kestrel.com (hereinafter referred to as "Service Provider")\n'
            'AND: Nanjing Linden Technology Co., Ltd. (hereinafter referred to as "Client")',
            [("Kestrel.com", "Service Provider"), ("Nanjing Linden Technology Co., Ltd", "Client")],
        ),
        (
            "This Agreement is made by and between Nanjing Linden Technology Co., Ltd. and "
            "Beijing Kestrel Technology Co., Ltd.\nRECITALS",
            [
                ("Nanjing Linden Technology Co., Ltd", ""),
                ("Beijing Kestrel Technology Co., Ltd", ""),
            ],
        ),
        (
            'This Agreement is entered into by eNorth Corporation ("eNorth") and Lakeside '
            'Corporation ("Customer") for hosting.',
            [("eNorth Corporation", "eNorth"), ("Lakeside Corporation", "Customer")],
        ),
        (
            "This Agreement is made by and between\nLink Corporation and Lakeside, LLC.\nRECITALS",
            [("Link Corporation", ""), ("Lakeside, LLC", "")],
        ),
        (
            "甲方：澄海技术有限公司\nParty A: Chenghai Technology Co., Ltd.\n"
            "乙方：北门系统有限公司\nParty B: Northgate Systems Limited",
            [("澄海技术有限公司", "甲方"), ("北门系统有限公司", "乙方")],
        ),
    ],
    ids=[
        "brackets",
        "listed",
        "several persons",
        "roles before names",
        "several persons in English",
        "without roles",
        "party lines",
        "service provider",
        "companies limited",
        "small first letter",
        "corporations",
        "two languages",
    ],
)
def test_parties_are_found_however_they_are_introduced(
    text: str, expected: list[tuple[str, str]]
) -> None:
    parties = json.loads(facts(text)["parties"].value)
    assert [(party["name"].rstrip("."), party["role"]) for party in parties] == [
        (name.rstrip("."), role) for name, role in expected
    ]


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("This Agreement is governed by the laws of England and Wales.", "England and Wales"),
        ("All work is done in accordance with the patent laws.", None),
        ("This Agreement is construed in accordance with New York law.", "New York law"),
        ("It shall be governed by the applicable laws.", None),
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


def test_the_title_is_not_read_from_the_page_header() -> None:
    blocks = (
        Block(0, BlockKind.HEADER, "系统运维服务合同"),
        Block(1, BlockKind.PARAGRAPH, "客服工单系统运维服务合同"),
        Block(2, BlockKind.PARAGRAPH, "第一条 标的"),
    )
    found = read_facts(segment(blocks, 1), document_text(blocks), "上传.docx")
    assert found[0].value == "客服工单系统运维服务合同"
