"""Parties: found however they are introduced, with their roles; a blank is nobody."""

import json

import pytest
from stated_facts import facts


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("本平台由青禾网络科技有限公司负责运营。", "青禾网络科技有限公司", ""),
        ("青禾网络科技有限公司（下称“我们”）深知其重要。", "青禾网络科技有限公司", "我们"),
        ("青禾网络科技有限公司（“我们”）深知其重要。", "青禾网络科技有限公司", "我们"),
        ("本条款由青禾网络科技有限公司（住所：杭州市）发布。", "青禾网络科技有限公司", ""),
        ("个人信息处理者：青禾网络科技有限公司。", "青禾网络科技有限公司", ""),
        ("本协议是您与青禾网络科技有限公司之间的约定。", "青禾网络科技有限公司", ""),
        ("“公司”指青禾网络科技有限公司。", "青禾网络科技有限公司", "公司"),
        ("软件的所有权归青禾网络科技有限公司（以下简称“青禾”）所有。", "青禾网络科技有限公司", ""),
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
            "买方（甲方）\t卖方（乙方）\n单位名称:____\t单位名称:澄海电梯有限公司\n公司地址:____\t公司地址:江苏省吴江市",
            [("澄海电梯有限公司", "卖方（乙方）")],
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
        "fields in columns",
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
