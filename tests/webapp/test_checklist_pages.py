"""Checklists edited in the page: drafts of administrators, then in force for everybody at once."""

import re
from io import BytesIO
from pathlib import Path

from house import Browser, House
from openpyxl import load_workbook
from sent_form import sent

from review.checklist_text import checklist_of
from review.house_checklists import CHECKLIST_DRAFTS

DRAFT = "/checklists/sale_purchase/draft"
ITEM = f"{DRAFT}/items/settlement"
WORDINGS = ("question", "guidance", "fallback_wording")


def test_an_item_is_edited_as_a_draft_and_counts_once_it_is_in_force(
    house: House, administrator: Browser, reader: Browser
) -> None:
    review = f"/documents/{house.documents['设备采购合同']}/review"
    assert administrator.post(DRAFT).status_code == 302
    form = sent(administrator.get(ITEM).text, **{"parameters-0-at_most": "20"})
    assert administrator.post(ITEM, form).headers["Location"] == f"{DRAFT}#settlement"
    draft = administrator.get(DRAFT).text
    assert "修改检查项" in draft
    again = sent(draft)
    assert administrator.post(f"{DRAFT}/in-force", {"edits": again["edits"]}).status_code == 302
    assert "不超过20日" in reader.get(review).text
    assert "第 1 版，admin" in reader.get("/checklists").text
    administrator.post("/checklists/sale_purchase/end")
    assert "不超过20日" not in reader.get(review).text


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    administrator: Browser,
) -> None:
    administrator.post(DRAFT)
    form = sent(
        administrator.get(ITEM).text,
        **{"parameters-0-at_most": "many", "clause_types": "付款\n瞎编", "question.en": ""},
    )
    answer = administrator.post(ITEM, form)
    assert answer.status_code == 422
    for name in ("parameters-0-at_most", "clause_types", "question.en"):
        assert f'id="{name}-error"' in answer.text
    assert "瞎编" in answer.text
    assert "还没有修改" in administrator.get(DRAFT).text


def test_a_draft_and_its_version_tell_each_changed_field_before_and_after(
    administrator: Browser,
) -> None:
    administrator.post(DRAFT)
    changes = {"parameters-0-at_most": "20", "legal_basis": "民法典 596\n合同法 60\n民法总规 3"}
    form = sent(administrator.get(ITEM).text, **changes)
    form["clause_types"] += "\n发票与税费"
    administrator.post(ITEM, form)
    draft = administrator.get(DRAFT).text
    told = (
        "<dt>付款期限 · 上限</dt><dd><del>60</del> → <ins>20</ins></dd>",
        "<dt>法律依据</dt><dd><del>民法典 628</del> → <ins>合同法 60、民法总规 3</ins></dd>",
        "<dt>条款类型</dt><dd><ins>发票与税费</ins></dd>",
    )
    assert all(each in draft for each in told)
    assert "《合同法》第60条：已于 2021-01-01 废止，由民法典合同编取代。" in draft
    assert "《民法总规》第3条：法律登记中没有这部法律。" in draft
    administrator.post(f"{DRAFT}/in-force", {"edits": sent(draft)["edits"]})
    version = administrator.get("/checklists/sale_purchase?version=1").text
    assert all(each in version for each in told)


def test_a_draft_is_not_discarded_by_one_wrong_click(administrator: Browser) -> None:
    administrator.post(DRAFT)
    form = re.search(
        r'<details class="asked-again"><summary[^>]*>删除草稿</summary>(.*?)</details>',
        administrator.get(DRAFT).text, re.DOTALL,
    )  # fmt: skip
    assert form is not None
    assert f'action="{DRAFT}/discard"' in form[1]
    assert "将全部删除" in form[1]


