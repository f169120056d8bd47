"""Tagging: what is a provision, what only touches a type, and on which words it rests."""

from dataclasses import replace

import pytest
from tagged_clauses import only, outline, tags_of

from contracts.clause import ClauseKind, Strength, Tag, TagSource
from contracts.tagging import tag_clauses


def as_part(kind: ClauseKind, text: str) -> dict[str, Tag]:
    (clause,) = outline((None, "", text))
    tags = tag_clauses([replace(clause, kind=kind)])
    return {tag.clause_type: tag for tag in tags[clause.id]}


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
        ("备件应当是全新的，符合图纸和附件二《技术协议》的要求。", "quality_standard"),
        ("从2025年6月起做两年。", "term"),
        ("乙方供的零件管一年，坏了白换。", "warranty"),
        ("扣款累计以全年费用百分之二十為上限。", "liability_limitation"),
        ("Either party may end it on ninety days' notice.", "termination"),
        ("Changes are made in writing and signed.", "amendment"),
        ("Supplier does not pass the work on to others.", "assignment_subcontracting"),
        ("Both sides keep what they learn to themselves.", "confidentiality"),
        ("工期：设备进场至拆除完毕。", "term"),
        ("乙方接到报修电话的，次日上门维修。", "response_time"),
        ("买方付清货款之前，设备的所有权归卖方。", "title_risk"),
        ("The plan covers the equipment listed overleaf.", "subject_matter"),
        ("Written notice must be sent to the address overleaf.", "notices"),
        ("检修完成后，双方试运行并签字。", "acceptance"),
        ("乙方向甲方提供输送机6台。", "quantity"),
        ("乙方向甲方提供输送机6台。", "subject_matter"),
        ("品牌方授权服务站在本市负责净水机的安装和维修服务。", "subject_matter"),
        ("客服热线：400-123-4567", "parties"),
        ("您可以通过下列方式申请维修：拨打客服电话。", "after_sales_service"),
        ("如有调整，以最新公布的政策为准。", "rule_change"),
        ("压缩机以外的部件不享受三包。", "service_exclusions"),
        ("资质证书编号：____", "qualification_compliance"),
        ("This warranty is in lieu of all other warranties.", "service_exclusions"),
        ("After the termination of the order we delete your data.", "post_termination"),
        ("The order form takes precedence over these terms.", "entire_agreement_attachments"),
        ("质保期为验收合格之日起十二个月。", "warranty"),
        ("乙方在接到报修后4小时内响应，48小时内到场。", "response_time"),
        ("未经对方书面同意，任何一方不得转让本合同项下的权利。", "assignment_subcontracting"),
        ("双方对在履行中知悉的商业秘密负有保密义务。", "confidentiality"),
        ("試用期間不合格者，公司予以解僱。", "termination"),
        ("经销商连续三月不达标的，取消其经销资格。", "termination"),
        ("入住三天前取消的，退还房费的一半。", "termination"),
        ("租賃關係消滅後，甲方所留之證件影本應銷毀。", "post_termination"),
        ("解除本协议后十日内，双方办理更名。", "post_termination"),
        ("因丙方過失造成的安全事故由丙方負責。", "breach_liability"),
        ("员工应对公司的损害予以全额赔偿。", "breach_liability"),
        ("如有第三人受傷，與出租人無涉。", "liability_limitation"),
        ("逾時還車者，每小時加收一百元。", "liquidated_damages"),
        ("牆面損壞每處八百元。", "liquidated_damages"),
        ("货物件数当面点清。", "acceptance"),
        ("收货后三日内书面提出。", "acceptance"),
        ("送货单不全的，否则拒收。", "acceptance"),
        ("委托人有审核广告样稿的权利。", "performance_supervision"),
        ("个税之税额由合伙人自理。", "invoice_tax"),
        ("私自转让其份额的，视为退伙。", "assignment_subcontracting"),
        ("出租人應使車輛合於約定之使用狀態。", "quality_standard"),
        ("顧客發現異狀，應第一時間聯繫店家。", "information_sharing"),
        ("乙方逐件点验，甲方在单上签认。", "acceptance"),
        ("包装破损的，收货人可以拒绝收货。", "acceptance"),
        ("总部派督导巡店。", "performance_supervision"),
        ("所失利益，双方均不予赔付。", "liability_limitation"),
        ("毁约方退还已收的钱。", "breach_liability"),
        ("迟到一次扣二十元。", "liquidated_damages"),
        ("学员中途退学的，学费照退一半。", "termination"),
        ("散伙时，剩下的财产按出资分配。", "post_termination"),
        ("配方严禁外传。", "confidentiality"),
        ("函件寄往上列地址。", "notices"),
        ("加工件涂改无效。", "amendment"),
        ("乙方不得假手他人。", "assignment_subcontracting"),
        ("屋主应据实说明漏水情形。", "information_sharing"),
        ("司机须领有驾驶证。", "qualification_compliance"),
        ("含水率不高于一成二。", "quality_standard"),
        ("供货量可以上下浮动一成。", "quantity"),
        ("乙方承接甲方食堂的烹饪。", "subject_matter"),
        ("合作年限：伍年。", "term"),
        ("复印的合同即复印件无效。", "effectiveness_counterparts"),
        ("此前的协议作废。", "entire_agreement_attachments"),
        ("售价未税。", "invoice_tax"),
        ("月薪八千元。", "price"),
        ("房客要爱护家具。", "rights_obligations"),
        ("大货三十天内出货。", "delivery_performance"),
        ("按金兩個月，租約期滿無息發還。", "deposit_guarantee"),
        ("本會由 Ming Limited 於灣仔營運之書店。", "parties"),
        ("住客須對訪客造成之損壞負責。", "breach_liability"),
        ("任何一方提早終止，須一個月前告知。", "termination"),
        ("提交訂單即構成要約。", "effectiveness_counterparts"),
        ("會員須年滿 18 歲。", "qualification_compliance"),
        ("貨品於付款完成後方可發貨。", "delivery_performance"),
        ("課程改期請於兩日前辦理。", "amendment"),
        ("房間僅作住宅用途。", "rights_obligations"),
        ("This Agreement shall be governed by the laws of the State of New York.", "governing_law"),
        ("In no event shall either party be liable for punitive damages.", "liability_limitation"),
        ("Either party may terminate this Agreement upon thirty days notice.", "termination"),
    ],
)
def test_a_provision_is_operative(text: str, clause_type: str) -> None:
    tag = only(text)[clause_type]
    assert (tag.strength, tag.source, tag.reason) == (Strength.OPERATIVE, TagSource.RULE, "cue")


