import pytest

from contracts.document import BlockKind
from contracts.errors import EmptyFile
from ingest.parsers.text import parse

WRAPPED = """\
                         SUPPLY AGREEMENT

1. Delivery. The Supplier shall deliver the goods to the place named in the
order within thirty days of its receipt, and shall bear the cost of their
carriage and insurance until they have been accepted.

2. Price. The price is set forth in Exhibit A and may be changed only by an
agree-
ment in writing; the agreement may be made by electronic mail.

     (a) The Customer shall pay within sixty days of the invoice and without
any deduction.
"""


def texts(source: str, encoding: str = "utf-8") -> list[str]:
    return [block.text for block in parse(source.encode(encoding)).blocks]


def test_a_line_is_a_paragraph() -> None:
    assert texts("采购合同\n\n　　第一条　标的\r\n第二条 数量\r") == [
        "采购合同",
        "第一条　标的",
        "第二条 数量",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    assert texts(WRAPPED) == [
        "SUPPLY AGREEMENT",
        "1. Delivery. The Supplier shall deliver the goods to the place named in the order within "
        "thirty days of its receipt, and shall bear the cost of their carriage and insurance until "
        "they have been accepted.",
        "2. Price. The price is set forth in Exhibit A and may be changed only by an agree-ment in "
        "writing; the agreement may be made by electronic mail.",
        "(a) The Customer shall pay within sixty days of the invoice and without any deduction.",
    ]


def test_hard_wrapped_chinese_is_joined_without_spaces() -> None:
    line = "甲方应当在收到乙方开具的合法有效的增值税专用发票之后三十个工作日"
    source = "\n".join([f"　　{line}"] + [f"{line}以内"] * 5 + ["付清。", "　　第二条　完。"])
    first, second = texts(source)
    assert first == line + f"{line}以内" * 5 + "付清。"
    assert second == "第二条　完。"


def test_short_articles_wrapped_at_an_edge_are_joined_around_page_heads() -> None:
    text = (
        "电梯保养合同\n"
        "甲方：青禾置业有限公司\n"
        "    甲乙双方就甲方电梯的维护保养事宜，经协商一致，订立本\n"
        "合同。\n"
        "第一条\n"
        "１．甲方委托乙方保养的电梯共计六台，位于杭州市余杭区文一\n"
        "西路。\n"
        "２．保养费总价人民币壹拾肆万肆仟元，甲方应当在收到增值税\n"
        "专用发票后十日内支付。\n"
        "                                                   第 1 页 共 2 页\n"
        "第二条\n"
        "１．乙方应当每十五日至少保养一次，保养人员应当填写保养记\n"
        "录并存档；\n"
        "２．乙方在接到困人报告以后，保养人员应当在三十分钟以内到\n"
        "达现场。\n"
        "第三条\n"
        "因本合同发生的争议，双方应当协商解决，协商不成的，提交杭\n"
        "州仲裁委员会。\n"
    )
    shown = texts(text)
    assert "２．保养费总价人民币壹拾肆万肆仟元，甲方应当在收到增值税专用发票后十日内支付。" in shown
    assert "第 1 页 共 2 页" in shown
    assert shown[-2:] == [
        "第三条",
        "因本合同发生的争议，双方应当协商解决，协商不成的，提交杭州仲裁委员会。",
    ]


def test_lines_that_say_which_page_it_is_are_no_text() -> None:
    page = "第 {} 页 共 3 页\n第{}条\n甲方应当按期付款。\n"
    source = "".join(page.format(number, "一二三"[number - 1]) for number in (1, 2, 3))
    assert texts(source) == [
        "第一条",
        "甲方应当按期付款。",
        "第二条",
        "甲方应当按期付款。",
        "第三条",
        "甲方应当按期付款。",
        "第 1 页 共 3 页",
    ]


def test_a_long_line_is_parted_where_spaces_stand_for_paragraphs() -> None:
    clause = "The Supplier shall deliver the goods to the place named in the order. " * 3
    assert texts(f"RECITALS   {clause}   TERMS   {clause}") == [
        "RECITALS",
        clause.strip(),
        "TERMS",
        clause.strip(),
    ]


def test_bullets_are_list_items() -> None:
    (block,) = parse("  • 上传时间".encode()).blocks
    assert (block.kind, block.text) == (BlockKind.LIST_ITEM, "上传时间")


def test_a_table_drawn_with_box_characters_is_a_table() -> None:
    drawn = (
        "　┌────┬───┐\n"
        "　│货物　　│数量　│\n"
        "　│名称　　│　　　│\n"
        "　├────┼───┤\n"
        "　│空　调　│2 台　│\n"
        "　└────┴───┘\n"
        "　　第二条\n"
    )
    table, paragraph = parse(drawn.encode()).blocks
    assert table.kind is BlockKind.TABLE
    assert [[cell.text for cell in row] for row in table.table] == [
        ["货物\n名称", "数量"],
        ["空调", "2台"],
    ]
    assert paragraph.text == "第二条"


def test_page_feet_do_not_cut_sentences_in_two() -> None:
    foot = "Source: ACME INC., 10-K, 1/15/2020"
    pages = [
        "The Supplier shall deliver the",
        f"goods.\n{foot}\nPrice.",
        "The price is due on",
        "the",
    ]
    source = f"\n{foot}\n\n3\n".join([*pages, "first of May."])
    read = parse(source.encode()).blocks
    assert [block.text for block in read if block.kind is not BlockKind.FOOTER] == [
        "The Supplier shall deliver the goods.",
        "Price.",
        "The price is due on the first of May.",
    ]
    assert [block.text for block in read if block.kind is BlockKind.FOOTER] == [foot, "3"]


def test_what_recurs_between_sentences_is_kept_in_its_place() -> None:
    form = "甲方（盖章）：\n日期：\n" * 4
    assert texts(form) == ["甲方（盖章）：", "日期："] * 4


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert texts("第一条 甲方向乙方支付货款", encoding) == ["第一条 甲方向乙方支付货款"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff　".encode("utf-16")])
def test_nothing_to_read_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        parse(data)
