"""Tagging: what is a provision, what only touches a type, and on which words it rests."""

from dataclasses import replace

import pytest

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource
from contracts.tagging import tag_clauses


def outline(*rows: tuple[int | None, str, str]) -> list[Clause]:
    """Clauses from (parent's row, heading, text), one after the other with a line end between."""
    clauses: list[Clause] = []
    start = 0
    for order, (parent, heading, text) in enumerate(rows):
        clauses.append(
            Clause(
                id=f"1.{order}",
                version_id=1,
                parent=None if parent is None else f"1.{parent}",
                order=order,
                kind=ClauseKind.CLAUSE,
                number_label="",
                number_path=(),
                heading=heading,
                text=text,
                blocks=(order,),
                span=Span(start, start + len(text), text),
            )
        )
        start += len(text) + 1
    return clauses


def tags_of(*rows: tuple[int | None, str, str], row: int = -1) -> dict[str, Tag]:
    clauses = outline(*rows)
    return {tag.clause_type: tag for tag in tag_clauses(clauses)[clauses[row].id]}


def as_part(kind: ClauseKind, text: str) -> dict[str, Tag]:
    (clause,) = outline((None, "", text))
    tags = tag_clauses([replace(clause, kind=kind)])
    return {tag.clause_type: tag for tag in tags[clause.id]}


def only(text: str) -> dict[str, Tag]:
    return tags_of((None, "", text))


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("乙方逾期交货的，每逾期一日按合同总价的千分之一支付违约金。", "liquidated_damages"),
        ("乙方逾期交貨的，每逾期一日按合同總價的千分之一支付違約金。", "liquidated_damages"),
        ("因本合同发生争议的，提交上海仲裁委员会仲裁。", "dispute_resolution"),
        ("標的物自驗收合格日起保固二年。", "warranty"),
        ("本合約以中華民國法律為準據法。", "governing_law"),
        ("乙方應對甲方人員施以八小時之教育訓練。", "training_support"),
        ("軟體之智慧財產權歸乙方所有。", "intellectual_property"),
        ("合約總價新臺幣壹佰萬元整。", "price"),
        ("The Contractor shall maintain the four carton-sealing lines.", "subject_matter"),
        ("We will repair your product free of charge.", "subject_matter"),
        ("We pay the proceeds into your bank account every week.", "payment"),
        ("Maine law governs.", "governing_law"),
        ("Cover starts on the day after the warranty ends.", "term"),
        ("You may cancel your order within 45 days.", "termination"),
        ("The Partner uses names and addresses only to carry out orders.", "personal_information"),
        ("All marks remain the property of Luma.", "intellectual_property"),
        (
            "This is the complete and exclusive agreement between us.",
            "entire_agreement_attachments",
        ),
        ("A cause beyond such party's reasonable control excuses delay.", "force_majeure"),
        ("The recipient shall not disclose it to anybody.", "confidentiality"),
        ("An engineer shall be on site within 24 hours.", "response_time"),
        ("Provider guarantees to serve with reasonable skill and care.", "quality_standard"),
        ("Parts removed become the property of Provider.", "spare_parts"),
        ("After that it goes on from year to year unless a party objects.", "renewal"),
        ("No change to this Agreement is effective unless signed.", "amendment"),
        ("On termination Provider shall return the keys.", "post_termination"),
        ("Technicians shall hold a certificate of safety training.", "qualification_compliance"),
        ("双方都控制不了的事情，可以推迟履行，不算违约。", "force_majeure"),
        ("乙方把工作转给别人做的，甲方可以终止合同。", "assignment_subcontracting"),
        ("乙方推荐延保卡的，按售价的百分之十五提成。", "revenue_share"),
        ("终止本合約，保養費按實際保養月數計算。", "post_termination"),
        ("技術人員應具備乙級技術士證照。", "qualification_compliance"),
        ("以下情况我们不提供服务：进水、拆修。", "service_exclusions"),
        ("订单记录保存三年。", "information_sharing"),
        ("从2025年6月起做两年。", "term"),
        ("乙方供的零件管一年，坏了白换。", "warranty"),
        ("扣款累计以全年费用百分之二十為上限。", "liability_limitation"),
        ("Either party may end it on ninety days' notice.", "termination"),
        ("Changes are made in writing and signed.", "amendment"),
        ("Supplier does not pass the work on to others.", "assignment_subcontracting"),
        ("Both sides keep what they learn to themselves.", "confidentiality"),
        ("质保期为验收合格之日起十二个月。", "warranty"),
        ("乙方在接到报修后4小时内响应，48小时内到场。", "response_time"),
        ("未经对方书面同意，任何一方不得转让本合同项下的权利。", "assignment_subcontracting"),
        ("双方对在履行中知悉的商业秘密负有保密义务。", "confidentiality"),
        ("This Agreement shall be governed by the laws of the State of New York.", "governing_law"),
        ("In no event shall either party be liable for punitive damages.", "liability_limitation"),
        ("Either party may terminate this Agreement upon thirty days notice.", "termination"),
    ],
)
def test_a_provision_is_operative(text: str, clause_type: str) -> None:
    tag = only(text)[clause_type]
    assert (tag.strength, tag.source, tag.reason) == (Strength.OPERATIVE, TagSource.RULE, "cue")


