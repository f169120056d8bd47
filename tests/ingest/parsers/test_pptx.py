import pytest
from docx_parts import zipped
from office_parts import NAMES, body, frame, pptx, run, shape

from contracts.document import Block, BlockKind
from contracts.errors import DamagedFile, EmptyFile, OversizedFile
from contracts.media_types import PPTX
from ingest.files.media_type import sniff
from ingest.parsers.pptx import parse
from office.package import MOST_BYTES

TITLE = shape(run("付款"), placeholder="title")


def read(*slides: str, **more: dict[int, str]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.shown) for block in parse(pptx(slides, **more)).blocks]  # type: ignore[arg-type]  # notes alone


def blocks(*slides: str) -> tuple[Block, ...]:
    return parse(pptx(slides)).blocks


def test_a_slide_is_a_page_with_its_title_as_heading() -> None:
    slides = [
        shape(run("售后服务合同"), placeholder="ctrTitle"),
        shape(run("三十日内"), placeholder="body") + TITLE,
    ]
    file = parse(pptx(slides))
    assert [(block.kind, block.level, block.text, block.page_start) for block in file.blocks] == [
        (BlockKind.HEADING, 0, "售后服务合同", 1),
        (BlockKind.HEADING, 0, "付款", 2),
        (BlockKind.LIST_ITEM, 0, "三十日内", 2),
    ]
    assert (file.page_count, file.title) == (2, "售后服务合同")
    assert sniff(pptx(slides)) == PPTX


def test_a_title_that_only_goes_on_is_said_once() -> None:
    assert read(TITLE + shape(run("a")), TITLE + shape(run("b"))) == [
        (BlockKind.HEADING, "付款"),
        (BlockKind.PARAGRAPH, "a"),
        (BlockKind.PARAGRAPH, "b"),
    ]


def test_bullets_and_automatic_numbers_are_told_apart() -> None:
    one, two = (f'<a:pPr lvl="{level}">{{}}</a:pPr>' for level in (0, 1))
    period, paren = '<a:buAutoNum type="arabicPeriod"/>', '<a:buAutoNum type="alphaLcParenR"/>'
    chinese = '<a:buAutoNum type="ea1ChsPeriod" startAt="3"/>'
    found = blocks(
        shape(
            run("A", one.format(period)),
            run("B", two.format(paren)),
            run("C", two.format(paren)),
            run("D", one.format(period)),
            run("E", two.format(paren)),
            run("F", one.format("<a:buNone/>")),
            run("G", one.format(chinese)),
            run("• H"),
            placeholder="",
        )
    )
    assert [block.number_label for block in found] == ["1.", "a)", "b)", "2.", "a)", "", "三.", ""]
    assert [block.kind is BlockKind.LIST_ITEM for block in found] == [True] * 5 + [
        False,
        True,
        True,
    ]
    assert found[-1].text == "H"


def test_tables_diagrams_and_groups_are_read() -> None:
    across, covered = 'gridSpan="2"', 'hMerge="1"'
    table = (
        f"<a:tbl><a:tr><a:tc {across}>{body('a', run('价格'))}</a:tc>"
        f"<a:tc {covered}>{body('a')}</a:tc></a:tr>"
        f"<a:tr><a:tc>{body('a', run('10'))}</a:tc><a:tc>{body('a', run('20'))}</a:tc></a:tr>"
        "</a:tbl>"
    )
    diagram = (
        f"<dgm:dataModel {NAMES}><dgm:pt><dgm:t><a:p>{run('签约')}</a:p></dgm:t></dgm:pt>"
        "</dgm:dataModel>"
    )
    slide = (
        f"<p:grpSp><p:grpSp>{shape(run('深处'))}</p:grpSp></p:grpSp>"
        + frame(table)
        + frame('<dgm:relIds r:dm="rd"/>')
    )
    file = parse(pptx([slide], parts={"ppt/diagrams/data.xml": diagram}))
    assert [block.text for block in file.blocks] == ["深处", "价格\n10\t20", "签约"]
    assert file.blocks[1].table[0][0].column_span == 2


def test_what_is_there_twice_is_read_once() -> None:
    choice = shape(run("新"))
    fallback = shape(run("旧"))
    slide = (
        "<mc:AlternateContent><mc:Choice>" + choice + "</mc:Choice><mc:Fallback>" + fallback
        + "</mc:Fallback></mc:AlternateContent>"
    )  # fmt: skip
    footer = shape(run("保密"), placeholder="ftr")
    number = shape(run("7"), placeholder="sldNum")
    assert read(slide + footer + number, TITLE + footer) == [
        (BlockKind.PARAGRAPH, "新"),
        (BlockKind.HEADING, "付款"),
        (BlockKind.FOOTER, "保密"),
    ]


def test_notes_are_footnotes_of_their_slide() -> None:
    notes = shape(run("强调期限"), placeholder="body") + shape(run("1"), placeholder="sldNum")
    assert read(TITLE, TITLE + shape(run("x")), notes={0: notes}) == [
        (BlockKind.HEADING, "付款"),
        (BlockKind.FOOTNOTE, "强调期限"),
        (BlockKind.PARAGRAPH, "x"),
    ]


def test_line_breaks_and_fields_belong_to_the_text() -> None:
    line = f'{run("第一条")}<a:br/><a:fld type="x"><a:t>2024</a:t></a:fld>'
    assert read(shape(line)) == [(BlockKind.PARAGRAPH, "第一条\n2024")]


def test_pictures_alone_are_empty() -> None:
    with pytest.raises(EmptyFile):
        parse(pptx(["<p:pic/>", ""]))


@pytest.mark.parametrize(
    "data",
    [
        pptx([TITLE])[:-30],
        zipped({"[Content_Types].xml": "", "ppt/x.xml": ""}),
        pptx([TITLE + "<p:sp>"]),
        zipped({"ppt/presentation.xml": '<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>'}),
    ],
    ids=["cut short", "no presentation", "no XML", "document type"],
)
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        parse(data)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(OversizedFile):
        parse(zipped({"ppt/presentation.xml": b" " * (MOST_BYTES // 10)}))


def test_a_slide_that_is_not_there_is_no_slide() -> None:
    main = (
        f'<p:presentation {NAMES}><p:sldIdLst><p:sldId r:id="r0"/><p:sldId r:id="r9"/>'
        "</p:sldIdLst></p:presentation>"
    )
    file = parse(pptx([TITLE], parts={"ppt/presentation.xml": main}))
    assert [block.text for block in file.blocks] == ["付款"]


def test_nested_groups_without_end_are_survived() -> None:
    slide = "<p:grpSp>" * 5000 + TITLE + "</p:grpSp>" * 5000
    with pytest.raises(DamagedFile):
        parse(pptx([slide]))
