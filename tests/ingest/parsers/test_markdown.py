import pytest

from contracts.document import Block, BlockKind
from contracts.errors import EmptyFile
from ingest.parsers.markdown import parse


def blocks(source: str) -> tuple[Block, ...]:
    return parse(source.encode()).blocks


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


def test_front_matter_is_no_text_and_may_give_the_title() -> None:
    read = parse("---\ntitle: '采购合同'\ntags: [a]\n---\n\n# 合同\n".encode())
    assert read.title == "采购合同"
    assert [block.text for block in read.blocks] == ["合同"]


def test_headings_keep_their_level_and_lose_their_marks() -> None:
    assert [(block.kind, block.level, block.text) for block in blocks("## 第一条 **标的**\n")] == [
        (BlockKind.HEADING, 1, "第一条 标的")
    ]


def test_typed_list_numbers_stay_in_the_text() -> None:
    source = "1. 交货\n   - 地点\n2. 付款\n\n中间\n\n5. 验收\n7. 质保\n"
    assert texts(source) == ["1. 交货", "地点", "2. 付款", "中间", "5. 验收", "7. 质保"]


def test_a_list_numbered_alike_counts_up_as_it_is_printed() -> None:
    assert texts("1) a\n1) b\n1) c\n") == ["1) a", "2) b", "3) c"]


def test_chinese_lines_are_paragraphs() -> None:
    source = "出现以下情形时终止：  \n（一）协议一致；  \n（二）期限届满；\n（三）其他。\n"
    assert texts(source) == [
        "出现以下情形时终止：",
        "（一）协议一致；",
        "（二）期限届满；",
        "（三）其他。",
    ]


def test_wrapped_lines_are_joined() -> None:
    assert texts("The Supplier shall\ndeliver the goods.\n") == [
        "The Supplier shall deliver the goods."
    ]
    long = "甲方应当在收到乙方开具的合法有效的增值税专用发票之后的三十个工作日以内向乙方指定"
    assert texts(f"{long}\n的账户支付全部价款。\n") == [f"{long}的账户支付全部价款。"]


def test_tables_keep_cells_beyond_the_head() -> None:
    (table,) = blocks("| 违约 | 金额 |\n|---|---|\n| 迟延<br>交货 | 100 | 元 |\n")
    assert table.kind is BlockKind.TABLE
    assert table.text == "违约\t金额\t\n迟延 交货\t100\t元"
    assert table.table[1][0].text == "迟延\n交货"


def test_what_commonmark_would_swallow_stays_text() -> None:
    assert texts("[甲方]: 某某公司\n") == ["[甲方]: 某某公司"]
    assert texts("签字：\n\n______\n") == ["签字：", "______"]
    assert texts("    缩进的正文\n") == ["缩进的正文"]
    assert [block.kind for block in blocks("正文\n---\n")] == [BlockKind.PARAGRAPH]


def test_html_and_code_in_it_are_read() -> None:
    assert texts("<div><p>第一条</p></div>\n\n```\n第二条\n```\n") == ["第一条", "第二条"]


@pytest.mark.parametrize("source", ["", "---\ntitle: x\n---\n", "\n\n---\n"])
def test_nothing_to_read_is_an_empty_file(source: str) -> None:
    with pytest.raises(EmptyFile):
        blocks(source)
