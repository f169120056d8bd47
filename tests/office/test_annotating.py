"""Annotating a Word file: comments and insertions, and nothing else of it changed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from docx_parts import abstract, docx, level, num, numbered, paragraph, run
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contracts.document import Block, BlockKind, Cell
from contracts.errors import NotExpressible
from ingest.parsers import docx as docx_parser
from office.annotating import Annotator
from office.package import Package
from office.places import body_blocks
from office.plain_document import plain_document
from office.revisions import Author, paragraph_texts
from office.settling import accept, reject
from office.word_elements import W

AUTHOR = Author("条理 Tiaoli", "条", datetime(2026, 3, 1, 8, tzinfo=UTC))
INSERTED = f'<w:ins w:id="7" w:author="甲" w:date="2024-03-01T00:00:00Z">{run("新")}</w:ins>'
DELETED = '<w:del w:id="8" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
TABLE = (
    f"<w:tbl><w:tr><w:tc>{paragraph('格一')}</w:tc><w:tc>{paragraph('格二')}</w:tc></w:tr></w:tbl>"
)
SECTION = "<w:sectPr/>"


def blocks_of(data: bytes) -> Sequence[Block]:
    return docx_parser.parse(data).blocks


def root_of(data: bytes) -> etree._Element:
    root = Package(data).xml("word/document.xml")
    assert root is not None
    return root


def order_of(data: bytes, text: str) -> int:
    return next(block.order for block in blocks_of(data) if text in block.text)


def settled(data: bytes, *, accepted: bool) -> list[str]:
    root = root_of(data)
    if accepted:
        accept(root)
    else:
        reject(root)
    return paragraph_texts(root)


def annotated(data: bytes, after: str, *lines: str) -> bytes:
    annotator = Annotator(data, blocks_of(data), AUTHOR)
    order = order_of(data, after)
    annotator.insert(order, order, lines, "缺失")
    return annotator.data()


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (paragraph("一") + paragraph("二") + SECTION, "一"),
        (paragraph("一") + paragraph("二") + SECTION, "二"),
        (paragraph("一") + TABLE + paragraph("二"), "一"),
        (paragraph("一") + TABLE + paragraph("二"), "格一"),
        (paragraph("一") + f"<w:p>{run('二')}{INSERTED}{DELETED}</w:p>" + paragraph("三"), "二"),
        (paragraph("题", '<w:outlineLvl w:val="0"/>') + paragraph("二"), "题"),
        (paragraph("一", SECTION) + paragraph("二"), "一"),
    ],
    ids=["between", "last", "before a table", "behind a table", "tracked", "heading", "section"],
)
def test_rejected_it_reads_as_before_and_accepted_with_the_wording(body: str, after: str) -> None:
    data = docx(body)
    made = annotated(data, after, "双方保密。", "期限三年。")
    assert settled(made, accepted=False) == settled(data, accepted=False)
    accepted = settled(made, accepted=True)
    assert [text for text in accepted if text not in ("双方保密。", "期限三年。")] == settled(
        data, accepted=True
    )
    place = accepted.index("双方保密。")
    assert accepted[place + 1] == "期限三年。"


@given(
    texts=st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), min_size=1, max_size=8),
    places=st.lists(st.integers(0, 7), min_size=1, max_size=4),
)
def test_wherever_it_is_put_rejecting_takes_it_away(texts: list[str], places: list[int]) -> None:
    data = docx("".join(map(paragraph, texts)) + SECTION)
    annotator = Annotator(data, blocks_of(data), AUTHOR)
    for place in places:
        annotator.insert(place % len(texts), 0, ["保密"], "缺失")
    made = annotator.data()
    assert settled(made, accepted=False) == texts
    assert settled(made, accepted=True).count("保密") == len(places)


def test_numbers_of_clauses_that_follow_stay_theirs_when_it_is_rejected() -> None:
    data = docx(
        numbered("付款") + paragraph("三十日内付款。") + numbered("违约"),
        numbering=abstract(0, level(0, "第%1条", "chineseCounting")) + num(1, 0),
    )
    made = annotated(data, "三十日", "双方保密。")
    shown = [block.shown for block in body_blocks(blocks_of(made))]
    assert shown == ["第一条 付款", "三十日内付款。", "双方保密。", "第二条 违约"]


def test_a_comment_stands_beside_its_paragraph_in_a_table_beside_the_words() -> None:
    data = docx(paragraph("一") + TABLE)
    annotator = Annotator(data, blocks_of(data), AUTHOR)
    annotator.comment(order_of(data, "格一"), "格二", "看这里\n第二行")
    made = annotator.data()
    comments = Package(made).xml("word/comments.xml")
    assert comments is not None
    assert paragraph_texts(comments) == ["看这里", "第二行"]
    assert comments[0].get(f"{W}date") == "2026-03-01T08:00:00Z"
    (start,) = root_of(made).iter(f"{W}commentRangeStart")
    beside = start.getparent()
    assert beside is not None
    assert beside.findtext(f".//{W}t") == "格二"


def test_every_id_is_given_once() -> None:
    data = docx(paragraph("一") + f"<w:p>{run('二')}{INSERTED}{DELETED}</w:p>")
    annotator = Annotator(data, blocks_of(data), AUTHOR)
    annotator.comment(0, "", "甲")
    annotator.insert(0, 0, ["三", "四"], "乙")
    root = root_of(annotator.data())
    named = ("ins", "del", "commentReference")
    ids = [each.get(f"{W}id") for name in named for each in root.iter(f"{W}{name}")]
    assert len(ids) == len(set(ids))


def test_a_file_that_does_not_hold_the_text_is_not_annotated() -> None:
    with pytest.raises(NotExpressible, match="can't be annotated"):
        Annotator(docx(paragraph("一")), [Block(0, BlockKind.PARAGRAPH, "另一份")], AUTHOR)


def test_two_tables_of_another_format_stay_two() -> None:
    cells = ((Cell("甲"), Cell("乙")),)
    tables = [Block(order, BlockKind.TABLE, "甲\t乙", table=cells) for order in (0, 1)]
    made = plain_document(tables)
    assert [block.kind for block in blocks_of(made)] == [BlockKind.TABLE, BlockKind.TABLE]
    body = root_of(made)[0]
    assert [each.tag for each in body][:3] == [f"{W}tbl", f"{W}p", f"{W}tbl"]
