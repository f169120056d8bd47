"""Evidence: of all that speaks for a verdict, what a lawyer would quote stands first."""

import pytest

from contracts.clause import Strength, Tag, TagSource
from contracts.document import Block, BlockKind, ParsedFile
from ingest.reading import understand
from review.checklist import SHIPPED
from review.gaps import find_gaps
from review.quotes import without_heading, without_number
from webapp.cli.tagged_file import document_of

SALE = """备件买卖合同
买方：河西水泥有限公司
卖方：东海机电有限公司
第一条 价款
1.1 市场价格下降超过5%的，双方重新议价。
1.2 总价为人民币152,000元，包含运费。
第二条 交付
2.1 卖方应在发货前一日通知收货人，并说明交货安排。
2.2 卖方应在合同生效后20日内将货物送至买方仓库。
第三条 争议
因本合同发生争议的，双方协商解决；协商不成的，向买方所在地人民法院起诉。
第四条 保密
双方对履行中知悉的对方商业秘密负有保密义务，不得向第三人披露。
第五条 违约责任
卖方违反保密义务的，赔偿损失。
"""


WARRANTY = """热水器保修政策
一、保修期
自购买之日起两年内，水箱漏水的，我们免费维修或者更换。
二、保修限制
1. 由其他单位维修、保养过的；
2. 未按说明书维护、更换镁棒的。
三、退货与换货
情形	时间	退货	换货
尚未安装	自签收之日起十五日	可以退货	可以换货
"""


def quoted(text: str, checklist: str = "sale_purchase", *, marked: str = "") -> dict[str, str]:
    """The first quotation for each item; ``marked`` is what a person says the price is in."""
    lines = enumerate(text.splitlines())
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in lines)
    read = understand(ParsedFile(blocks, "test 1"), 1, "合同.txt")
    tags = {clause: list(held) for clause, held in read.tags.items()}
    for clause in read.clauses:
        if marked and marked in clause.text:
            tags[clause.id] = [Tag("price", 1.0, TagSource.PERSON, Strength.OPERATIVE, "person")]
    document = document_of({fact.field: fact.value for fact in read.facts})
    found = find_gaps(SHIPPED[checklist], document, read.clauses, tags)
    return {each.item.id: each.evidence[0].quote for each in found if each.evidence}


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("price", "152,000元"),
        ("delivery", "20日内将货物送至"),
        ("dispute_resolution", "人民法院起诉"),
        ("confidentiality", "不得向第三人披露"),
    ],
)
def test_the_sentence_that_provides_is_quoted_before_those_that_speak_of_it(
    item: str, words: str
) -> None:
    assert words in quoted(SALE)[item]


def test_what_a_person_marked_is_quoted_before_all_else() -> None:
    assert "市场价格" in quoted(SALE, marked="市场价格")["price"]


@pytest.mark.parametrize(
    ("clause", "sentence", "numberless", "headingless"),
    [
        ("第五条 保修\n保修期为二十四个月。", "保修期为二十四个月。", "保修期为二十四个月。", None),
        ("第五条 保修\n保修期为二十四个月。", "第五条 保修", "保修", ""),
        ("1、10日内付款。另行通知。", "10日内付款。", "10日内付款。", None),
        ("1、付款。10日内付清。", "10日内付清。", "10日内付清。", None),
        (
            "第二条 标的：空压机两台。",
            "第二条 标的：空压机两台。",
            "标的：空压机两台。",
            "空压机两台。",
        ),
    ],
)
def test_a_quotation_loses_its_number_and_heading_and_no_other_letter(
    clause: str, sentence: str, numberless: str, headingless: str | None
) -> None:
    lines = ["合同", *clause.split("\n")]
    blocks = tuple(Block(at, BlockKind.PARAGRAPH, line) for at, line in enumerate(lines))
    read = understand(ParsedFile(blocks, "test 1"), 1, "合同.txt").clauses
    (quoted_from,) = (each for each in read if sentence in each.text)
    assert without_number(quoted_from, sentence) == numberless
    expected = numberless if headingless is None else headingless
    assert without_heading(quoted_from, sentence) == expected


def test_what_is_excluded_is_no_evidence_of_what_is_covered() -> None:
    found = quoted(WARRANTY, "warranty_terms")
    assert "免费维修" in found["coverage"]
    assert "镁棒" in found["exclusions"]


def test_of_a_table_a_row_is_quoted_and_not_its_head() -> None:
    assert "十五日" in quoted(WARRANTY, "warranty_terms")["cancellation"]
