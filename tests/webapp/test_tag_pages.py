"""Correcting tags on the pages: what speaks for a tag is seen, and a person's word is kept."""

import re
from urllib.parse import urlencode

import pytest
from house import Browser, House

from contracts.clause import Clause, Strength, Tag, TagSource
from contracts.visibility import EVERYTHING
from store import audit
from store.readings import clauses_of, tags_of
from store.tag_corrections import corrections_of

TITLE = "设备采购合同"


def clause(house: House, heading: str) -> Clause:
    with house.services.database.read() as connection:
        clauses = clauses_of(connection, house.versions[TITLE], EVERYTHING)
    return next(each for each in clauses if each.heading == heading)


def tag(house: House, heading: str, clause_type: str) -> Tag | None:
    with house.services.database.read() as connection:
        held = tags_of(connection, house.versions[TITLE], EVERYTHING)
    tags = held.get(clause(house, heading).id, ())
    return next((each for each in tags if each.clause_type == clause_type), None)


def page(house: House, browser: Browser, **arguments: str) -> str:
    return browser.get(f"/documents/{house.documents[TITLE]}?{urlencode(arguments)}").text


def preview(house: House, browser: Browser, **arguments: str) -> str:
    asked = {"clause": clause(house, "违约责任").id, **arguments}
    path = f"/documents/{house.documents[TITLE]}/tags/preview"
    return browser.get(f"{path}?{urlencode(asked)}").text


def correct(house: House, browser: Browser, heading: str = "违约责任", **data: str) -> str:
    """Send the form; the address that follows."""
    asked = {"clause": clause(house, heading).id, **data}
    answer = browser.post(f"/documents/{house.documents[TITLE]}/tags", asked)
    assert answer.status_code == 302
    return answer.location


def test_a_tag_shows_its_score_reason_and_words(house: House, reader: Browser) -> None:
    shown = page(
        house, reader, side="tags", clause=clause(house, "违约责任").id, tag="liquidated_damages"
    )
    detail = re.search(r'data-detail="liquidated_damages">.*?</details>', shown, re.S)
    assert detail is not None
    assert "条款用语表明" in detail[0]
    assert "规则" in detail[0]
    assert re.search(r"0\.\d\d", detail[0])
    marked = re.search(r'<section class="[^"]*\bcurrent\b.*?</section>', shown, re.S)
    assert marked is not None
    assert "<mark>" in marked[0]


def test_readers_see_tags_but_nothing_to_correct_them_with(house: House, reader: Browser) -> None:
    shown = page(house, reader, side="tags", clause=clause(house, "违约责任").id)
    assert "违约金与赔偿标准" in shown
    assert "/tags/preview" not in shown
    assert "/tags/preview" not in reader.get(f"/documents/{house.documents[TITLE]}/review").text
    path = f"/documents/{house.documents[TITLE]}/tags"
    asked = {"clause": clause(house, "违约责任").id, "type": "price", "action": "add"}
    assert reader.get(f"{path}/preview?{urlencode(asked)}").status_code == 403
    assert reader.post(path, asked).status_code == 403
    assert reader.post(f"{path}/1/undo").status_code == 403


def test_a_correction_shows_which_findings_it_would_change(house: House, editor: Browser) -> None:
    dispute = clause(house, "争议解决").id
    shown = preview(house, editor, clause=dispute, type="dispute_resolution", action="remove")
    changes = re.search(r"<table.*?</table>", shown, re.S)
    assert changes is not None
    assert "争议" in changes[0]
    assert changes[0].index("具备") < changes[0].index("缺失")
    assert tag(house, "争议解决", "dispute_resolution") is not None
    assert "审查结论不变" in preview(house, editor, type="rule_change", action="add")


def test_what_was_previewed_is_saved_by_its_form(house: House, editor: Browser) -> None:
    shown = preview(house, editor, type="保密", action="add", words="每日按合同总价的千分之一")
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown))
    fields.pop("csrf_token")
    correct(house, editor, **fields)
    added = tag(house, "违约责任", "confidentiality")
    assert added is not None
    assert (added.source, added.strength) == (TagSource.PERSON, Strength.OPERATIVE)
    assert [span.exact for span in added.evidence] == ["每日按合同总价的千分之一"]


def test_a_saved_correction_is_seen_with_who_made_it(house: House, editor: Browser) -> None:
    target = correct(house, editor, type="breach_liability", action="remove")
    shown = editor.get(target).text
    detail = re.search(r'data-detail="breach_liability">.*?</details>', shown, re.S)
    assert detail is not None
    assert "人工 · 编辑，" in detail[0]
    assert "编辑" in page(house, editor, side="tags")
    with house.services.database.read() as connection:
        entry = audit.entries(connection)[0]
    assert (entry.user, entry.action) == ("编辑", "remove tag breach_liability")


