"""What the customer's two documents ask of contracts and policies is asked by the checklists.

The wish list is that of a deck on after-sales service contracts and of a policy on the quality of
after-sales service. A contract written from the deck, an article for each wish, lacks nothing that
is mandatory, and each wish whose article is left out is told.
"""

import pytest

from contracts.document import Block, BlockKind, Document, ParsedFile
from contracts.reading import Reading
from ingest.reading import understand
from review.checklist import SHIPPED
from review.findings import GRAVE, Finding, Verdict
from review.gaps import find_gaps

SERVICE = SHIPPED["after_sales_service"]
HEAD = """空调设备售后服务合同
甲方：青禾食品有限公司，地址：杭州市西湖区文一路1号，联系电话：0571-00000000
乙方：恒远机电服务有限公司，地址：宁波市海曙区中山路2号，服务热线：0574-00000000
签订日期：2026年3月1日"""
TAIL = "甲方（盖章）：　　　　　　乙方（盖章）：\n授权代表（签字）：　　　　授权代表（签字）："
WISHES = {  # item of the checklist → what the deck asks for, as an article
    "service_scope": "服务内容\n乙方为附件一所列设备提供维修、更换零部件和技术支持服务。",
    "service_delivery": "服务方式和时间\n乙方在设备所在地提供上门服务，服务时间为每日8时至20时。",
    "service_quality": "服务质量标准\n维修质量应当符合国家标准和行业标准，设备可用率不低于98%。",
    "response_time": "响应时间\n乙方接到报修后2小时内响应，24小时内到达现场，到场后48小时内修复。",
    "rights_obligations": (
        "双方的权利和义务\n甲方有权免费咨询，应当按照说明书使用和维护设备；"
        "乙方有权依本合同收取费用，负有维修和保修的义务。"
    ),
    "warranty": "质量保证\n更换的零部件自安装之日起保修12个月，保修期内再次出现故障的免费修复。",
    "term": "合同期限\n本合同有效期自2026年3月1日起至2027年2月28日止。",
    "renewal": "续约\n期满前30日双方均未书面提出异议的，本合同自动续约一年。",
    "price": "价格构成\n年度服务费为人民币36,000元，包括材料费、人工费和运输费。",
    "payment": "付款方式和期限\n甲方分两期付款，每期在收到发票后30日内支付。",
    "confidentiality": "信息保密\n双方对知悉的客户信息和技术资料负有保密义务，不得向第三方披露。",
    "intellectual_property": "知识产权\n乙方为履行本合同编制的技术文件，其知识产权归甲方所有。",
    "ip_infringement": "侵权处理\n第三人主张服务侵犯其知识产权的，由乙方负责处理并赔偿甲方的损失。",
    "amendment": "合同变更\n变更本合同应当书面提出请求，经双方协商一致并签订补充协议后执行。",
    "termination": "合同解除\n一方严重违约，经催告后15日内仍未改正的，对方可以书面通知解除本合同。",
    "post_termination": "解除后的结算\n解除后10日内终止服务，双方结清费用，乙方移交服务记录。",
    "performance_supervision": (
        "履行监督\n甲方按季度对服务质量、进度和费用进行检查和考核，结果与服务费挂钩。"
    ),
    "breach": "违约责任\n任何一方不履行义务的，应当继续履行、采取补救措施并赔偿损失。",
    "liquidated_damages": "违约金\n逾期付款或者到场的，每逾期一日支付应付金额万分之五的违约金。",
    "emergency_risk": (
        "风险预警与应急\n乙方应当制定应急预案，发现停机风险时立即预警，并调配备用设备。"
    ),
    "dispute_resolution": (
        "争议解决\n因本合同发生的争议，双方应当先协商或者调解；30日内未解决的，"
        "提交杭州仲裁委员会仲裁，仲裁过程和结果保密，费用由败诉方承担。"
    ),
    "governing_law": "适用法律\n本合同的订立、履行和争议解决适用中华人民共和国法律。",
}
PARTNER_AGREEMENT = (  # part 9 of the policy: what an agreement with a partner must hold
    "parties", "objective", "term", "renewal", "fees", "revenue_share", "service_quality",
    "response_time", "partner_qualification", "evaluation", "breach", "termination",
    "information_sharing",
)  # fmt: skip
POLICY = (  # the parts of the policy itself
    "purpose", "basis", "scope", "organisation", "process", "quality", "training", "risk",
    "emergency", "partners", "information", "implementation", "evaluation", "improvement",
)  # fmt: skip


def contract(without: str = "") -> Reading:
    """The contract, as an import reads it."""
    articles = [article for wish, article in WISHES.items() if wish != without]
    numbered = [f"第{number}条 {article}" for number, article in enumerate(articles, 1)]
    lines = "\n".join([HEAD, *numbered, TAIL]).splitlines()
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))
    return understand(ParsedFile(blocks, "test 1"), 1, "合同.txt")


def findings(without: str = "") -> dict[str, Finding]:
    read = contract(without)
    document = Document(1, 1, "", contract_type="售后服务合同", language="zh-Hans")
    found = find_gaps(SERVICE, document, read.clauses, read.tags)
    return {each.item.id: each for each in found}


def test_every_wish_is_an_item_and_the_contract_provides_for_all_of_them() -> None:
    found = findings()
    assert {wish for wish in WISHES if found[wish].found is not Verdict.PRESENT} == set()
    assert [each.item.id for each in found.values() if each.grave] == []


def test_what_the_deck_does_not_ask_for_is_told_as_a_gap_that_is_only_recommended() -> None:
    gaps = {name for name, each in findings().items() if each.found in GRAVE}
    assert gaps
    assert gaps.isdisjoint(WISHES)


@pytest.mark.parametrize(
    "wish",
    [
        "price",
        "term",
        "renewal",
        "amendment",
        "ip_infringement",
        "response_time",
        "dispute_resolution",
        "intellectual_property",
    ],
)
def test_a_wish_that_is_left_out_is_told(wish: str) -> None:
    assert findings(without=wish)[wish].found is Verdict.MISSING


@pytest.mark.parametrize(
    ("checklist", "items"),
    [("cooperation_agreement", PARTNER_AGREEMENT), ("policy_plan", POLICY)],
)
def test_what_the_policy_asks_for_is_asked(checklist: str, items: tuple[str, ...]) -> None:
    assert {item.id for item in SHIPPED[checklist].items} >= set(items)
