import pytest
from docx_parts import zipped
from office_parts import SHEETS, rows, xlsx

from contracts.document import BlockKind
from contracts.errors import DamagedFile, EmptyFile, OversizedFile
from contracts.media_types import XLSX
from ingest.files.media_type import sniff
from ingest.parsers.xlsx import parse
from office.package import MOST_BYTES

FORMATS = (
    "&quot;¥&quot;#,##0.00;[Red]-0", "0.0%", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;",
    "h:mm", "yyyy-mm-dd hh:mm", "General", "[$USD-409] #,##0",
)  # fmt: skip


def read(*sheets: str) -> list[tuple[BlockKind, str]]:
    file = parse(xlsx({f"表{number}": sheet for number, sheet in enumerate(sheets, start=1)}))
    return [(block.kind, block.text) for block in file.blocks]


def shown(*cells: str, workbook: str = "", shared: tuple[str, ...] = ()) -> str:
    """What a row of cells shows."""
    sheet = f"<sheetData><row>{''.join(cells)}</row></sheetData>"
    file = parse(xlsx({"a": sheet}, formats=FORMATS, workbook=workbook, shared=shared))
    return file.blocks[1].text


def number(value: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def test_each_sheet_is_a_heading_with_its_table() -> None:
    data = xlsx({"价格表": rows(("品名", "单价"), ("墨盒", "10")), "空": rows()})
    file = parse(data)
    assert [(block.kind, block.level, block.text) for block in file.blocks] == [
        (BlockKind.HEADING, 0, "价格表"),
        (BlockKind.TABLE, None, "品名\t单价\n墨盒\t10"),
    ]
    assert sniff(data) == XLSX


def test_titles_and_remarks_around_a_table_are_paragraphs() -> None:
    sheet = rows(
        ("附件三",),
        ("品名", "单价"),
        ("一、设备",),
        ("墨盒", "10"),
        ("含税",),
        (),
        ("甲方：", "乙方："),
    )
    assert read(sheet)[1:] == [
        (BlockKind.PARAGRAPH, "附件三"),
        (BlockKind.TABLE, "品名\t单价\n一、设备\n墨盒\t10"),
        (BlockKind.PARAGRAPH, "含税"),
        (BlockKind.TABLE, "甲方：\t乙方："),
    ]


def test_columns_stay_under_one_another() -> None:
    sheet = rows(("", "品名", "", "单价"), ("", "", "", "10"), ("", "墨盒", "", "20"))
    assert read(sheet)[1] == (BlockKind.TABLE, "品名\t单价\n\t10\n墨盒\t20")


def test_a_merged_cell_is_there_once_with_its_spans() -> None:
    sheet = rows(("设备", "", "价"), ("a", "b", "1"), ("", "", "2")) + (
        '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/>'
        '<mergeCell ref="nonsense"/><mergeCell ref="C1:A1"/><mergeCell ref="A1:XFD1048576"/>'
        "</mergeCells>"
    )
    (_, table) = parse(xlsx({"表": sheet})).blocks
    cells = [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in table.table]
    assert cells == [
        [("设备", 1, 2), ("价", 1, 1)],
        [("a", 2, 1), ("b", 2, 1), ("1", 1, 1)],
        [("2", 1, 1)],
    ]


def test_numbers_are_shown_in_their_format() -> None:
    cells = (
        number("12345.678", 1), number("0.135", 2), number("0.30000000000000004"),
        number("1.5E+3", 6), number("1E+20"), number("-5"), number("120000", 7), number("NaN"),
    )  # fmt: skip
    assert shown(*cells).split("\t") == [
        "¥12,345.68", "13.5%", "0.3", "1500", "100000000000000000000", "-5", "USD120,000", "NaN",
    ]  # fmt: skip


def test_dates_are_written_the_same_way_whatever_their_format() -> None:
    cells = (number("45352", 3), number("45352.604", 5), number("0.5", 4), number("99999999", 3))
    assert shown(*cells).split("\t") == ["2024-03-01", "2024-03-01 14:29", "12:00", "99999999"]
    since_1904 = shown(number("43890", 3), number("1"), workbook='<workbookPr date1904="1"/>')
    assert since_1904 == "2024-03-01\t1"


def test_texts_are_shared_rich_or_in_place() -> None:
    cells = (
        '<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="s"><v>99</v></c>',
        '<c t="inlineStr"><is><t>在此</t></is></c>', '<c t="b"><v>1</v></c>',
        '<c t="str"><f>A1</f><v>算出</v></c>',
    )  # fmt: skip
    shared = ("<t>共享</t>", "<r><t>粗</t></r><r><t>细</t></r><rPh><t>ふりがな</t></rPh>")
    assert shown(*cells, shared=shared) == "共享\t粗细\t在此\tTRUE\t算出"


def test_comments_are_footnotes() -> None:
    comments = (
        f'<comments xmlns="{SHEETS}"><commentList><comment ref="B2"><text><r><t>需盖章</t></r>'
        "</text></comment></commentList></comments>"
    )
    file = parse(xlsx({"表": rows(("a", "b"))}, parts={"xl/comments.xml": comments}))
    assert (file.blocks[-1].kind, file.blocks[-1].text) == (BlockKind.FOOTNOTE, "B2 需盖章")


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(EmptyFile):
        parse(xlsx({"表": rows()}))


@pytest.mark.parametrize(
    "data",
    [
        xlsx({"表": rows(("a",))})[:-30],
        zipped({"[Content_Types].xml": "", "xl/x.xml": ""}),
        xlsx({"表": "<sheetData>"}),
        zipped({"xl/workbook.xml": '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'}),
    ],
    ids=["cut short", "no workbook", "no XML", "document type"],
)
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        parse(data)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(OversizedFile):
        parse(zipped({"xl/workbook.xml": b" " * (MOST_BYTES // 10)}))


def test_cells_far_apart_are_no_large_table() -> None:
    far = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData>'
    assert read(far)[1] == (BlockKind.TABLE, "1\t2")
    diagonal = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c>'
        f'<c r="{chr(66 + row % 25)}{chr(65 + row // 25)}{row}"><v>1</v></c></row>'
        for row in range(1, 600)
    )
    with pytest.raises(OversizedFile):
        parse(xlsx({"表": f"<sheetData>{diagonal}</sheetData>"}))
