"""Tracked changes: what is written can be accepted and rejected, and nothing else changes."""

from datetime import UTC, datetime

import pytest
from docx_parts import NAMESPACES, docx, paragraph, run
from lxml import etree

from office.package import Package
from office.revisions import Author, RevisionIds, change, mark_properties, paragraph_texts, text_run
from office.settling import accept, reject
from office.word_elements import W

AUTHOR = Author("条理", "条", datetime(2024, 3, 1, 8, tzinfo=UTC))
INSERTED = '<w:ins w:id="7" w:author="甲" w:date="2024-03-01T00:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="8" w:author="甲"><w:r><w:delText>{}</w:delText></w:r></w:del>'
NEW_END = '<w:rPr><w:ins w:id="9" w:author="甲"/></w:rPr>'


def body(content: str) -> etree._Element:
    return etree.fromstring(f"<w:body {NAMESPACES}>{content}</w:body>")


@pytest.mark.parametrize(
    ("content", "accepted", "rejected"),
    [
        (f"<w:p>{run('甲')}{INSERTED.format(run('乙'))}</w:p>", ["甲乙"], ["甲"]),
        (f"<w:p>{run('甲')}{DELETED.format('乙')}</w:p>", ["甲"], ["甲乙"]),
        (paragraph("新", NEW_END).replace(run("新"), INSERTED.format(run("新"))) + paragraph("旧"),
         ["新", "旧"], ["旧"]),
        (paragraph("一", '<w:rPr><w:del w:id="9"/></w:rPr>') + paragraph("二"),
         ["一二"], ["一", "二"]),
        ("<w:tbl><w:tr><w:trPr><w:ins w:id='1'/></w:trPr><w:tc>" + paragraph("行")
         + "</w:tc></w:tr></w:tbl>", ["行"], []),
    ],
)  # fmt: skip
def test_all_changes_are_accepted_or_rejected(
    content: str, accepted: list[str], rejected: list[str]
) -> None:
    taken, refused = body(content), body(content)
    accept(taken)
    reject(refused)
    assert paragraph_texts(taken) == accepted
    assert paragraph_texts(refused) == rejected
    for root in (taken, refused):
        assert not list(root.iter(f"{W}ins", f"{W}del", f"{W}delText"))


def test_a_paragraph_written_as_inserted_is_gone_without_a_trace_when_rejected() -> None:
    root = body(paragraph("第一条") + paragraph("第二条", "<w:jc w:val='both'/>"))
    before = etree.tostring(root, method="c14n")
    ids = RevisionIds(root)
    new = etree.Element(f"{W}p")
    inserted = change("ins", AUTHOR, ids)
    inserted.append(text_run("保密\n双方保密。"))
    new.append(inserted)
    mark_properties(new).insert(0, change("ins", AUTHOR, ids))
    root[0].addnext(new)
    assert paragraph_texts(root) == ["第一条", "保密\n双方保密。", "第二条"]
    reject(root)
    assert etree.tostring(root, method="c14n") == before


def test_only_chosen_changes_are_settled() -> None:
    root = body(f"<w:p>{INSERTED.format(run('甲'))}{DELETED.format('乙')}</w:p>")
    reject(root, lambda element: element.get(f"{W}id") == "7")
    assert paragraph_texts(root) == ["乙"]
    assert list(root.iter(f"{W}del"))


def test_ids_are_given_that_nothing_else_has() -> None:
    root = body(f"<w:bookmarkStart w:id='41'/><w:p>{INSERTED.format(run('甲'))}</w:p>")
    ids = RevisionIds(root)
    assert [ids.take(), ids.take()] == ["42", "43"]


def test_a_rewritten_package_keeps_all_other_parts() -> None:
    package = Package(docx(paragraph("甲"), styles="<w:docDefaults/>"))
    new = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
    rewritten = Package(package.rewritten({"word/document.xml": new, "word/comments.xml": b"<a/>"}))
    assert rewritten.data("word/document.xml") == new
    assert rewritten.data("word/comments.xml") == b"<a/>"
    assert rewritten.data("word/styles.xml") == package.data("word/styles.xml") != b""


def test_the_place_of_a_tab_stop_is_no_typed_tab() -> None:
    stop = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'
    words = "<w:r><w:t>甲</w:t><w:tab/></w:r>"
    root = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}"><w:p>{stop}{words}</w:p></w:body>')
    assert paragraph_texts(root) == ["甲\t"]
