"""Tracked changes in a copy of the old Word file: what they say, and that they are proven."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx_parts import MAIN, abstract, docx, level, num, numbered, paragraph, run
from lxml import etree

from compare.comparison import compare
from compare.side import Side
from compare.word.document import WordRedline, word_redline
from compare.word.left_out import LeftOut, NotTracked
from compare.word.proof import lines_of, prove
from contracts.document import Block
from contracts.errors import NotExpressible
from contracts.structure.segmentation import segment
from ingest.parsers import docx as docx_parser
from ingest.parsers import text as text_parser
from office.package import Package, serialised
from office.revisions import Author
from office.settling import accept
from office.word_elements import W

AUTHOR = Author("条理", "条", datetime(2026, 3, 1, 8, tzinfo=UTC))
DEMO = Path(__file__).parents[3] / "demo" / "contracts"
PAYMENT = "第二条 甲方应当在验收合格后三十日内支付服务费。"


def read(data: bytes) -> Sequence[Block]:
    return docx_parser.parse(data).blocks


def side(blocks: Sequence[Block]) -> Side:
    return Side(blocks, segment(tuple(blocks), 0))


def redline(old: bytes, new: bytes) -> WordRedline:
    olds, news = side(read(old)), side(read(new))
    return word_redline(compare(olds, news), olds, news, old, AUTHOR, read)


def document(data: bytes) -> etree._Element:
    root = Package(data).xml("word/document.xml")
    assert root is not None
    return root


def words(element: etree._Element, name: str) -> list[str]:
    """What each w:ins or w:del with words holds."""
    texts = (
        "".join(text.text or "" for text in each.iter(f"{W}t", f"{W}delText"))
        for each in element.iter(f"{W}{name}")
    )
    return [text for text in texts if text]


def test_words_are_changed_whole_and_keep_their_look() -> None:
    before, after = PAYMENT.split("三十日")
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>三十日</w:t></w:r>"
    old = docx(f"<w:p>{run(before)}{bold}{run(after)}</w:p>")
    made = document(redline(old, docx(paragraph(PAYMENT.replace("三十", "六十")))).data)
    assert (words(made, "del"), words(made, "ins")) == (["三十日"], ["六十日"])
    looks = {
        "".join(map(str, each.itertext())): each.find(f"{W}rPr/{W}b") is not None
        for each in made.iter(f"{W}r")
    }
    assert looks == {before: False, "三十日": True, "六十日": True, after: False}


def test_a_change_bears_author_date_and_an_id_of_its_own() -> None:
    old = docx(paragraph("维护合同") + paragraph(PAYMENT) + paragraph("第三条 保密期限三年。"))
    new = docx(paragraph("保养合同") + paragraph(PAYMENT.replace("三十", "六十")))
    changes = list(document(redline(old, new).data).iter(f"{W}ins", f"{W}del"))
    ids = [each.get(f"{W}id") for each in changes]
    assert len(set(ids)) == len(ids) >= 5
    assert {each.get(f"{W}author") for each in changes} == {"条理"}
    assert {each.get(f"{W}date") for each in changes} == {"2026-03-01T08:00:00Z"}


def test_a_paragraph_added_among_counted_ones_is_counted_too() -> None:
    counted = abstract(0, level(0, "第%1条", "chineseCounting")) + num(1, 0)
    old = docx(numbered("标的为两台设备。") + numbered("争议由法院管辖。"), numbering=counted)
    new = docx(
        numbered("标的为两台设备。")
        + numbered("乙方提供培训两次。")
        + numbered("争议由法院管辖。"),
        numbering=counted,
    )
    made = redline(old, new)
    root = document(made.data)
    accept(root)
    accepted = read(Package(made.data).rewritten({"word/document.xml": serialised(root)}))
    assert [block.shown for block in accepted] == [
        "第一条 标的为两台设备。", "第二条 乙方提供培训两次。", "第三条 争议由法院管辖。",
    ]  # fmt: skip
    assert made.not_tracked == ()


def test_rows_and_cells_of_a_table_are_tracked_apart() -> None:
    old = [("型号", "单价"), ("KF-1 空调", "300元"), ("KF-2 冰箱", "500元")]
    new = [
        ("型号", "单价"),
        ("KF-1 空调", "320元"),
        ("WH-9 热水器", "90元"),
        ("KF-2 冰箱", "500元"),
    ]
    made = document(redline(docx(_priced(old)), docx(_priced(new))).data)
    assert words(made, "del") == ["300元"]
    assert words(made, "ins") == ["320元", "WH-9 热水器", "90元"]
    (row,) = [each for each in made.iter(f"{W}tr") if each.find(f"{W}trPr/{W}ins") is not None]
    assert "WH-9" in "".join(map(str, row.itertext()))


def _priced(rows: Sequence[tuple[str, str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    return paragraph("价目表") + table + paragraph("价格含税。")


def test_what_moved_bears_a_note_in_both_places() -> None:
    texts = (
        "甲方委托乙方维护两台空气压缩机，型号见附件一。",
        "服务费为每年人民币十二万元，每季度末支付四分之一。",
        "任何一方对履行中知悉的商业秘密负有保密义务，期限三年。",
        "乙方应当在接到通知后四小时内派人到达现场处理。",
        "因不可抗力不能履行的，应当及时通知对方并提供证明。",
        "争议协商不成的，提交甲方所在地人民法院管辖。",
    )
    clauses = [f"第{number}条 {text}" for number, text in zip("一二三四五六", texts, strict=True)]
    old = docx("".join(map(paragraph, clauses)))
    new = docx("".join(map(paragraph, (clauses[0], *clauses[2:], clauses[1]))))
    data = redline(old, new).data
    comments = Package(data).xml("word/comments.xml")
    assert comments is not None
    notes = ["".join(map(str, each.itertext())) for each in comments]
    assert [re.findall("移至|移来", note) for note in notes] in (
        [["移至"], ["移来"]],
        [["移来"], ["移至"]],
    )


def test_what_is_not_tracked_is_listed_and_noted_in_the_file() -> None:
    old = docx(paragraph(PAYMENT), header=paragraph("机密"))
    made = redline(old, docx(paragraph(PAYMENT.replace("三十", "六十")), header=paragraph("公开")))
    assert made.not_tracked == (
        NotTracked(LeftOut.OLD_ONLY, "机密"),
        NotTracked(LeftOut.NEW_ONLY, "公开"),
    )
    comments = Package(made.data).xml("word/comments.xml")
    assert comments is not None
    assert "机密" in "".join(map(str, comments.itertext()))


def test_a_document_of_another_format_becomes_a_word_file_of_its_own() -> None:
    olds = side(text_parser.parse(f"维护合同\n\n{PAYMENT}\n".encode()).blocks)
    news = side(
        text_parser.parse(f"维护合同\n\n{PAYMENT.replace('三十', '六十')}\n".encode()).blocks
    )
    made = word_redline(compare(olds, news), olds, news, None, AUTHOR, read)
    assert words(document(made.data), "del") == ["三十日"]
    assert made.not_tracked == (NotTracked(LeftOut.REMADE),)


def test_a_file_with_strict_names_is_made_anew_rather_than_written_in_two_dialects() -> None:
    old = docx(paragraph("维护合同") + paragraph(PAYMENT))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = Package(old).data("word/document.xml").replace(MAIN.encode(), strict)
    old = Package(old).rewritten({"word/document.xml": part})
    made = redline(old, docx(paragraph("维护合同") + paragraph(PAYMENT.replace("三十", "六十"))))
    assert made.not_tracked == (NotTracked(LeftOut.REMADE),)
    assert words(document(made.data), "ins") == ["六十日"]


def test_words_put_in_behind_a_link_are_no_part_of_it() -> None:
    link = f'<w:hyperlink r:id="r1">{run("第二条")}</w:hyperlink>'
    old = docx(f"<w:p>{run('付款方式见')}{link}</w:p>" + paragraph("其他事项另行约定。"))
    new = docx(paragraph("付款方式见第二条及附件一") + paragraph("其他事项另行约定。"))
    made = document(redline(old, new).data)
    (inserted,) = [each for each in made.iter(f"{W}ins") if each.find(f"{W}r") is not None]
    assert inserted in next(made.iter(f"{W}p"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("合作与渠道/售后服务合作协议（2023）.docx", "合作与渠道/售后服务合作协议（2025）.docx"),
        ("合作与渠道/Field Services Agreement 2022.docx",
         "合作与渠道/Field Services Agreement 2024 (restated).docx"),
    ],
)  # fmt: skip
def test_real_files_read_as_new_accepted_as_old_rejected(old: str, new: str) -> None:
    before, after = (DEMO / old).read_bytes(), (DEMO / new).read_bytes()
    made = redline(before, after)
    olds, news = list(lines_of(read(before))), list(lines_of(read(after)))
    proof = prove(made.data, olds, news, read)
    assert not proof.rejected
    accepted = list(lines_of(proof.blocks))
    assert [line for line in news if line not in accepted] == []


def test_a_file_that_does_not_agree_with_what_was_read_is_refused() -> None:
    olds = side(read(docx(paragraph(PAYMENT))))
    with pytest.raises(NotExpressible, match="doesn't agree"):
        word_redline(compare(olds, olds), olds, olds, docx(paragraph("别的")), AUTHOR, read)


def test_a_redline_whose_proof_fails_is_not_handed_out() -> None:
    olds = side(read(docx(paragraph(PAYMENT))))

    def read_wrongly(data: bytes) -> Sequence[Block]:
        return [replace(block, text=f"{block.text}！") for block in read(data)]

    with pytest.raises(NotExpressible, match="no file is handed out"):
        word_redline(
            compare(olds, olds), olds, olds, docx(paragraph(PAYMENT)), AUTHOR, read_wrongly
        )
