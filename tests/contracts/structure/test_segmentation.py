"""Blocks become the clause tree that a careful reader would draw."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.clause import Clause, ClauseKind
from contracts.document import Block, BlockKind, NumberSource, document_text
from contracts.structure.segmentation import segment

OUTLINES = sorted((Path(__file__).parent / "outlines").glob("*.yaml"))


def blocks_of(text: str) -> list[Block]:
    """One block a line; "#" marks what a parser would find to be a heading."""
    blocks = []
    for order, line in enumerate(text.splitlines()):
        mark = re.match(r"(#+) ", line)
        if mark:
            level = len(mark[1]) - 1
            blocks.append(Block(order, BlockKind.HEADING, line[mark.end() :], level=level))
        else:
            blocks.append(Block(order, BlockKind.PARAGRAPH, line))
    return blocks


def outline_of(clauses: tuple[Clause, ...]) -> str:
    """Kind (but of plain clauses), number path, label and heading, indented by depth."""
    return "\n".join(_outline_lines(clauses)) + "\n"


def _outline_lines(clauses: tuple[Clause, ...]) -> Iterator[str]:
    depths: dict[str, int] = {}
    for clause in clauses:
        depth = depths[clause.parent] + 1 if clause.parent else 0
        depths[clause.id] = depth
        kind = "" if clause.kind is ClauseKind.CLAUSE else clause.kind.value
        path = ".".join(clause.number_path) if clause.number_label else ""
        words = " ".join(filter(None, (kind, path, clause.number_label, clause.heading)))
        yield "  " * depth + (words or ".")


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.stem)
def test_the_outline_is_what_a_reader_would_draw(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert outline_of(segment(blocks_of(case["text"]), 7)) == case["outline"]


def automatic(order: int, label: str, text: str, level: int = 0) -> Block:
    return Block(order, BlockKind.LIST_ITEM, text, label, NumberSource.AUTOMATIC, level)


def test_words_own_numbers_count_like_typed_ones() -> None:
    blocks = [
        Block(0, BlockKind.PARAGRAPH, "维修合同"),
        automatic(1, "第一条", "服务内容"),
        automatic(2, "1.1", "定期巡检。", 1),
        automatic(3, "1.2", "故障维修：", 1),
        automatic(4, "(1)", "机械故障；"),
        automatic(5, "(2)", "电气故障。"),
        automatic(6, "第二条", "费用"),
        automatic(7, "1", "按次结算。", 1),
        automatic(8, "2", "月底开票。", 1),
        automatic(9, "•", "含税。", 2),
    ]
    clauses = segment(blocks, 7)
    assert outline_of(clauses).splitlines() == [
        "preamble",
        "1 第一条 服务内容",
        "  1.1 1.1",
        "  1.2 1.2 故障维修",
        "    1.2.1 (1)",
        "    1.2.2 (2)",
        "2 第二条 费用",
        "  2.1 1",
        "  2.2 2",
    ]
    assert clauses[-1].text == "2 月底开票。\n• 含税。"
    assert clauses[1].text == "第一条 服务内容"


def test_numbers_that_word_prints_half_in_chinese_are_decimals() -> None:
    rows = [
        ("第一条", "仓储物"),
        ("一.1", "以入库单为准。"),
        ("一.2", "下列情形："),
        ("（1）", "破损。"),
    ]
    rows += [("第二条", "费用"), ("二.1", "按月支付。")]
    clauses = segment([automatic(order, *row) for order, row in enumerate(rows)], 7)
    paths = [".".join(clause.number_path) for clause in clauses]
    assert paths == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_names_and_addresses_among_english_signatures_are_no_clauses() -> None:
    text = "1. Scope\nBolts.\n2. Price\nAs listed.\nBy: ______\n# 12 Canal Street\nLeeds\n"
    clauses = segment(blocks_of(text + "# Notes\n" + "These notes explain the prices. " * 4), 7)
    assert [clause.heading for clause in clauses] == ["Scope", "Price", "", "Notes"]


def test_a_list_in_a_list_is_told_by_its_depth_even_with_equal_numbers() -> None:
    rows = [("1. Service", 0), ("1. Access.", 1), ("2. Support.", 1), ("2. Fees", 0)]
    rows += [("1. Invoices.", 1), ("2. Taxes.", 1)]
    blocks = [
        Block(order, BlockKind.LIST_ITEM, text, level=level)
        for order, (text, level) in enumerate(rows)
    ]
    paths = [".".join(clause.number_path) for clause in segment(blocks, 7)]
    assert paths == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_headers_and_footers_never_begin_a_clause() -> None:
    blocks = [
        Block(0, BlockKind.HEADER, "第一条 页眉"),
        Block(1, BlockKind.PARAGRAPH, "第一条 总则"),
        Block(2, BlockKind.FOOTER, "2. 页脚"),
        Block(3, BlockKind.PARAGRAPH, "第二条 附则"),
    ]
    assert [clause.blocks for clause in segment(blocks, 7)] == [(1,), (3,)]


def test_table_rows_stay_with_the_clause_they_follow() -> None:
    blocks = [
        Block(0, BlockKind.PARAGRAPH, "第一条 清单"),
        Block(1, BlockKind.TABLE, "1.\t打印机\t10台\n2.\t硒鼓\t20个"),
        Block(2, BlockKind.PARAGRAPH, "第二条 价款"),
    ]
    first, second = segment(blocks, 7)
    assert first.blocks == (0, 1)
    assert second.number_label == "第二条"


def test_a_block_with_line_breaks_may_hold_several_clauses() -> None:
    blocks = [Block(0, BlockKind.PARAGRAPH, "第一条 标的\n打印机。\n第二条 价款\n一万元。")]
    assert [clause.heading for clause in segment(blocks, 7)] == ["标的", "价款"]


def test_nothing_gives_no_clauses() -> None:
    assert segment([], 7) == ()
    assert segment([Block(0, BlockKind.PARAGRAPH, " \n ")], 7) == ()


def test_reading_again_gives_the_same_ids() -> None:
    blocks = blocks_of("第一条 甲\n1、乙\n2、丙\n第二条 丁")
    assert segment(blocks, 7) == segment(blocks, 7)
    assert [clause.id for clause in segment(blocks, 7)] == ["7.0", "7.1", "7.2", "7.3"]


LINES = """
第一条 总则
第三条 违约责任：赔偿。
一、服务
（一）内容
1、甲；2、乙；3、丙
1.1 范围
(a) first;
(i) second;
Section 2.01 Scope. The
ARTICLE II
附件一：清单
目录
甲方（盖章）：
合同
违约责任……12
第一章 总则……1
双方达成如下协议：
乙方应当按期交付货物，逾期支付违约金。
""".splitlines()
random_blocks = st.lists(
    st.tuples(
        st.sampled_from([BlockKind.PARAGRAPH] * 6 + [BlockKind.HEADING, BlockKind.TABLE]),
        st.sampled_from(LINES) | st.text(max_size=30).filter(lambda text: "©" not in text),
    ),
    max_size=25,
)


@pytest.mark.parametrize(
    "line",
    [
        "立合約書人：",
        "Signed for Alpha Ltd          Signed for Beta GmbH",
        "Executed as a deed by Alpha",
    ],
)
def test_lines_that_parties_sign_on_belong_to_no_clause(line: str) -> None:
    clauses = segment(blocks_of(f"第一條 標的\n電梯一部。\n第二條 份數\n一式二份。\n{line}"), 7)
    assert (clauses[-1].kind, clauses[-1].text) == (ClauseKind.SIGNATURE, line)


def test_a_heading_in_traditional_characters_is_one_like_in_simplified() -> None:
    clauses = segment(blocks_of("第一條　保養標的\n電梯六部。\n第二條　期間\n共計二年。"), 7)
    assert [clause.heading for clause in clauses] == ["保養標的", "期間"]


@given(random_blocks)
@example([(BlockKind.PARAGRAPH, "ARTICLE II"), (BlockKind.PARAGRAPH, "À")])
def test_clauses_are_slices_in_order_and_nothing_else_is_lost(
    rows: list[tuple[BlockKind, str]],
) -> None:
    blocks = [Block(order, kind, text, level=0) for order, (kind, text) in enumerate(rows)]
    text = document_text(tuple(blocks))
    clauses = segment(blocks, 7)
    end = 0
    left_out = ""
    for order, clause in enumerate(clauses):
        assert clause.order == order
        assert clause.text == text[clause.span.start : clause.span.end] == clause.span.exact
        assert clause.span.start >= end
        left_out += text[end : clause.span.start]
        end = clause.span.end
    left_out += text[end:]
    kept = "".join("".join(clause.text.split()) for clause in clauses)  # items are cut apart
    for line in filter(None, map(str.strip, left_out.split("\n"))):
        # A table of contents, nothing else: no line here is a sign of a site's frame.
        assert "".join(line.split()) in kept or "目录" in text or "……" in line
    known = {clause.id for clause in clauses}
    assert all(clause.parent is None or clause.parent in known for clause in clauses)


@pytest.mark.parametrize(
    "text",
    [
        "1、" * 50_000,
        "(a" * 100_000,
        "第" * 200_000,
        "1.1" * 60_000,
        "甲 " * 100_000,
        "...." * 50_000,
    ],
    ids=lambda text: text[:3],
)
def test_a_line_of_nothing_but_beginnings_is_read_in_one_go(text: str) -> None:
    (clause,) = segment([Block(0, BlockKind.PARAGRAPH, text)], 7)
    assert clause.text == text.rstrip()