def test_a_right_that_is_not_exclusive_is_no_exclusivity() -> None:
    assert "exclusivity" not in only("Supplier appoints it as a non-exclusive distributor.")


def test_what_is_kept_for_a_schedule_leaves_the_rest_of_a_sentence_a_provision() -> None:
    found = only("Except as may be provided in a Schedule, X is Customer's exclusive provider.")
    assert found["exclusivity"].strength is Strength.OPERATIVE


def test_an_exclusive_place_of_jurisdiction_is_no_exclusivity() -> None:
    found = only("The exclusive place of jurisdiction is Bergen.")
    assert "non_compete_exclusivity" not in found


def test_a_box_that_arrives_undamaged_is_no_clause_on_packaging() -> None:
    found = only("在包装箱完好的情况下，箱内缺损由卖方补足。").get("packaging")
    assert found is None or found.strength is Strength.CANDIDATE


def test_a_line_that_says_what_is_not_covered_is_a_provision_and_no_heading() -> None:
    found = only("3. 滤芯不在保修范围内（含前置滤芯）")
    assert found["service_exclusions"].strength is Strength.OPERATIVE


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


def test_a_duty_stands_though_details_are_left_to_another_text() -> None:
    told = only("用户信息只能用于完成工单，不得外泄，具体要求以双方另行签订的协议为准。")
    assert told["personal_information"].strength is Strength.OPERATIVE
    priced = only("商家应当缴存保证金5000元，具体见公示的规则。")
    assert priced["deposit_guarantee"].strength is Strength.OPERATIVE


@pytest.mark.parametrize(
    "text", ["发生争议的，双方协商解决。", "争议由双方另行协商，协商不成的，由法院管辖。"]
)
def test_disputes_settled_by_talks_or_in_a_forum_are_a_provision(text: str) -> None:
    assert only(text)["dispute_resolution"].strength is Strength.OPERATIVE


def test_an_amendment_by_later_agreement_is_a_provision() -> None:
    tag = only("本合同未尽事宜，双方另行签订补充协议。")["amendment"]
    assert tag.strength is Strength.OPERATIVE


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


def test_what_is_spent_on_marketing_is_no_share_of_revenue() -> None:
    spent = "Distributor shall spend 3 % of net sales on marketing the Products."
    assert only(spent)["revenue_share"].strength is not Strength.OPERATIVE
    assert only("Distributor shall pay 3 % of net sales to Supplier.")["revenue_share"]


def test_a_clause_that_says_nothing_known_has_no_tags() -> None:
    assert tag_clauses(outline((None, "", "（以下无正文）"))) == {"1.0": ()}


def test_what_a_list_of_definitions_defines_is_provided_for_elsewhere() -> None:
    defined = "竣工日期：指在协议书中约定的日期。\n签约合同价：合同总价为协议书中写明的金额。"
    found = tags_of((None, "词语定义", f"词语定义\n{defined}"))
    assert found["definitions"].strength is Strength.OPERATIVE
    assert {name for name, tag in found.items() if tag.strength is Strength.OPERATIVE} == {
        "definitions"
    }