def test_a_correction_is_undone(house: House, editor: Browser) -> None:
    before = tag(house, "违约责任", "breach_liability")
    correct(house, editor, type="breach_liability", action="remove")
    shown = page(house, editor)
    undo = re.search(r'<form id="undo-last" method="post" action="([^"]+)"', shown)
    assert undo is not None
    assert editor.post(undo[1]).status_code == 302
    assert tag(house, "违约责任", "breach_liability") == before
    assert editor.post(undo[1]).status_code == 404


def test_words_that_do_not_stand_in_the_clause_are_refused(house: House, editor: Browser) -> None:
    path = f"/documents/{house.documents[TITLE]}/tags"
    asked = {"clause": clause(house, "违约责任").id, "type": "price", "action": "add"}
    answer = editor.post(path, {**asked, "words": "双方对收购事宜保密，代号为鲲鹏计划"})
    assert answer.status_code == 422
    assert "没有这些文字" in answer.text
    assert editor.post(path, {**asked, "type": "诗歌"}).status_code == 422
    with house.services.database.read() as connection:
        assert corrections_of(connection, house.documents[TITLE], EVERYTHING) == ()


def test_a_clause_of_another_document_is_not_found(house: House, editor: Browser) -> None:
    path = f"/documents/{house.documents[TITLE]}/tags"
    for other in (f"{house.versions['股权收购保密协议']}.1", "1.999", "x"):
        assert editor.post(path, {"clause": other, "type": "price"}).status_code == 404


def test_a_missing_item_is_answered_from_the_review(house: House, editor: Browser) -> None:
    document = house.documents[TITLE]
    review = editor.get(f"/documents/{document}/review?checklist=general_contract").text
    link = re.search(rf'href="(/documents/{document}\?[^"]*item=confidentiality[^"]*)"', review)
    assert link is not None
    shown = editor.get(f"{link[1].replace('&amp;', '&')}&clause={clause(house, '标的').id}").text
    form = re.search(r'<form class="add-tag".*?</form>', shown, re.S)
    assert form is not None
    assert '<option value="confidentiality" selected>' in form[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0]))
    target = correct(house, editor, heading="标的", **{**fields, "type": "confidentiality"})
    assert target.endswith("#confidentiality")
    after = editor.get(target).text
    item = re.search(r'<article class="item" id="confidentiality".*?</article>', after, re.S)
    assert item is not None
    assert "具备" in item[0]


def test_a_rejected_passage_is_told_in_the_review(house: House, editor: Browser) -> None:
    correct(house, editor, heading="争议解决", type="dispute_resolution", action="remove")
    review = editor.get(f"/documents/{house.documents[TITLE]}/review").text
    assert "审阅人认为该条不属于此类" in review


def test_only_uncertain_tags_are_shown_on_demand(house: House, reader: Browser) -> None:
    house.add_document("采购", "短合同", "短合同\n第一条 保密\n第二条 付款\n甲方应于30日内付款。")
    document = house.documents["短合同"]
    shown = reader.get(f"/documents/{document}?uncertain=1").text
    outline = re.search(r'<nav class="pane outline".*?</nav>', shown, re.S)
    assert outline is not None
    assert "第一条" in outline[0]
    assert "第二条" not in outline[0]
    assert "甲方应于30日内付款" in shown


def test_a_heading_whose_clauses_provide_for_its_type_leaves_no_doubt(
    house: House, reader: Browser
) -> None:
    text = "短合同\n第一条 保密\n1.1 双方应当对本合同内容保密，不得向第三方披露。\n第二条 质量保证"
    house.add_document("采购", "短合同", text)
    document = house.documents["短合同"]
    shown = reader.get(f"/documents/{document}?uncertain=1").text
    outline = re.search(r'<nav class="pane outline".*?</nav>', shown, re.S)
    assert outline is not None
    assert "第一条" not in outline[0]
    assert "第二条" in outline[0]


def test_a_correction_whose_passage_is_gone_is_to_be_asked_again(
    house: House, editor: Browser
) -> None:
    correct(house, editor, heading="争议解决", type="dispute_resolution", action="remove")
    document = house.documents[TITLE]
    text = "设备采购合同\n第一条 标的\n乙方供应空气压缩机三台。\n第二条 付款\n货到付款。"
    house.add_document("采购", TITLE, text, document_id=document)
    shown = page(house, editor)
    assert "有 1 处更正所指的文字不在这一版本中" in shown
    assert "需要重新确认" in page(house, editor, side="tags")


@pytest.mark.parametrize("side", ["tags", "facts"])
def test_an_unknown_tag_clause_or_item_is_passed_over(
    house: House, reader: Browser, side: str
) -> None:
    shown = page(house, reader, side=side, clause="9.9", tag="x", item="x", checklist="x")
    assert "违约责任" in shown
