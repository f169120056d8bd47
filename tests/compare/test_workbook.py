"""The workbook of changes: a row a change, marked words, no formulas, what was not compared."""

from dataclasses import replace
from io import BytesIO

from compare_documents import side_of
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from compare.comparison import compare
from compare.workbook import changes_workbook
from contracts.document import Block, BlockKind, BlockSource
from contracts.recognition import RecognisedLine

HEADER = Block(9, BlockKind.HEADER, "=机密")


def workbook(old: str, new: str, language: str = "zh") -> Workbook:
    before, after = side_of(old), side_of(new)
    before = replace(before, blocks=[*before.blocks, HEADER])
    data = changes_workbook(compare(before, after), ("旧合同", "新合同"), language)
    return load_workbook(BytesIO(data), rich_text=True)


def marked(value: object) -> list[str]:
    assert isinstance(value, CellRichText)
    return [piece.text for piece in value if isinstance(piece, TextBlock)]


def test_the_words_taken_out_and_put_in_are_marked() -> None:
    (row,) = list(
        workbook("1. 甲方应当在30日内付款。", "1. 甲方应当在60日内付款。")["变更"].values
    )[1:]
    assert row[:3] == (1, "修改", "是")
    assert (marked(row[6]), marked(row[7])) == (["30日"], ["60日"])


def test_what_looks_like_a_formula_is_quoted() -> None:
    book = workbook("1. 甲方付款。", "1. 甲方付款。\n2. =SUM(A1)是乙方的义务。")
    assert book["变更"]["H2"].value == "'=SUM(A1)是乙方的义务。"
    assert list(book["未比对"].values)[1:] == [("旧文件", "'=机密")]


def test_kinds_are_counted_in_the_language_asked_for() -> None:
    book = workbook("1. 甲方付款。", "1. 甲方付款。", "en")
    assert book.sheetnames == ["Changes", "Summary", "Not compared"]
    summary = {str(row[0]): row[1] for row in book["Summary"].values}
    assert summary["unchanged"] == 1
    kinds = ("modified", "added", "deleted", "split", "merged", "only moved")
    assert summary["Changes"] == 0
    assert [summary[kind] for kind in kinds] == [0] * len(kinds)
    assert summary["old document"] == "旧合同"


def test_a_scan_s_pages_and_the_numbers_that_no_change_explains_are_in_it() -> None:
    draft = side_of("1. 甲方应当在30日内付款。")
    scan = replace(
        draft,
        blocks=[
            *(replace(block, source=BlockSource.OCR) for block in draft.blocks),
            Block(9, BlockKind.HEADER, "合同编号 2023", source=BlockSource.OCR),
        ],
        recognised={1: [RecognisedLine("甲方应当", 0, 0, 9, 9, 0.4)]},
    )
    data = changes_workbook(compare(draft, scan), ("草稿", "扫描件"), "en")
    book = load_workbook(BytesIO(data))
    assert list(book["Recognised pages"].values)[1:] == [("new document", 1, "no", 1, 40)]
    assert [row[:4] for row in book["Numbers"].values][1:] == [("2023", 0, 1, "no")]
