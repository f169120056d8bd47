from contextlib import suppress

import pytest
from docx_parts import cell, docx, paragraph, row, run, style, table, zipped
from hypothesis import given
from hypothesis import strategies as st
from refused_files import assert_refused

from contracts.document import Block, BlockKind
from contracts.errors import DamagedFile, EmptyFile, OversizedFile, UnreadableFile
from ingest.parsers.docx import parse


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return parse(docx(body, **parts)).blocks


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def test_blocks_are_counted_in_reading_order() -> None:
    read = blocks(
        paragraph("甲") + table(row(cell(paragraph("1")), cell(paragraph("2")))) + paragraph("乙")
    )
    assert [(block.order, block.text) for block in read] == [(0, "甲"), (1, "1\t2"), (2, "乙")]


def test_headings_are_told_by_style_name_and_outline_level() -> None:
    styles = style("1", "heading 2") + style("Mine", "Mine", '<w:outlineLvl w:val="0"/>')
    read = blocks(
        paragraph("总则", '<w:pStyle w:val="1"/>')
        + paragraph("标的", '<w:pStyle w:val="Mine"/>')
        + paragraph("附则", '<w:outlineLvl w:val="2"/>')
        + paragraph("正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>'),
        styles=styles,
    )
    assert [(block.kind, block.level) for block in read] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, None),
    ]


def test_insertions_are_text_and_deletions_are_kept_as_revisions() -> None:
    body = (
        f"<w:p>{run('乙方应在')}"
        '<w:del w:id="1" w:author="甲" w:date="2024-03-01T00:00:00Z">'
        "<w:r><w:delText>三</w:delText></w:r></w:del>"
        f'<w:ins w:id="2" w:author="乙" w:date="2024-03-02T00:00:00Z">{run("五")}</w:ins>'
        f"{run('日内付款')}</w:p>"
    )
    (block,) = blocks(body)
    assert block.text == "乙方应在五日内付款"
    deleted, inserted = block.revisions
    assert (deleted.kind, deleted.text, deleted.offset, deleted.author) == (
        "deleted",
        "三",
        4,
        "甲",
    )
    assert (inserted.kind, inserted.text, inserted.offset) == ("inserted", "五", 4)
    assert block.text[inserted.offset :].startswith(inserted.text)


def test_moved_text_stands_where_it_was_moved_to() -> None:
    body = (
        f'<w:p><w:moveFrom w:id="1">{run("保密")}</w:moveFrom>{run("甲")}</w:p>'
        f'<w:p><w:moveTo w:id="2">{run("保密")}</w:moveTo></w:p>'
    )
    assert texts(body) == ["甲", "保密"]


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    deleted_mark = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    body = paragraph("甲方", deleted_mark) + paragraph("负责验收")
    assert texts(body) == ["甲方负责验收"]


def test_revisions_in_a_table_count_in_the_tables_text() -> None:
    inserted = f'<w:p>{run("共")}<w:ins w:id="1">{run("五")}</w:ins>{run("台")}</w:p>'
    (block,) = blocks(table(row(cell(paragraph("空调")), cell(inserted))))
    (revision,) = block.revisions
    assert block.text[revision.offset : revision.offset + 1] == "五"


def test_a_text_box_is_read_once_though_it_stands_twice() -> None:
    box = f"<w:txbxContent>{paragraph('仅供参考')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [(block.kind, block.text) for block in blocks(body)] == [
        (BlockKind.PARAGRAPH, "正文"),
        (BlockKind.TEXT_BOX, "仅供参考"),
    ]


def test_a_note_follows_the_paragraph_that_refers_to_it() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("")}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph("指日历日")}</w:footnote>'
    )
    body = f'<w:p>{run("三十日内")}<w:r><w:footnoteReference w:id="7"/></w:r></w:p>' + paragraph(
        "完"
    )
    read = blocks(body, footnotes=notes)
    assert [(block.kind, block.shown) for block in read] == [
        (BlockKind.PARAGRAPH, "三十日内"),
        (BlockKind.FOOTNOTE, "[1] 指日历日"),
        (BlockKind.PARAGRAPH, "完"),
    ]


def test_headers_and_footers_are_kept_apart_and_page_numbers_dropped() -> None:
    read = blocks(paragraph("正文"), header=paragraph("合同编号 7"), footer=paragraph("1"))
    assert [(block.kind, block.text) for block in read] == [
        (BlockKind.HEADER, "合同编号 7"),
        (BlockKind.PARAGRAPH, "正文"),
    ]


def test_content_controls_and_links_hide_nothing() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('甲方：')}</w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent>{run('乙方')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{run('公司')}</w:hyperlink><w:smartTag>{run('（盖章）')}</w:smartTag></w:p>"
    )
    assert texts(body) == ["甲方：", "乙方公司（盖章）"]


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = "<w:r><w:instrText> REF clause \\h </w:instrText></w:r>"
    field = mark("begin") + instruction + mark("separate") + run("第三条") + mark("end")
    assert texts(f"<w:p>{run('见')}{field}</w:p>") == ["见第三条"]


def test_breaks_tabs_symbols_and_hidden_runs() -> None:
    body = (
        f"<w:p>{run('甲')}<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r>"
        "<w:r><w:noBreakHyphen/><w:t>1</w:t></w:r></w:p>"
    )
    assert texts(body) == ["甲\t乙\n丙☑-1"]


def test_strict_ooxml_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("标的")}</w:body></w:document>'
    (block,) = parse(zipped({"word/document.xml": body})).blocks
    assert block.text == "标的"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DamagedFile),
        (b"PK\x03\x04 not a zip", DamagedFile),
        (docx(paragraph("正文"))[:-200], DamagedFile),
        (docx(""), EmptyFile),
        (docx(paragraph("  ")), EmptyFile),
        (zipped({"word/document.xml": "<w:document"}), DamagedFile),
        (zipped({"readme.txt": "hello"}), DamagedFile),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}), DamagedFile),
        (zipped({"word/document.xml": b" " * 50_000_000}), OversizedFile),
        (zipped({f"part{number}": "" for number in range(10_001)}), OversizedFile),
    ],
)
def test_bad_files_are_refused_with_a_sentence_in_both_languages(
    data: bytes, error: type[UnreadableFile]
) -> None:
    assert_refused(parse, data, error)


def test_a_deeply_nested_file_is_refused_rather_than_crashing() -> None:
    depth = 3000
    body = "<w:sdt><w:sdtContent>" * depth + paragraph("x") + "</w:sdtContent></w:sdt>" * depth
    with pytest.raises(DamagedFile):
        parse(docx(body))


@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8))
def test_damage_anywhere_gives_an_error_for_people_or_a_reading(
    changes: list[tuple[float, int]],
) -> None:
    damaged = bytearray(docx(paragraph("标的") + table(row(cell(paragraph("1"))))))
    for place, byte in changes:
        damaged[int(place * len(damaged))] = byte
    with suppress(UnreadableFile):
        parse(bytes(damaged))
