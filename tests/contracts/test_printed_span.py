"""Every character of a passage is found again in its clause as printed."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.document import Block, BlockKind
from contracts.passages import passages_of, printed_span
from contracts.structure.segmentation import segment
from contracts.text import fold

PIECES = st.sampled_from(
    [
        "甲　方",
        "應(yīng)当",
        "支付",
        "______",
        "────────",
        "第一条 质量",
        "＿＿＿＿＿",
        " ",
        "……………………",
        "12 元",
        "，",
        "Ａ",
        "保密。",
        "(a)",
    ]
)
LINE = st.lists(PIECES, min_size=1, max_size=12).map("".join)


@given(st.lists(LINE, min_size=1, max_size=5))
def test_a_passage_points_at_its_own_characters(lines: list[str]) -> None:
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))
    clauses = {clause.id: clause for clause in segment(blocks, 1)}
    for passage in passages_of(tuple(clauses.values())):
        clause = clauses[passage.clause_id]
        reached = 0
        for at, character in enumerate(passage.text):
            start, end = printed_span(passage, clause, at, at + 1)
            printed = clause.text[start:end]
            assert fold(printed) == character or (printed in "─…" and character == "_")
            assert start >= reached
            reached = end


def test_a_line_drawn_across_the_page_is_taken_whole() -> None:
    lines = "第一条 备注", "─" * 500 + "以下由乙方填写。"  # for ever, parted in every way
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))
    assert passages_of(segment(blocks, 1))[-1].text.endswith("以下由乙方填写。")
