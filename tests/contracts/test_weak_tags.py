"""What only touches a type: pointers, bare words, words in another sense."""

import pytest
from tagged_clauses import only, tags_of

from contracts.clause import Strength


@pytest.mark.parametrize(
    ("text", "clause_type", "reason"),
    [
        ("违约责任见本合同第八条。", "breach_liability", "cross_reference"),
        ("付款方式由双方另行协商。", "payment", "to_be_agreed"),
        ("“知识产权”是指专利权、商标权和著作权。", "intellectual_property", "definition"),
        ("本公司执行《网络交易保密管理办法》。", "confidentiality", "citation"),
        ("乙方违反保密义务的，应赔偿损失。", "confidentiality", "mention"),
        ("保密事宜见双方2023年签署的《保密协议》。", "confidentiality", "cross_reference"),
        ("商家应当缴存保证金，具体见公示的规则。", "deposit_guarantee", "cross_reference"),
        (
            "The hours of cover and the response times are as set out in the Service Schedule.",
            "response_time",
            "cross_reference",
        ),
    ],
)
def test_what_only_touches_a_type_is_weak(text: str, clause_type: str, reason: str) -> None:
    tag = only(text)[clause_type]
    assert (tag.strength, tag.reason) == (Strength.WEAK, reason)


def test_law_of_which_an_article_only_speaks_is_a_pointer_under_its_heading() -> None:
    tag = tags_of((0, "不可抗力", "不可抗力\n按国家有关法律规定执行。"))["force_majeure"]
    assert (tag.strength, tag.reason) == (Strength.WEAK, "cross_reference")


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("请持有效身份证件到门店登记。", "effectiveness_counterparts"),
        ("Alpha, Inc., a company organized under the laws of the State of Ohio.", "governing_law"),
        ("The distributor shall comply with all applicable laws.", "governing_law"),
        ("合同签订后3日内支付 30%，设备安装完毕后 10 日内支付 65%。", "liquidated_damages"),
        ("预付款按合同总价的30%支付。", "liquidated_damages"),
        ("差旅、食宿等费用由甲方负担。", "breach_liability"),
        ("担保单位应在回执上签章。", "insurance"),
        ("乙方应维护甲方的合法权益。", "after_sales_service"),
        ("本合同一式四份，具有同等法律效力。", "entire_agreement_attachments"),
        ("本合同生效后，任何一方不得擅自修改。", "effectiveness_counterparts"),
        ("甲方应协助乙方与目标公司达成合作。", "cooperation_objective"),
    ],
)
def test_words_that_only_look_like_a_provision_are_none(text: str, clause_type: str) -> None:
    assert clause_type not in only(text)


@pytest.mark.parametrize(
    "text",
    [
        "争议\n因本合同发生的争议，由双方另行协商。",
        "Disputes\nThe parties will discuss how to resolve any dispute.",
    ],
)
def test_disputes_left_to_later_talks_are_weak(text: str) -> None:
    tag = tags_of((None, text.partition("\n")[0], text))["dispute_resolution"]
    assert (tag.strength, tag.reason) == (Strength.WEAK, "to_be_agreed")


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("保修期自甲方验收合格并交付使用之日起计算。", "acceptance"),
        ("经甲方验收无误后5日内退还保证金。", "acceptance"),
        ("自乙方支付首笔价款之日起五日内办理备案。", "payment"),
        ("租赁期满或解除合同后，押金退还乙方。", "termination"),
        ("因不可抗力中止履行，不视为违约。", "breach_liability"),
        ("争议包括但不限于本合同的修改和终止。", "amendment"),
        ("出现燃气泄漏的，30分钟内到场处置。", "confidentiality"),
        ("用户的个人信息泄露的，两小时内告知。", "confidentiality"),
        ("合同终止且无未结投诉的，退还保证金。", "complaint_handling"),
        ("双方按已完成并验收的服务结算。", "acceptance"),
        ("只使用原厂新件。", "quality_standard"),
        ("按GB/T 2828.1抽样检验。", "quality_standard"),
        ("保证金用于抵扣违约金。", "breach_liability"),
        ("订单确认起5天内送达买方株洲二号库。", "notices"),
        ("提交工单，列明更换的备件及序列号。", "spare_parts"),
        ("续约事宜双方另行协商。", "renewal"),
    ],
)
def test_a_word_whose_neighbours_give_it_another_sense_is_no_provision(
    text: str, clause_type: str
) -> None:
    tag = only(text).get(clause_type)
    assert tag is None or tag.strength is not Strength.OPERATIVE


def test_neighbours_in_another_part_of_the_sentence_change_nothing() -> None:
    tag = only("甲方应及时验收，自到货之日起五日内提出异议。")["acceptance"]
    assert tag.strength is Strength.OPERATIVE


def test_an_exemption_that_is_denied_limits_no_liability() -> None:
    assert "liability_limitation" not in only("在履行期限以外发生的，不得免除甲方责任。")


def test_a_word_beside_what_it_does_not_mean_is_kept_as_a_candidate() -> None:
    tag = only("逾期付款的，费用由乙方承担，并赔偿甲方损失。")["price"]
    assert tag.strength is Strength.CANDIDATE


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("合同编号：BC-SB-2025-006（续签）", "renewal"),
        ("前述网站是否可以利用，平台不予担保。", "deposit_guarantee"),
        ("投资人享有清算优先权。", "post_termination"),
        ("乙方应当按照监管部门的规定办理。", "performance_supervision"),
    ],
)
def test_words_that_only_look_like_a_cue_say_nothing(text: str, clause_type: str) -> None:
    assert clause_type not in only(text)


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("Confidential treatment requested for certain portions.", "confidentiality"),
        ("You must not send unsolicited communications or junk mail.", "notices"),
        ("We may change these terms on 15 days' notice by e-mail.", "notices"),
        (
            "If a provision is unenforceable the others stay in effect.",
            "entire_agreement_attachments",
        ),
        ("A company using patented technologies acquired it in 2008.", "intellectual_property"),
        ("The duty to keep secrets shall be agreed separately.", "confidentiality"),
    ],
)
def test_an_english_word_alone_provides_nothing(text: str, clause_type: str) -> None:
    found = only(text).get(clause_type)
    assert found is None or found.strength is not Strength.OPERATIVE
