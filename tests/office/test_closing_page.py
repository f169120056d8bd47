"""The closing page of a print: what a reader must know stands behind the last page."""

from docx_parts import docx, paragraph

from ingest.parsers import docx as parser
from office.closing_page import with_closing_page


def test_the_lines_stand_behind_all_that_was_there() -> None:
    made = with_closing_page(docx(paragraph("甲方付款。")), "比对说明", ["第 1 页识别不清。\x0b"])
    texts = [block.text for block in parser.parse(made).blocks]
    assert texts == ["甲方付款。", "比对说明", "第 1 页识别不清。"]
