"""The pages: what each shows in each of its states."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from house import Browser, House


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
