"""The pages: what each shows in each of its states."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from flask import render_template_string
from house import Browser, House
from openpyxl import load_workbook

from store import outbox


def test_the_start_page_says_what_to_do_first(empty_house: House) -> None:
    browser = empty_house.browser("admin")
    assert "新建合同集" in browser.get("/").text
    answer = browser.post("/administration/collections", {"name": "采购", "next": "/"})
    assert answer.headers["Location"] == "/"
    assert 'href="/imports/new"' in browser.get("/").text


def test_the_start_page_tells_what_waits_and_nothing_hidden(house: House, reader: Browser) -> None:
    soon = date.today() + timedelta(days=40)
    text = f"维护合同\n第一条 期限\n本合同有效期至{soon.year}年{soon.month}月{soon.day}日止。"
    house.add_document("采购", "维护合同", text)
    house.add_document("并购", "另一份合同", text.replace("维护合同", "另一份合同"))
    page = reader.get("/").text
    assert "还有 40 天" in page
    assert "另一份合同" not in page
    assert re.search(r'<strong class="figures">1</strong><span>份合同 90 天内到期', page)
    assert re.search(r'<strong class="figures">2</strong><span>份文件<', page)
    assert "另一份合同" in house.browser("admin").get("/").text


def test_the_library_is_narrowed_to_what_ends_soon(house: House, reader: Browser) -> None:
    soon = date.today() + timedelta(days=40)
    text = f"维护合同\n第一条 期限\n本合同有效期至{soon.year}年{soon.month}月{soon.day}日止。"
    house.add_document("采购", "维护合同", text)
    assert "维护合同</a>" in reader.get("/documents?expires=90").text
    assert "设备采购合同</a>" not in reader.get("/documents?expires=90").text
    assert "维护合同</a>" not in reader.get("/documents?expires=30").text
    assert "维护合同</a>" not in reader.get("/documents?expires=past").text
    assert "设备采购合同</a>" in reader.get("/documents?expires=x").text


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


def test_the_library_is_handed_out_as_it_is_filtered_and_to_whom_it_may_be(reader: Browser) -> None:
    def titles(address: str) -> list[object]:
        sheet = load_workbook(BytesIO(reader.get(address).data)).worksheets[0]
        return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]

    assert titles("/documents/list.xlsx") == ["设备采购合同"]
    assert titles("/documents/list.xlsx?text=租赁") == []


def test_the_library_filters_and_sorts(house: House, administrator: Browser) -> None:
    page = administrator.get("/documents?sort=title&direction=up").text
    assert 'aria-sort="ascending"' in page
    page = administrator.get(f"/documents?collection={house.collections['并购']}").text
    assert "设备采购合同</a>" not in page
    assert "没有符合筛选条件的文件" in administrator.get("/documents?text=不存在").text


def test_an_unknown_filter_or_sort_is_passed_over(reader: Browser) -> None:
    for address in (
        "/documents?sort=x&direction=y",
        "/documents?kind=x&collection=x&page=x",
        "/?page=0",
    ):
        assert reader.get(address).status_code == 200


def test_a_document_shows_its_clauses_with_number_and_heading(
    house: House, reader: Browser
) -> None:
    page = reader.get(f"/documents/{house.documents['设备采购合同']}").text
    assert re.search(
        r'<span class="label">第三条</span>.*?<strong class="heading[^"]*">违约责任</strong>', page
    )
    assert "违约金与赔偿标准" in page or "违约责任" in page


def test_only_pdfs_have_pages_to_draw(house: House, reader: Browser) -> None:
    document, version = house.documents["设备采购合同"], house.versions["设备采购合同"]
    assert reader.get(f"/documents/{document}/versions/{version}/pages/1.png").status_code == 404
    assert "原页" not in reader.get(f"/documents/{document}?side=page").text


def test_a_corrected_fact_stays_and_is_searched(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    answer = editor.post(f"/documents/{document}/facts/title", {"value": "压缩机采购合同"})
    assert answer.status_code == 302
    page = editor.get(f"/documents/{document}").text
    assert '<h1 lang="zh-Hans">压缩机采购合同</h1>' in page
    assert "编辑 更正" in page


def test_parties_are_corrected_one_a_line(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    editor.post(f"/documents/{document}/facts/parties", {"value": "买方：甲公司\n卖方: 乙公司\n"})
    assert "甲公司 / 乙公司" in editor.get(f"/documents/{document}").text


def test_a_sum_is_typed_as_contracts_write_it_and_filters_the_table(
    house: House, editor: Browser
) -> None:
    document = house.documents["设备采购合同"]
    editor.post(f"/documents/{document}/facts/amount", {"value": "人民币50万元"})
    assert "CNY 500,000.00" in editor.get(f"/documents/{document}").text
    assert "设备采购合同" in editor.get("/documents?amount=50万").text
    assert "设备采购合同" not in editor.get("/documents?amount=500,001").text


def test_an_end_that_is_reckoned_says_so(house: House, editor: Browser) -> None:
    stated = "维修合同\n签订日期：2024年1月18日\n本合同有效期三年，自双方签字盖章之日起生效。"
    house.add_document("采购", "维修合同", stated)
    page = editor.get(f"/documents/{house.documents['维修合同']}").text
    assert re.search(r"2027-01-17</span> <span[^>]*>推算<", page)
    assert len(re.findall(">推算<", page)) == 2  # the day of signing is stated


def test_a_value_that_a_fact_cannot_hold_is_refused(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    answer = editor.post(f"/documents/{document}/facts/agreement_date", {"value": "三月"})
    assert answer.status_code == 422
    assert "2024-03-01" in answer.text


def test_a_review_shows_every_verdict_as_a_word(house: House, reader: Browser) -> None:
    page = reader.get(f"/documents/{house.documents['设备采购合同']}/review").text
    assert "缺失" in page
    assert "具备" in page
    assert re.search(r'href="/documents/\d+\?version=\d+&amp;clause=[\d.]+#c\d+"', page)


def test_the_matrix_has_a_cell_with_a_word_for_every_item(reader: Browser) -> None:
    page = reader.get("/matrix?checklist=sale_purchase").text
    verdicts = "present|weak-verdict|missing|unacceptable|waived|not_applicable"
    cells = re.findall(rf'<td class="(?:{verdicts})">', page)
    columns = re.findall(r'<th scope="col" class="(?:mandatory|recommended)', page)
    assert len(cells) == len(columns) > 10


def test_the_matrix_begins_with_the_item_that_it_is_filtered_by(reader: Browser) -> None:
    page = reader.get("/matrix?checklist=sale_purchase&gap=delivery&verdict=present").text
    heads = re.findall(r'class="upright"[^>]*>([^<]+)', page)
    assert heads[0] == "交付与履行"
    assert len(set(heads)) == len(heads) > 10


def test_an_unknown_checklist_is_not_found(house: House, reader: Browser) -> None:
    assert reader.get("/matrix?checklist=nothing").status_code == 404


def test_the_plain_upload_form_leads_to_a_receipt(house: House, editor: Browser) -> None:
    answer = editor.post(
        "/imports",
        {
            "collection": str(house.collections["采购"]),
            "files": [
                (BytesIO("第一条 标的".encode()), "合同/新 合同.txt"),
                (BytesIO(b""), "空.txt"),
            ],
        },
    )
    page = editor.get(answer.location).text
    assert "新 合同.txt" in page
    assert "空.txt" in page


def test_a_folder_is_uploaded_file_by_file(house: House, editor: Browser) -> None:
    collection = str(house.collections["采购"])
    begun = editor.post("/api/imports", {"collection": collection})
    assert begun.status_code == 201
    run = begun.get_json()
    for path in ("甲/合同.txt", "乙/合同.txt"):
        file = BytesIO("保密协议\n第一条 保密\n双方保密。".encode())
        sent = editor.post(run["files"], {"file": (file, "合同.txt"), "path": path}).get_json()
        assert sent["outcome"] == ("received" if path.startswith("甲") else "duplicate")
    editor.post(run["end"])
    page = editor.get(run["page"]).text
    assert "甲/合同.txt" in page
    state = editor.get(f"/api{run['page']}").get_json()
    assert state["received"] == 2 == state["duplicate"] + state["pending"]


def test_a_new_version_is_received(house: House, editor: Browser) -> None:
    document = house.documents["设备采购合同"]
    file = (BytesIO("设备采购合同\n第一条 标的\n三台。".encode()), "第二版.txt")
    editor.post(f"/documents/{document}/versions", {"file": file})
    page = editor.get(f"/documents/{document}?side=versions").text
    assert "第二版.txt" in page
    assert "第 2 版" in page


@pytest.mark.parametrize(
    ("header", "word"), [("zh-TW,zh;q=0.9", "登录"), ("en-GB,en", "Log in"), ("de", "登录")]
)
def test_the_language_is_the_browser_s(house: House, header: str, word: str) -> None:
    page = house.browser().get("/login", headers={"Accept-Language": header}).text
    assert word in page


def test_the_language_can_be_switched_and_is_remembered(house: House, reader: Browser) -> None:
    reader.post("/language", {"language": "en", "next": "/documents"})
    assert '<html lang="en">' in reader.get("/documents").text
    assert '<html lang="en">' in house.browser("读者").get("/documents").text


def test_traditional_text_says_so(empty_house: House) -> None:
    empty_house.add_collection("台灣")
    empty_house.add_document(
        "台灣", "維護合約", "電梯維護合約\n第一條 範圍\n乙方應負責維護電梯設備。"
    )
    page = empty_house.browser("admin").get(f"/documents/{empty_house.documents['維護合約']}").text
    assert 'lang="zh-Hant" aria-label="正文"' in page


def test_an_administrator_gives_access_step_by_step(empty_house: House) -> None:
    administrator = empty_house.browser("admin")
    administrator.post("/administration/collections", {"name": "采购"})
    administrator.post("/administration/users", {"name": "新人", "password": "a long password"})
    page = administrator.get("/administration").text
    grant = re.search(r"/administration/users/\d+/grants/\d+", page)
    assert grant is not None
    administrator.post(grant[0], {"role": "editor"})
    newcomer = empty_house.browser()
    newcomer.log_in("新人", "a long password")
    assert "采购" in newcomer.get("/imports/new").text


def test_names_are_not_given_twice(house: House, administrator: Browser) -> None:
    administrator.post("/administration/collections", {"name": "采购"})
    assert "已有同名合同集" in administrator.get("/administration").text
    administrator.post("/administration/users", {"name": "读者", "password": "a long password"})
    assert "已有同名用户" in administrator.get("/administration").text


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
