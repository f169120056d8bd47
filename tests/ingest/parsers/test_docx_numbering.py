from docx_parts import abstract, docx, level, num, numbered, paragraph, style

from contracts.document import BlockKind, NumberSource
from ingest.parsers.docx import parse

THREE_LEVELS = (
    level(0, "第%1条", "chineseCounting"),
    level(1, "%1.%2"),
    level(2, "(%3)", "lowerLetter"),
)


def labels(data: bytes) -> list[str]:
    return [block.number_label for block in parse(data).blocks]


def test_chinese_articles_are_numbered_though_no_text_says_so() -> None:
    body = numbered("标的") + numbered("数量") + numbered("质量")
    blocks = parse(docx(body, numbering=abstract(0, *THREE_LEVELS) + num(1, 0))).blocks
    assert [block.shown for block in blocks] == ["第一条 标的", "第二条 数量", "第三条 质量"]
    assert {block.number_source for block in blocks} == {NumberSource.AUTOMATIC}
    assert [block.text for block in blocks] == ["标的", "数量", "质量"]


def test_deeper_levels_start_anew_below_each_higher_number() -> None:
    body = "".join(numbered(str(at), 1, at) for at in (0, 1, 1, 2, 0, 1, 2, 2))
    data = docx(body, numbering=abstract(0, *THREE_LEVELS) + num(1, 0))
    assert labels(data) == ["第一条", "一.1", "一.2", "(a)", "第二条", "二.1", "(a)", "(b)"]


def test_legal_numbering_prints_every_level_in_digits() -> None:
    levels = (level(0, "第%1条", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>"))
    body = numbered("a") + numbered("b") + numbered("c", level=1)
    assert labels(docx(body, numbering=abstract(0, *levels) + num(1, 0)))[-1] == "2.1"


def test_lists_of_one_definition_go_on_counting() -> None:
    numbering = abstract(0, *THREE_LEVELS) + num(1, 0) + num(2, 0)
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 1)
    assert labels(docx(body, numbering=numbering)) == ["第一条", "第二条", "第三条"]


def test_a_start_override_restarts_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, *THREE_LEVELS) + num(1, 0) + num(2, 0, override)
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 2) + numbered("d", 1)
    assert labels(docx(body, numbering=numbering)) == ["第一条", "第五条", "第六条", "第七条"]


def test_a_level_override_replaces_the_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "%1、", "chineseCounting")}</w:lvlOverride>'
    numbering = abstract(0, *THREE_LEVELS) + num(1, 0, override)
    assert labels(docx(numbered("a") + numbered("b"), numbering=numbering)) == ["一、", "二、"]


def test_a_level_may_go_on_counting_under_the_next_article() -> None:
    levels = (level(0, "%1."), level(1, "§%2", more='<w:lvlRestart w:val="0"/>'))
    body = "".join(numbered("x", 1, at) for at in (0, 1, 0, 1, 1))
    data = docx(body, numbering=abstract(0, *levels) + num(1, 0))
    assert labels(data) == ["1.", "§1", "2.", "§2", "§3"]


def test_a_number_comes_with_the_style_and_the_style_it_is_based_on() -> None:
    styles = style("Article", "Article", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "Special", "Special", based_on="Article"
    )
    body = paragraph("标的", '<w:pStyle w:val="Article"/>')
    body += paragraph("数量", '<w:pStyle w:val="Special"/>')
    data = docx(body, styles=styles, numbering=abstract(0, *THREE_LEVELS) + num(1, 0))
    assert labels(data) == ["第一条", "第二条"]


def test_the_level_that_names_a_style_is_the_styles_level() -> None:
    levels = (level(0, "%1."), level(1, "%1.%2", more='<w:pStyle w:val="Clause"/>'))
    styles = style("Clause", "Clause", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = numbered("a") + paragraph("b", '<w:pStyle w:val="Clause"/>')
    data = docx(body, styles=styles, numbering=abstract(0, *levels) + num(1, 0))
    assert labels(data) == ["1.", "1.1"]


def test_a_paragraph_opts_out_of_its_styles_numbering() -> None:
    styles = style("Article", "Article", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = paragraph("a", '<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    data = docx(body, styles=styles, numbering=abstract(0, *THREE_LEVELS) + num(1, 0))
    assert labels(data) == [""]


def test_a_numbering_style_lends_its_levels() -> None:
    styles = style("Legal", "Legal", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = (
        abstract(0, *THREE_LEVELS, more='<w:styleLink w:val="Legal"/>')
        + abstract(1, more='<w:numStyleLink w:val="Legal"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert labels(docx(numbered("a", 2), styles=styles, numbering=numbering)) == ["第一条"]


def test_numbering_styles_that_link_in_a_circle_number_nothing() -> None:
    styles = style("A", "A", '<w:numPr><w:numId w:val="2"/></w:numPr>') + style(
        "B", "B", '<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    numbering = (
        abstract(0, more='<w:numStyleLink w:val="A"/>')
        + abstract(1, more='<w:numStyleLink w:val="B"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert labels(docx(numbered("a", 1), styles=styles, numbering=numbering)) == [""]


def test_a_bullet_is_no_number() -> None:
    data = docx(numbered("硬件"), numbering=abstract(0, level(0, "", "bullet")) + num(1, 0))
    (block,) = parse(data).blocks
    assert (block.kind, block.number_label, block.shown) == (BlockKind.LIST_ITEM, "", "硬件")
