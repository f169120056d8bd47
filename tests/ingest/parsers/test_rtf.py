import pytest

from contracts.document import Block, BlockKind
from contracts.errors import DamagedFile, EmptyFile
from ingest.parsers.rtf import parse

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun{\*\falt Song};}"
    r"{\f2\fcharset136 MingLiU;}{\f3\fcharset2 Symbol;}}"
)


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return f"{{\\rtf1{head}{FONTS}{body}}}".encode("ascii")


def hexed(text: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def texts(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> list[str]:
    return [block.text for block in parse(rtf(body, head)).blocks]


def blocks(body: str) -> tuple[Block, ...]:
    return parse(rtf(body)).blocks


def test_chinese_is_read_in_every_way_that_it_is_written() -> None:
    unicode = r"\uc2\u31532\'b5\'da\u19968\'d2\'bb\u26465 ?? "
    assert texts(unicode + r"\par") == ["第一条"]
    assert texts(rf"\f1 {hexed('保密义务', 'gb18030')}\par") == ["保密义务"]
    assert texts(rf"\f2 {hexed('違約責任', 'big5hkscs')}\par") == ["違約責任"]
    assert texts(hexed("付款", "gbk") + r"\par", r"\ansi\ansicpg936") == ["付款"]
    assert texts(r"\u-10179?\u-8704?\par") == ["😀"]


def test_an_unreadable_code_page_is_taken_for_the_usual_one() -> None:
    assert texts(r"caf\'e9\par", r"\ansi\ansicpg99999") == ["café"]


def test_a_second_byte_may_be_a_letter() -> None:
    assert texts(rf"\f1 \'{'丄'.encode('gbk')[0]:02x}{chr('丄'.encode('gbk')[1])}\par") == ["丄"]


def test_a_paragraph_with_a_level_is_a_heading() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel1 x;}{\s2\sb240 heading 1;}}"
    read = blocks(
        styles
        + r"\pard\outlinelevel0 A\par\pard\s1 B\par\pard\s2 C\par\pard\s0\outlinelevel9 D\par"
    )
    assert [(block.kind, block.level) for block in read] == [
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 0),
        (BlockKind.PARAGRAPH, None),
    ]


def test_automatic_numbers_are_kept_apart_from_the_text() -> None:
    read = blocks(r"{\listtext\pard\plain 1.2\tab}The price\par{\pntext\f3\'b7\tab}A bullet\par")
    assert [(block.number_label, block.text, block.shown) for block in read] == [
        ("1.2", "The price", "1.2 The price"),
        ("", "A bullet", "A bullet"),
    ]
    assert {block.kind for block in read} == {BlockKind.LIST_ITEM}


def test_a_table_has_its_rows_and_merged_cells() -> None:
    row = r"\trowd{}\cellx1000{}\cellx2000\pard\intbl {}\cell {}\cell\row "
    body = (
        row.format(r"\clvmgf", "", "A", "B")
        + row.format(r"\clvmrg", "", "", "C")
        + row.format(r"\clmgf", r"\clmrg", "D", "")
    )
    (table, after) = blocks(body + r"\pard After\par")
    assert table.text == "A\tB\nC\nD"
    cells = [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in table.table]
    assert cells == [[("A", 2, 1), ("B", 1, 1)], [("C", 1, 1)], [("D", 1, 2)]]
    assert after.text == "After"


def test_notes_text_boxes_headers_and_footers_have_their_place() -> None:
    read = blocks(
        r"{\header Company\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"{\footer Confidential\par}"
        r"Text{\footnote\chftn  A note}{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Box\par}}"
        r"{\shprslt Box again}} goes on\par"
    )
    assert [(block.kind, block.shown) for block in read] == [
        (BlockKind.HEADER, "Company"),
        (BlockKind.PARAGRAPH, "Text goes on"),
        (BlockKind.FOOTNOTE, "[1] A note"),
        (BlockKind.TEXT_BOX, "Box"),
        (BlockKind.FOOTER, "Confidential"),
    ]


def test_what_nobody_sees_is_left_out() -> None:
    assert texts(
        r"{\info{\title Deal}{\author X}}{\*\generator Y;}A{\v hidden}{\deleted gone}"
        r"{\pict\pngblip 89504e47}{\pict\bin5 {{{{{}B{\xe index}\par"
    ) == ["AB"]


def test_the_title_is_that_of_the_file() -> None:
    body = r"{\info{\upr{\title ??}{\*\ud{\title\u32500 ?\u20462 ?}}}}A\par"
    assert parse(rtf(body)).title == "维修"
    assert parse(rtf(r"{\info{\title Repair}}A\par")).title == "Repair"


def test_a_file_cut_short_is_damaged() -> None:
    whole = rtf(r"The price\par{\b is} 10\par")
    for end in range(len(whole) - 12, len(whole)):
        with pytest.raises(DamagedFile):
            parse(whole[:end])


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile):
        parse(rtf(r"{\pict 00}\par"))


@pytest.mark.parametrize(
    "body",
    [
        "{" * 200_000 + "x" + "}" * 200_000,
        "}}}}x",
        r"\trowd" + r"\clvmrg\cellx1" * 5000 + r"\cell\row" * 100,
        r"\bin-5 x\par",
        r"\bin999999999 x",
        r"\u99999999 x\uc-3\u20? y\par",
        r"\'zz\'4\par",
    ],
    ids=["deep", "too many ends", "merged into nothing", "bin", "past the end", "unicode", "hex"],
)
def test_nonsense_is_survived(body: str) -> None:
    try:
        parse(rtf(body))
    except (DamagedFile, EmptyFile):
        return