def test_a_form_with_blanks_is_operative_where_its_provision_stands() -> None:
    tag = only("甲方应于____年____月____日前支付合同价款人民币________元。")["payment"]
    assert tag.strength is Strength.OPERATIVE


def test_evidence_is_the_printed_words_in_the_versions_offsets() -> None:
    first = "第一条　售后服務。"
    second = "乙方應支付違(wéi)約(yuē)金。"
    clauses = outline((None, "", first), (None, "", second))
    tag = next(
        tag for tag in tag_clauses(clauses)["1.1"] if tag.clause_type == "liquidated_damages"
    )
    text = f"{first}\n{second}"
    assert [text[span.start : span.end] for span in tag.evidence] == ["違(wéi)約(yuē)金"]
    assert tag.evidence[0].exact == "違(wéi)約(yuē)金"


def test_a_bare_heading_is_weak() -> None:
    tag = tags_of((None, "不可抗力", "不可抗力"))["force_majeure"]
    assert (tag.strength, tag.reason) == (Strength.WEAK, "heading_only")


@pytest.mark.parametrize(
    ("body", "strength"),
    [("不可抗力。", Strength.WEAK), ("遇不可抗力，工期顺延。", Strength.OPERATIVE)],
)
def test_an_article_that_is_a_title_with_a_full_stop_is_a_bare_heading(
    body: str, strength: Strength
) -> None:
    (article,) = outline((None, "", f"第三十七条 {body}"))
    tags = tag_clauses([replace(article, number_label="第三十七条")])[article.id]
    assert {tag.clause_type: tag.strength for tag in tags}["force_majeure"] is strength


def test_an_exception_for_force_majeure_is_no_provision_for_it() -> None:
    text = "除不可抗力的原因外，任何一方不履行合同，都要承担违约责任。"
    assert only(text)["force_majeure"].strength is Strength.WEAK


def test_a_body_says_what_its_heading_announces() -> None:
    tag = tags_of((None, "保险", "保险\n由乙方为货物办妥全部手续并承担其支出。"))["insurance"]
    assert (tag.strength, tag.reason) == (Strength.OPERATIVE, "heading")


def test_a_heading_above_counts_where_the_body_says_nothing_stronger() -> None:
    chapter = (None, "违约责任", "违约责任")
    plain = tags_of(chapter, (0, "", "因一方原因造成停工的。"))
    assert plain["breach_liability"].reason == "heading"
    stronger = tags_of(chapter, (0, "", "争议提交北京仲裁委员会仲裁。"))
    assert "breach_liability" not in stronger


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


def test_a_duty_stands_though_details_are_left_to_another_text() -> None:
    told = only("用户信息只能用于完成工单，不得外泄，具体要求以双方另行签订的协议为准。")
    assert told["personal_information"].strength is Strength.OPERATIVE
    priced = only("商家应当缴存保证金5000元，具体见公示的规则。")
    assert priced["deposit_guarantee"].strength is Strength.OPERATIVE


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
    "text", ["发生争议的，双方协商解决。", "争议由双方另行协商，协商不成的，由法院管辖。"]
)
def test_disputes_settled_by_talks_or_in_a_forum_are_a_provision(text: str) -> None:
    assert only(text)["dispute_resolution"].strength is Strength.OPERATIVE


def test_an_amendment_by_later_agreement_is_a_provision() -> None:
    tag = only("本合同未尽事宜，双方另行签订补充协议。")["amendment"]
    assert tag.strength is Strength.OPERATIVE


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


def test_an_address_in_the_preamble_is_no_clause_on_notices() -> None:
    address = "联系人：王某，电子邮箱：wang@example.com"
    preamble = as_part(ClauseKind.PREAMBLE, address)["notices"]
    assert preamble.strength is Strength.CANDIDATE
    assert as_part(ClauseKind.CLAUSE, address)["notices"].strength is Strength.OPERATIVE


def test_a_title_over_the_whole_document_announces_nothing() -> None:
    rows: list[tuple[int | None, str, str]] = [(None, "保修服务合同", "保修服务合同")]
    rows += [(0, "", "自交付之日起为期三年。") for _ in range(12)]
    assert "warranty" not in tags_of(*rows)
    assert "warranty" in tags_of(*rows[:3])  # a heading like any other


