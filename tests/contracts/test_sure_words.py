"""Words beyond doubt: provisions that stand whatever the encoder and the joining think of them."""

import pytest
from tagged_clauses import outline

from contracts.clause_types import CLAUSE_TYPES
from contracts.joining import Joined, Joining, LinearModel, join
from contracts.reliability import Reliability
from contracts.tagging import tag_clauses

_AT_WILL = "termination_for_convenience"
NONE = dict.fromkeys(CLAUSE_TYPES, 0.0)
NEVER = dict.fromkeys(CLAUSE_TYPES, 99.0)
BELIEVES_NOTHING = Joining(
    LinearModel((0.0,) * 8, NONE),
    LinearModel((0.0,) * 5, NONE),
    LinearModel((0.0,) * 5, NONE),
    NEVER,
    NEVER,
    NEVER,
    Reliability({}, {}),
)


def doubted(text: str) -> Joined:
    """What is left of a text's tags by a joining that believes nothing."""
    clauses = outline((None, "", text))
    return join(clauses, tag_clauses(clauses), {}, BELIEVES_NOTHING)


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("施工中遇不可抗力，完工日相应后移。", "force_majeure"),
        ("預約時付訂金新台幣3000元。", "deposit_guarantee"),
        ("甲方先付百分之二十作为质量保证金。", "deposit_guarantee"),
        ("损坏借用物品的，照原价赔偿。", "breach_liability"),
        ("因账号填错造成的后果，平台概不负责。", "liability_limitation"),
        ("保密义务于合同终止后仍然有效。", "post_termination"),
        ("成果由甲方验收。", "acceptance"),
        ("服务商每月提交一份运行报告。", "performance_supervision"),
        ("所得税由受让人承担。", "invoice_tax"),
        ("分红按季度发放。", "payment"),
        ("托运单与本合同具有同等的法律效力。", "entire_agreement_attachments"),
        ("平台可以将其权利转授权给第三方。", "assignment_subcontracting"),
        ("承租人酒後駕駛，出租人得終止租約。", "termination"),
        ("协商不成的，向合同签订地法院起诉。", "dispute_resolution"),
        ("雙方以屏東地方法院為第一審管轄法院。", "dispute_resolution"),
        ("需调整服务内容的，双方应协商一致并书面确认。", "amendment"),
        ("任何一方不得向第三方透露客户名单。", "confidentiality"),
        ("联系人变更的，应书面通知对方。", "notices"),
        (
            "Either party may terminate this Agreement for any reason.",
            _AT_WILL,
        ),
        (
            "The term extends by a month unless a party notifies the other before its end.",
            "notice_period_to_terminate_renewal",
        ),
        ("Neither party may assign this Agreement.", "anti_assignment"),
        ("Its total liability shall not exceed the fees paid.", "cap_on_liability"),
        ("The Licensor has the right to inspect the Licensee's books.", "audit_rights"),
        ("Contractor shall maintain public liability insurance.", "insurance"),
        ("It receives a nontransferable licence.", "non_transferable_license"),
        (
            "EXCEPT FOR ARTICLES 8 AND 10, IN NO EVENT IS EITHER PARTY LIABLE FOR LOST PROFITS.",
            "uncapped_liability",
        ),
        ("Other than for fraud, neither party is liable for lost profits.", "uncapped_liability"),
        ("酬金于办结当日结清。", "payment"),
        ("三日内未提异议的，视为通过。", "acceptance"),
        ("合伙人可以查阅账簿。", "performance_supervision"),
        ("物品遗失，本馆恕不负责。", "liability_limitation"),
        ("逾期不交房的，买方有权退房。", "termination"),
        ("買方交本票一紙，以資擔保。", "deposit_guarantee"),
        ("通知寄出后第三日视为收到。", "notices"),
        ("布料以封样为准。", "quality_standard"),
        ("因本約涉訟時，由高雄地院管轄。", "dispute_resolution"),
        ("因疫情停业的，租期顺延。", "force_majeure"),
        ("双方各存一份。", "effectiveness_counterparts"),
        ("会议纪要与合同同效。", "entire_agreement_attachments"),
        ("租客於簽約時繳付按金。", "deposit_guarantee"),
        ("網站由 Ming Limited 營運。", "parties"),
        ("定價錯誤者，我們可取消訂單。", "termination"),
        ("閣下同意受本條款及私隱政策約束。", "entire_agreement_attachments"),
    ],
)
def test_words_beyond_doubt_provide_where_nothing_else_is_believed(
    text: str, clause_type: str
) -> None:
    assert clause_type in doubted(text).present


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("除发生不可抗力外，卖方按期交货。", "force_majeure"),
        ("每笔借款相互独立。", "entire_agreement_attachments"),
        ("收取押金。", "deposit_guarantee"),
        ("按金额退还差价。", "deposit_guarantee"),
        ("投诉由主管部门验收后归档。", "acceptance"),
        ("管辖区内的门店共三家。", "dispute_resolution"),
        ("Upon termination for any reason it returns the samples.", _AT_WILL),
        ("A party may terminate it if the other for any reason fails to pay.", _AT_WILL),
        ("A party may terminate it for any reason set out in clause 4.", _AT_WILL),
        ("Supplier may assign this Agreement without written consent.", "anti_assignment"),
        ("Except for payment, neither party is liable for delay by a storm.", "uncapped_liability"),
    ],
)
def test_words_like_them_do_not(text: str, clause_type: str) -> None:
    assert clause_type not in doubted(text).present
