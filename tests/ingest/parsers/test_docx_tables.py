"""Tables of a DOCX: cells that are merged, tables within tables, tables that are layout."""

from docx_parts import abstract, cell, docx, level, num, numbered, paragraph, row, table

from contracts.document import Block
from ingest.parsers.docx import parse


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return parse(docx(body, **parts)).blocks


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def test_a_merged_cell_stands_once_with_its_spans() -> None:
    wide = cell(paragraph("设备清单"), '<w:gridSpan w:val="2"/>')
    tall = cell(paragraph("空调"), '<w:vMerge w:val="restart"/>')
    below = cell(paragraph(""), "<w:vMerge/>")
    (block,) = blocks(
        table(row(wide), row(tall, cell(paragraph("2 台"))), row(below, cell(paragraph("3 台"))))
    )
    assert block.text == "设备清单\n空调\t2 台\n3 台"
    assert block.table[0][0].column_span == 2
    assert block.table[1][0].row_span == 2


def test_an_absurd_span_is_capped() -> None:
    wide = cell(paragraph("a"), '<w:gridSpan w:val="10000000"/>')
    (block,) = blocks(table(row(wide, cell(paragraph("b")))))
    assert block.table[0][0].column_span == 1000


def test_a_table_inside_a_table_is_read_once() -> None:
    inner = table(row(cell(paragraph("单价")), cell(paragraph("100"))))
    (block,) = blocks(table(row(cell(paragraph("货款")), cell(inner))))
    assert block.text == "货款\t单价 100"


def test_a_table_of_one_column_is_layout() -> None:
    assert texts(table(row(cell(paragraph("第一条") + paragraph("第二条"))))) == [
        "第一条",
        "第二条",
    ]


def test_numbers_in_cells_are_shown() -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    (block,) = blocks(
        table(
            row(cell(numbered("硬件")), cell(paragraph("10"))),
            row(cell(numbered("软件")), cell(paragraph("20"))),
        ),
        numbering=numbering,
    )
    assert block.text == "1. 硬件\t10\n2. 软件\t20"