def test_types_are_ticked_and_a_new_item_gets_an_id(administrator: Browser) -> None:
    administrator.post(DRAFT)
    page = administrator.get(ITEM).text
    assert '<input type="checkbox" name="clause_types" value="付款方式与期限" checked>' in page
    figure = {"name.zh": "保密期限", "name.en": "Term", "measure": "期限", "unit": "年"}
    figure |= {"beside": "保密", "at_least": "2"}
    new = {
        **sent(administrator.get(f"{DRAFT}/items/new").text, level="建议"),
        **{f"{part}.{language}": "说" for part in WORDINGS for language in ("zh", "en")},
        **{f"parameters-0-{name}": text for name, text in figure.items()},
        "clause_types": ["保密", "个人信息与数据保护"],
    }
    assert administrator.post(f"{DRAFT}/items/new", new).headers["Location"].endswith("_2")
    item = administrator.get(f"{DRAFT}/items/confidentiality_2").text
    assert all(
        f'name="clause_types" value="{name}" checked' in item
        for name in ("保密", "个人信息与数据保护")
    )
    assert 'name="parameters-0-id" value="figure_1"' in item


def test_who_did_not_see_the_newest_draft_overwrites_nothing(administrator: Browser) -> None:
    administrator.post(DRAFT)
    first = sent(administrator.get(ITEM).text, **{"question.en": "First"})
    second = {**first, "question.en": "Second"}
    assert administrator.post(ITEM, first).status_code == 302
    assert administrator.post(ITEM, second).status_code == 400
    assert "First" in administrator.get(ITEM).text


def test_items_are_added_and_removed(administrator: Browser) -> None:
    administrator.post(DRAFT)
    new = {
        **sent(administrator.get(f"{DRAFT}/items/new").text),
        "id": "house_rule", "level": "必备", "clause_types": "保密", "question.zh": "新问题",
        "question.en": "New", "guidance.zh": "看", "guidance.en": "Look",
        "fallback_wording.zh": "写", "fallback_wording.en": "Write", "legal_basis": "民法典 501",
    }  # fmt: skip
    assert administrator.post(f"{DRAFT}/items/new", new).status_code == 302
    assert administrator.post(f"{DRAFT}/items/new", {**new, "edits": "2"}).status_code == 422
    assert administrator.post(f"{ITEM}/remove", {"edits": "2"}).status_code == 302
    draft = administrator.get(DRAFT).text
    assert "新增检查项" in draft
    assert "移除检查项" in draft


def test_a_spreadsheet_comes_back_as_a_draft_or_with_its_errors(administrator: Browser) -> None:
    book = load_workbook(BytesIO(administrator.get("/checklists/sale_purchase/file.xlsx").data))
    book["检查项"]["B2"].value = "当事人是否写明？"

    def upload() -> tuple[int, str]:
        saved = BytesIO()
        book.save(saved)
        saved.seek(0)
        answer = administrator.post("/checklists/file", {"file": (saved, "清单.xlsx")})
        return answer.status_code, answer.text

    assert upload()[0] == 302
    assert "当事人是否写明？" in administrator.get(DRAFT).text
    book["检查项"]["E3"].value = "重要"
    status, page = upload()
    assert status == 422
    assert "第 3 行，列“级别”（E3）" in page


def test_a_file_leaves_another_administrators_draft_as_it_is(
    house: House, administrator: Browser
) -> None:
    text = administrator.get("/checklists/sale_purchase/file.yaml").text
    with house.services.database.write() as connection:
        CHECKLIST_DRAFTS.save(connection, checklist_of(text, "sale_purchase"), "李律师")
    file = (BytesIO(text.encode()), "清单.yaml")
    answer = administrator.post("/checklists/file", {"file": file})
    assert answer.status_code == 400
    assert "由 李律师 于" in answer.text
    assert "李律师" in administrator.get(DRAFT).text


def test_only_administrators_edit_or_see_drafts(
    administrator: Browser, editor: Browser, reader: Browser, tmp_path: Path
) -> None:
    administrator.post(DRAFT)
    for browser in (editor, reader):
        assert browser.get(DRAFT).status_code == 403
        assert browser.post(f"{DRAFT}/in-force", {"edits": "1"}).status_code == 403
        assert browser.get("/checklists/sale_purchase?version=1").status_code == 404
        assert browser.get("/checklists/sale_purchase/file.yaml?version=1").status_code == 404
        assert "/draft" not in browser.get("/checklists").text
        assert browser.get("/checklists/sale_purchase/file.yaml").status_code == 200
