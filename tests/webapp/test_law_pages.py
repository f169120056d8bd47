"""The law register edited in the page: drafts of administrators, then in force for everybody."""

import re
from io import BytesIO

from house import Browser, House
from sent_form import sent

ENTRY = "/laws/entry/公司法"
DRAFT = f"{ENTRY}/draft"


def test_a_law_is_edited_as_a_draft_and_counts_once_it_is_in_force(
    house: House, administrator: Browser, reader: Browser
) -> None:
    assert administrator.post(f"{DRAFT}/begin").status_code == 302
    form = sent(administrator.get(DRAFT).text, repealed_on="2026-01-01", replaced_by="新公司法")
    assert administrator.post(DRAFT, form).status_code == 302
    draft = administrator.get(DRAFT).text
    assert "<dt>废止日期</dt><dd><ins>2026-01-01</ins></dd>" in draft
    assert "新公司法" not in reader.get(ENTRY).text
    edits = sent(draft)["edits"]
    assert administrator.post(f"{DRAFT}/in-force", {"edits": edits}).status_code == 302
    assert "新公司法" in reader.get(ENTRY).text
    assert "第 1 版，admin" in reader.get("/laws").text
    administrator.post(f"{ENTRY}/end")
    assert "新公司法" not in reader.get(ENTRY).text


def test_a_new_law_is_drafted_and_what_is_wrong_is_said_beside_its_field(
    administrator: Browser,
) -> None:
    form = {"name": "外商投资法", "name_en": "Foreign Investment Law", "in_force_from": "soon"}
    answer = administrator.post("/laws/new", {**form, "short_names": "公司法", "articles": "x"})
    assert answer.status_code == 422
    for name in ("in_force_from", "articles"):
        assert f'id="{name}-error"' in answer.text
    answer = administrator.post("/laws/new", {**form, "source": "民法典"})
    assert "缺少这一项（如 民法典 1260）" in answer.text
    form["in_force_from"] = "2020-01-01"
    assert administrator.post("/laws/new", {**form, "short_names": "公司法"}).status_code == 422
    assert administrator.post("/laws/new", form).status_code == 302
    assert "外商投资法" in administrator.get("/laws").text


def test_the_file_makes_a_draft_of_each_law_that_it_changes(administrator: Browser) -> None:
    text = administrator.get("/laws/register.yaml").text

    def upload(data: str) -> tuple[int, str]:
        file = (BytesIO(data.encode()), "laws.yaml")
        answer = administrator.post("/laws/file", {"file": file})
        return answer.status_code, answer.text

    edited = text.replace("renumbered_from: 2024-07-01", "renumbered_from: 2027-01-01")
    assert upload(edited)[0] == 302
    assert "已存为草稿：公司法。" in administrator.get("/laws").text
    assert 'value="2027-01-01"' in administrator.get(DRAFT).text
    status, page = upload(edited.replace("articles: 266", "articles: many"))
    assert status == 422
    assert "应为整数" in page


def test_only_administrators_edit_or_see_drafts(
    administrator: Browser, editor: Browser, reader: Browser
) -> None:
    administrator.post(f"{DRAFT}/begin")
    for browser in (editor, reader):
        assert browser.get(DRAFT).status_code == 403
        assert browser.post(f"{DRAFT}/in-force", {"edits": "1"}).status_code == 403
        assert browser.get(f"{ENTRY}?version=1").status_code == 404
        assert "/draft" not in browser.get("/laws").text
        assert browser.get("/laws/register.yaml").status_code == 200


def test_a_law_names_the_checklist_items_that_rest_on_it(reader: Browser) -> None:
    page = reader.get("/laws/entry/电子商务法").text
    assert "以该法为依据的检查项" in page
    assert re.search(r'href="/checklists/platform_agreement#[a-z_]+"', page)
