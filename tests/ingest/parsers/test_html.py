import pytest
from refused_files import assert_refused

from contracts.document import Block, BlockKind
from contracts.errors import DamagedFile, EmptyFile, UnreadableFile
from ingest.parsers.html import parse


def blocks(body: str) -> tuple[Block, ...]:
    return parse(
        f"<html><head><title>合同</title></head><body>{body}</body></html>".encode()
    ).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def test_line_breaks_end_paragraphs() -> None:
    assert texts("<p>　　第一条　标的<br/>\n　　第二条　<b>数</b>量</p>") == [
        "第一条　标的",
        "第二条　数量",
    ]


def test_headings_keep_their_level() -> None:
    read = blocks("<h1>采购合同</h1><h3>付款</h3><p>货到付款。</p>")
    assert [(block.kind, block.level) for block in read] == [
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, None),
    ]


def test_a_term_heads_what_is_told_of_it_and_names_what_is_filled_in() -> None:
    read = blocks(
        "<dl><dt>退货运费</dt><dd>质量问题由我们承担。</dd><dt>地址</dt><dd>广州</dd></dl>"
    )
    assert [block.kind for block in read] == [BlockKind.HEADING, *[BlockKind.PARAGRAPH] * 3]


def test_ordered_lists_number_their_items_as_a_browser_does() -> None:
    body = (
        "<ol start=3><li>验收<ul><li>外观</li></ul></li><li value=7>付款</li></ol>"
        "<ol type=a><li>x</ol>"
    )
    assert [block.shown for block in blocks(body)] == ["3. 验收", "外观", "7. 付款", "a. x"]


def test_a_number_typed_in_a_list_item_is_not_doubled() -> None:
    assert [block.shown for block in blocks("<ol><li>第一条 标的</li></ol>")] == ["第一条 标的"]


def test_tables_keep_spans_and_layout_tables_become_their_text() -> None:
    body = (
        "<table><tr><td><table><tr><th colspan=2>货物</th></tr>"
        "<tr><td>空调</td><td>2 台</td></tr></table><p>第二条</p></td></tr></table>"
    )
    table, paragraph = blocks(body)
    assert table.text == "货物\n空调\t2 台"
    assert table.table[0][0].column_span == 2
    assert paragraph.text == "第二条"


def test_what_a_reader_does_not_see_is_dropped() -> None:
    body = (
        "<script>var x</script><style>p{}</style><nav>首页</nav><p hidden>a</p>"
        "<div style='display: none'>b</div><!-- c --><p>正文</p>"
    )
    assert texts(body) == ["正文"]


def test_terms_in_a_text_area_are_read() -> None:
    assert texts("<textarea>1、遵守条款\n2、修改条款</textarea>") == ["1、遵守条款", "2、修改条款"]


def test_a_wrapped_source_line_puts_no_space_into_chinese() -> None:
    assert texts("<p>甲方应\n  当付款 within\n30 days</p>") == ["甲方应当付款 within 30 days"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "gb2312"), ("gb18030", "gb2312"), ("big5", "big5"), ("gb18030", ""), ("utf-16", "")],
)
def test_the_encoding_is_found(encoding: str, declared: str) -> None:
    text = "本合同自雙方簽字之日起生效" if encoding == "big5" else "本合同自双方签字之日起生效"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    meta = meta if declared else ""
    (block,) = parse(f"<html><head>{meta}</head><p>{text}</p></html>".encode(encoding)).blocks
    assert block.text == text


def test_the_title_is_the_pages() -> None:
    assert parse("<title> 采购合同 </title><p>x</p>".encode()).title == "采购合同"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"<html><body><script>x</script></body></html>", EmptyFile),
        (b"<div>" * 5000 + b"x", DamagedFile),
        (bytes(range(256)) * 10, DamagedFile),
    ],
)
def test_bad_files_are_refused_with_a_sentence_in_both_languages(
    data: bytes, error: type[UnreadableFile]
) -> None:
    assert_refused(parse, data, error)


def test_what_a_site_prints_around_its_pages_is_page_header_and_footer() -> None:
    read = blocks(
        "<header><a>商城 · 帮助中心</a></header><main><p>一、保修一年。</p></main>"
        "<footer><p>© 商城</p><p>客服热线 400</p></footer>"
    )
    assert [(block.kind, block.text) for block in read] == [
        (BlockKind.HEADER, "商城 · 帮助中心"),
        (BlockKind.PARAGRAPH, "一、保修一年。"),
        (BlockKind.FOOTER, "© 商城"),
        (BlockKind.FOOTER, "客服热线 400"),
    ]


def test_a_header_that_holds_the_document_or_its_title_is_no_frame() -> None:
    titled = blocks("<header><h1>服务协议</h1><p>甲方：某公司</p></header><p>第一条 服务</p>")
    inside = blocks("<article><header><p>甲方：某公司</p></header><p>第一条 服务</p></article>")
    unclosed = blocks(f"<header><p>商城<p>{'第一条 服务。' * 80}")
    frames = {BlockKind.HEADER, BlockKind.FOOTER}
    assert not any(block.kind in frames for block in (*titled, *inside, *unclosed))
