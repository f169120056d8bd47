"""The search page: hits, facets, what cannot be read, what is offered where little is found."""

import re
from html import unescape

from flask import render_template_string
from house import Browser, House

from store import outbox


def test_a_search_shows_the_clause_with_its_words_marked(reader: Browser) -> None:
    page = reader.get("/?q=违约金").text
    assert "1 条条款 · 1 份文件" in page
    assert "<mark>违约金</mark>" in page
    assert "第三条" in page
    assert "青禾电子商务有限公司" in page


def test_a_hit_opens_at_its_clause_with_the_words_marked(house: House, reader: Browser) -> None:
    link = re.search(r'href="(/documents/[^"#]+)#(c\d+)"', reader.get("/?q=违约金").text)
    assert link is not None
    page = reader.get(link[1].replace("&amp;", "&")).text
    clause = re.search(
        rf'<section class="[^"]*\bcurrent\b[^"]*" id="{link[2]}".*?</section>', page, re.S
    )
    assert clause is not None
    assert "<mark>违约金</mark>" in clause[0]


def test_an_active_facet_can_be_removed(reader: Browser) -> None:
    page = reader.get("/?q=违约金&type=liquidated_damages").text
    assert re.search(r'class="chip active" href="/\?q=[^"&]+"', page)


def test_a_query_that_cannot_be_read_shows_the_spot(reader: Browser) -> None:
    answer = reader.get("/?q=违约金 OR")
    assert answer.status_code == 400
    assert "违约金 OR<mark>␣</mark>" in answer.text
    assert "这里应有一个词" in answer.text


def test_what_cannot_be_read_is_marked_whole_with_queries_that_can_be(reader: Browser) -> None:
    page = reader.get("/?q=逾期 (clause:保秘 OR 违约金)").text
    assert "逾期 (clause:<mark>保秘</mark> OR 违约金)" in page
    link = re.search(r'<a href="([^"]+)"><code>逾期 \(clause:保密 OR 违约金\)', page)
    assert link is not None
    assert reader.get(unescape(link[1])).status_code == 200


def test_a_query_too_long_for_an_address_is_told_in_words(reader: Browser) -> None:
    answer = reader.get("/too-long")
    assert answer.status_code == 414
    assert "最多约 850 个汉字" in answer.text


def test_no_hits_offer_a_search_without_the_filters(reader: Browser) -> None:
    page = reader.get("/?q=违约金&kind=policy").text
    assert "去掉筛选条件再检索" in page


def test_a_search_that_cannot_be_answered_is_no_empty_result(house: House, reader: Browser) -> None:
    with house.services.database.write() as connection:
        outbox.add(connection, house.documents["设备采购合同"])
    (house.services.settings.data / "index" / "current").unlink()
    answer = reader.get("/?q=违约金")
    assert answer.status_code == 503
    assert "有 1 处更改等待编入索引" in answer.text


def test_counts_have_their_thousands_parted(house: House) -> None:
    page = "{{ ngettext('%(num)s clause', '%(num)s clauses', 57131|grouped) }} {{ 999|grouped }}"
    with house.app.test_request_context(headers={"Accept-Language": "zh"}):
        assert render_template_string(page) == "57,131 条条款 999"


def test_where_nothing_is_found_looser_queries_are_offered(reader: Browser) -> None:
    page = reader.get("/?q=违约金 鲲鹏计划").text
    assert "没有含全部词语的条款" in page
    assert "下面的写法能查到：" in page
    link = re.search(r'<a href="([^"]+)">违约金</a> <span[^>]*>1 条条款</span>', page)
    assert link is not None
    assert "逾期交货" in reader.get(unescape(link[1])).text
    assert ">鲲鹏计划</a>" not in page  # it stands in a collection that is hidden


def test_clauses_with_some_of_the_words_stand_below_and_are_told_apart(house: House) -> None:
    house.add_document("采购", "供货合同", "供货合同\n第一条 交货 逾期交货的，每日支付违约金。")
    house.add_document("采购", "另一份", "另一份\n第一条 付款 逾期的，支付利息。")
    browser = house.browser("读者")
    page = browser.get("/?q=逾期 利息").text
    hits, _, below = page.partition('class="below"')
    assert "<mark>利息</mark>" in hits
    assert "另有" in below
    assert "支付违约金" in below
    assert "支付利息" not in below
    everything = re.search(r'<a class="small" href="([^"]+)">', below)
    assert everything is not None
    assert "支付违约金" in browser.get(unescape(everything[1])).text
    assert "支付违约金" not in browser.get("/hits.csv?q=逾期 利息").text
    assert 'class="below"' not in browser.get("/?q=“逾期 利息”").text
    assert 'class="below"' not in browser.get("/?q=逾期 AND 利息").text


def test_where_nothing_has_all_of_the_words_those_with_some_are_shown(reader: Browser) -> None:
    page = reader.get("/?q=逾期交货应当怎么赔偿").text
    assert "没有含全部词语的条款" in page
    assert "<mark>逾期交货</mark>" in page.partition('class="below"')[2]


def test_synonyms_are_searched_for_as_well_and_can_be_left_out(house: House) -> None:
    house.add_document(
        "采购", "家电售后服务条款", "家电售后服务条款\n第一条 三包\n经营者负责修理、更换、退货。"
    )
    browser = house.browser("读者")
    page = browser.get("/?q=包修、包换、包退").text
    assert "同义词一并检索： 三包 / 修理更换退货 / 修理、更换、退货" in page
    assert "<mark>修理、更换、退货</mark>" in page
    narrow = re.search(r'<a href="([^"]+)">只按输入的文字检索</a>', page)
    assert narrow is not None
    page = browser.get(unescape(narrow[1])).text
    assert "没有符合的条款" in page
    assert "同义词也一并检索" in page
    assert "同义词" not in browser.get("/?q=违约金").text
