"""A version's text as it is printed: numbers in their own column, nothing left out."""

from contracts.document import Block, BlockKind, Cell, NumberSource, document_text
from contracts.structure.segmentation import segment
from webapp.pages.reading_text import Section, sections_of


def printed(*blocks: Block, marks: tuple[tuple[int, int], ...] = ()) -> tuple[Section, ...]:
    return sections_of(blocks, segment(blocks, 1), {}, marks)


def paragraphs(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))


def test_number_heading_and_text_are_set_apart() -> None:
    lines = ("买卖合同", "第一条 违约责任", "逾期交货的，应支付违约金。", "第二条 价款", "一万元。")
    sections = printed(*paragraphs(*lines))
    clause = next(s for s in sections if s.clause and s.clause.number_label == "第一条")
    assert clause.pieces[0].label == "第一条"
    assert "".join(run.text for run in clause.pieces[0].heading) == "违约责任"
    assert "".join(run.text for run in clause.pieces[1].text) == lines[2]


def test_every_character_but_numbers_and_spaces_is_printed() -> None:
    blocks = paragraphs("买卖合同", "甲方：某某公司", "第一条 标的", "（一）空调；", "（二）冰箱。")
    shown = "".join(
        piece.label + "".join(run.text for run in (*piece.heading, *piece.text))
        for section in printed(*blocks)
        for piece in section.pieces
    )
    assert "".join(shown.split()) == "".join(document_text(blocks).split())


def test_an_automatic_number_is_printed_once() -> None:
    blocks = (
        Block(0, BlockKind.PARAGRAPH, "标的", "第一条", NumberSource.AUTOMATIC),
        Block(1, BlockKind.PARAGRAPH, "空调两台。"),
    )
    pieces = [piece for section in printed(*blocks) for piece in section.pieces]
    assert pieces[0].label == "第一条"
    assert "第一条" not in "".join(run.text for run in (*pieces[0].heading, *pieces[0].text))


def test_words_in_a_table_are_marked_in_their_cell() -> None:
    table = ((Cell("项目"), Cell("金额")), (Cell("空调"), Cell("一万元")))
    text = "项目\t金额\n空调\t一万元"
    block = Block(0, BlockKind.TABLE, text, table=table)
    start = text.index("一万元")
    (section,) = printed(block, marks=((start, start + 3),))
    cells = [cell for row in section.pieces[0].table for cell in row]
    assert [cell.runs[0].marked for cell in cells] == [False, False, False, True]


def test_text_outside_the_clauses_is_printed_where_it_stands() -> None:
    blocks = (
        Block(0, BlockKind.HEADER, "公司文件"),
        Block(1, BlockKind.PARAGRAPH, "第一条 标的"),
        Block(2, BlockKind.PARAGRAPH, "空调两台。"),
    )
    first = printed(*blocks)[0]
    assert "".join(run.text for run in first.pieces[0].text) == "公司文件"


def test_a_clause_whose_blocks_are_not_kept_is_printed_by_its_own_text() -> None:
    blocks = paragraphs("前言。", "第一条 标的", "空调两台。")
    clauses = segment(blocks, 1)
    start = document_text(blocks).index("空调")
    kept = sections_of(blocks, clauses, {}, ((start, start + 2),))
    sections = sections_of((), clauses, {}, ((start, start + 2),))
    shown = ["".join(piece.label for piece in section.pieces) for section in sections]
    assert shown == ["".join(piece.label for piece in section.pieces) for section in kept]
    runs = [run for section in sections for piece in section.pieces for run in piece.text]
    assert [run.text for run in runs if run.marked] == ["空调"]