def test_a_heading_in_brackets_is_no_part_of_the_body() -> None:
    (clause,) = outline((None, "个人信息", "【个人信息】我们按照附件处理您的个人信息。"))
    assert clause.body == "我们按照附件处理您的个人信息。"


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("产品须真空防锈包装，每箱附产品合格证。", "packaging"),
        ("买方付清价款之前，设备所有权属于卖方。", "title_risk"),
        ("更换的备件均为原厂全新件，旧件返还甲方。", "spare_parts"),
        ("人为损坏不在保修之列。", "service_exclusions"),
    ],
)
def test_what_sales_and_maintenance_regulate_besides_is_found(text: str, clause_type: str) -> None:
    assert only(text)[clause_type].strength is Strength.OPERATIVE


def test_a_termination_that_something_follows_from_gives_no_right_to_terminate() -> None:
    tag = only("因此解除合同的，乙方应当赔偿损失。")["termination"]
    assert tag.strength is not Strength.OPERATIVE


def test_goods_with_a_count_are_a_quantity() -> None:
    tag = only("1. 笔记本电脑 40 台，型号 ZY-14P，单价 6,280 元；")["quantity"]
    assert tag.strength is Strength.OPERATIVE


def test_the_clause_under_the_types_own_heading_is_the_surest() -> None:
    sentence = "每逾期一日支付违约金。"
    headed = tags_of((None, "违约金", f"违约金\n{sentence}"))["liquidated_damages"]
    assert headed.score > only(sentence)["liquidated_damages"].score


def test_several_different_words_are_surer_than_one_said_twice() -> None:
    several = only("逾期一日按千分之一支付违约金，并支付滞纳金。")["liquidated_damages"]
    twice = only("应支付违约金，违约金不退。")["liquidated_damages"]
    assert several.score > twice.score


def test_parties_are_surest_in_the_preamble() -> None:
    named = "甲方：某某公司\n乙方：另一公司"
    preamble = as_part(ClauseKind.PREAMBLE, named)["parties"]
    signature = as_part(ClauseKind.SIGNATURE, named)["parties"]
    assert preamble.score > signature.score


def test_a_fallback_type_gives_way_to_a_more_specific_one() -> None:
    assert "rights_obligations" in only("乙方应妥善对待来访人员。")
    assert "rights_obligations" not in only("乙方应对商业秘密保密。")


def test_parts_of_a_policy_are_found_in_policies_only() -> None:
    sentence = "本制度适用于公司全体售后人员。"
    assert "policy_scope" not in only(sentence)
    policy = tags_of(
        (None, "编制目的", "编制目的\n提高服务质量。"),
        (None, "组织机构", "组织机构\n设立售后服务小组。"),
        (None, "持续改进", "持续改进\n每年修订。"),
        (None, "适用范围", f"适用范围\n{sentence}"),
    )
    assert policy["policy_scope"].strength is Strength.OPERATIVE


RETENTION = "我们在实现目的所必需的最短期限内保存您的个人信息。"


def test_parts_of_a_privacy_policy_are_found_in_privacy_policies() -> None:
    policy = tags_of(
        (None, "信息的收集", "信息的收集\n您注册时，我们收集您的手机号等个人信息。"),
        (None, "信息的共享", "信息的共享\n未经同意，我们不会向第三方提供您的个人信息。"),
        (None, "您的权利", "您的权利\n您可以查阅、更正、删除您的个人信息，也可以注销账号。"),
        (None, "Cookie", "Cookie\n我们用 Cookie 记住您的登录状态，您可以清除 Cookie。"),
        (None, "信息的保存", f"信息的保存\n{RETENTION}"),
    )
    assert policy["privacy_retention"].strength is Strength.OPERATIVE


def test_a_contract_that_also_speaks_of_personal_information_is_no_privacy_policy() -> None:
    contract = outline(
        (None, "服务内容", "服务内容\n乙方为甲方的家用电器用户提供安装、维修和退换货服务。" * 8),
        (None, "联系我们", "联系我们\n甲方联系电话见附件，双方指定专人联络。"),
        (None, "信息安全", f"信息安全\n{RETENTION}乙方应对用户的个人信息加密。"),
        (None, "违约责任", "违约责任\n乙方泄露用户隐私的，支付违约金10000元。" * 2),
    )
    found = {tag.clause_type for tags in tag_clauses(contract).values() for tag in tags}
    assert not {name for name in found if name.startswith("privacy_")}


def test_a_clause_that_says_nothing_known_has_no_tags() -> None:
    assert tag_clauses(outline((None, "", "（以下无正文）"))) == {"1.0": ()}


def test_what_a_list_of_definitions_defines_is_provided_for_elsewhere() -> None:
    defined = "竣工日期：指在协议书中约定的日期。\n签约合同价：合同总价为协议书中写明的金额。"
    found = tags_of((None, "词语定义", f"词语定义\n{defined}"))
    assert found["definitions"].strength is Strength.OPERATIVE
    assert {name for name, tag in found.items() if tag.strength is Strength.OPERATIVE} == {
        "definitions"
    }


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
