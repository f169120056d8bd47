"""The clause library: wordings with versions for everybody, their sources for those who may see."""

import re
from pathlib import Path

from command_line import tiaoli
from house import Browser, House

from contracts.visibility import EVERYTHING
from store.readings import clauses_of

FORM = {
    "type": "confidentiality",
    "language": "zh",
    "title": "保密（双方）",
    "text": "双方对履行中知悉的对方商业秘密承担保密义务，期限为合同终止后三年。",
    "when_to_use": "双方地位相当时使用；期限可让到两年。",
    "labels": "采购，双方",
}


def clause(house: House, title: str, heading: str) -> str:
    with house.services.database.read() as connection:
        clauses = clauses_of(connection, house.versions[title], EVERYTHING)
    return next(each.id for each in clauses if each.heading == heading)


def test_a_wording_is_taken_from_a_contract_and_reused(house: House, editor: Browser) -> None:
    wanted = clause(house, "设备采购合同", "违约责任")
    draft = editor.get(f"/saved/clauses/new?clause={wanted}").text
    assert "千分之一支付违约金" in draft
    assert re.search(r'value="(breach_liability|liquidated_damages)" selected', draft)
    answer = editor.post("/saved/clauses/new", {**FORM, "clause": wanted})
    assert answer.status_code == 302
    page = editor.get("/saved/clauses/1").text
    assert "合同终止后三年" in page
    assert "期限可让到两年" in page
    assert "摘自" in page
    assert "设备采购合同" in page
    assert "保密（双方）" in editor.get("/saved/clauses?type=confidentiality&text=双方").text
    assert "保密（双方）" not in editor.get("/saved/clauses?language=en").text


def test_a_draft_warns_of_names(house: House, editor: Browser) -> None:
    text = "合同\n甲方：青禾电子商务有限公司\n第一条 保密\n青禾电子商务有限公司应当保密。"
    house.add_document("采购", "保密合同", text)
    wanted = clause(house, "保密合同", "保密")
    assert (
        "其中还有名称：青禾电子商务有限公司"
        in editor.get(f"/saved/clauses/new?clause={wanted}").text
    )


def test_a_revision_is_a_version_with_who_and_when(house: House, editor: Browser) -> None:
    editor.post("/saved/clauses/new", FORM)
    other = house.browser("admin")
    revised = {**FORM, "version": "1", "text": FORM["text"].replace("三年", "五年")}
    other.post("/saved/clauses/1", revised)
    page = editor.get("/saved/clauses/1").text
    assert "第 2 版" in page
    assert "admin" in page
    assert "编辑" in page
    assert "<mark>五年</mark>" in page
    late = editor.post("/saved/clauses/1", {**revised, "text": "另一种写法。"})
    assert late.status_code == 409
    assert "admin 已先行修改" in late.text
    editor.post("/saved/clauses/1", {**revised, "version": "2", "title": "保密条款"})
    page = editor.get("/saved/clauses/1").text
    assert "保密条款" in page
    assert "第 3 版" not in page  # the wording is the same


def test_the_contract_it_comes_from_is_named_to_those_alone_who_may_see_it(
    house: House, reader: Browser, administrator: Browser
) -> None:
    hidden = clause(house, "股权收购保密协议", "违约责任")
    administrator.post("/saved/clauses/new", {**FORM, "clause": hidden})
    assert "股权收购保密协议" in administrator.get("/saved/clauses/1").text
    page = reader.get("/saved/clauses/1").text
    assert "合同终止后三年" in page
    assert "股权收购" not in page
    assert "摘自" not in page
    editor = house.browser("编辑")
    assert editor.get(f"/saved/clauses/new?clause={hidden}").status_code == 404
    assert editor.post("/saved/clauses/new", {**FORM, "clause": hidden}).status_code == 404


def test_readers_read_and_editors_change(reader: Browser, editor: Browser) -> None:
    assert reader.get("/saved/clauses/new").status_code == 403
    assert reader.post("/saved/clauses/new", FORM).status_code == 403
    assert editor.post("/saved/clauses/new", {**FORM, "text": " "}).status_code == 422
    assert editor.post("/saved/clauses/new", {**FORM, "type": "nothing"}).status_code == 422
    editor.post("/saved/clauses/new", FORM)
    assert reader.post("/saved/clauses/1", {**FORM, "version": "1"}).status_code == 403
    assert reader.post("/saved/clauses/1/withdrawn", {"withdrawn": "yes"}).status_code == 403
    assert "修改" not in reader.get("/saved/clauses/1").text
    assert editor.get("/saved/clauses/9").status_code == 404


def test_it_is_offered_beside_a_gap_until_it_is_withdrawn(house: House, editor: Browser) -> None:
    editor.post("/saved/clauses/new", FORM)
    editor.post("/saved/clauses/new", {**FORM, "language": "en", "text": "In confidence."})
    address = f"/documents/{house.documents['设备采购合同']}/review"
    page = editor.get(address).text
    assert "条款库中的写法" in page
    assert "合同终止后三年" in page
    assert page.count("将写入批注稿") == 1
    assert "In confidence." not in page
    editor.post("/saved/clauses/1/withdrawn", {"withdrawn": "yes"})
    assert "合同终止后三年" not in editor.get(address).text
    assert "合同终止后三年" in editor.get("/saved/clauses?withdrawn=1").text
    editor.post("/saved/clauses/1/withdrawn", {"withdrawn": "no"})
    assert "合同终止后三年" in editor.get(address).text


def test_the_command_line_adds_and_shows(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "保密.txt"
    file.write_text(FORM["text"], encoding="utf-8")
    tiaoli(data, "user", "add", "admin", "--password", "correct horse")
    filed = ("--type", "保密", "--title", "保密（双方）", "--label", "双方")
    assert tiaoli(data, "clauses", "add", str(file), *filed).exit_code == 0
    assert "保密（双方）" in tiaoli(data, "clauses", "list", "--type", "confidentiality").stdout
    assert '"labels": [' in tiaoli(data, "clauses", "list", "--json").stdout
    assert "合同终止后三年" in tiaoli(data, "clauses", "show", "1").stdout
    assert tiaoli(data, "clauses", "list", "--type", "没有").exit_code == 1
