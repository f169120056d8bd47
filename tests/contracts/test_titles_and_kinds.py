"""What a text is called, of what kind it is, and of which type of contract."""

import pytest
from stated_facts import facts, values

from contracts.document import Block, BlockKind, document_text
from contracts.facts import read_facts
from contracts.structure.segmentation import segment


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
        ("山地车保固条款", "terms", "保修条款"),
        ("商城退换货政策", "terms", "保修条款"),
        ("手机屏幕质保协议", "terms", "保修条款"),
        ("Limited Warranty", "terms", "保修条款"),
        ("净水器维修站协议", "contract", "合作协议"),
        ("输送设备采购与维保合同", "contract", "买卖合同"),
        ("Cloud Backup Service Terms", "terms", "平台服务协议"),
        ("Extended Warranty Terms and Conditions", "terms", "保修条款"),
        ("企业级SaaS软件订阅及技术支持服务合同", "contract", "软件运维合同"),
        ("Terms of Repair", "contract", "维修合同"),
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
        ("助残计划劳务派遣合作协议", "contract", "劳动合同"),
        ("法人型联营合同", "contract", "联营合同"),
        ("售后服务合作协议", "contract", "合作协议"),
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


def test_the_title_is_not_read_from_the_page_header() -> None:
    blocks = (
        Block(0, BlockKind.HEADER, "系统运维服务合同"),
        Block(1, BlockKind.PARAGRAPH, "客服工单系统运维服务合同"),
        Block(2, BlockKind.PARAGRAPH, "第一条 标的"),
    )
    found = read_facts(segment(blocks, 1), document_text(blocks), "上传.docx")
    assert found[0].value == "客服工单系统运维服务合同"
