"""Families on their page: offered, decided by an editor, remembered, and nothing leaks."""

from house import Browser, House

from store.kinships import kinships_among

CONTRACT = """售后服务合同
合同编号：HT-2023-001
甲方：青禾电子商务有限公司
乙方：临江机电设备有限公司
第一条 服务范围
乙方负责设备的维修与更换，并在四小时内响应。
第二条 违约责任
乙方逾期的，每日支付合同总价千分之一的违约金。
"""


def add_family(house: House, collection: str = "采购") -> None:
    house.add_document(collection, "售后服务合同", CONTRACT, file_name="售后服务合同.docx")
    house.add_document(
        collection, "售后服务合同补充协议", CONTRACT + "第三条 价款改为八万元。",
        file_name="售后服务合同补充协议.docx",
    )  # fmt: skip


def decisions(house: House) -> list[tuple[int, int, str | None]]:
    with house.services.database.read() as connection:
        found = kinships_among(connection, house.documents.values())
    return [(each.head_id, each.relative_id, each.role) for each in found]


def test_an_editor_decides_and_it_is_remembered(house: House, editor: Browser) -> None:
    add_family(house)
    head, relative = house.documents["售后服务合同"], house.documents["售后服务合同补充协议"]
    page = editor.get("/families").text
    assert "1 个待确认" in page
    assert '<option value="amendment" selected>' in page
    form = {"relative": relative, f"role-{relative}": "amendment"}
    editor.post(f"/families/{head}", form)
    assert decisions(house) == [(head, relative, "amendment")]
    assert "0 个待确认" in editor.get("/families").text
    assert "补充协议" in editor.get(f"/documents/{head}?side=versions").text
    editor.post(f"/families/{head}/{relative}/undo")
    assert decisions(house) == []
    editor.post(f"/families/{head}", form | {f"role-{relative}": "apart"})
    assert decisions(house) == [(head, relative, None)]
    assert "售后服务合同" not in editor.get("/families").text


LONG = CONTRACT + "".join(
    f"第{n}条 设备\n乙方保养第{n}号空压机，更换滤芯{n}次，记录存档。\n" for n in range(3, 150)
)


def test_a_text_that_differs_in_one_figure_is_never_offered_as_the_same(
    house: House, editor: Browser
) -> None:
    house.add_document("采购", "售后服务合同", LONG, file_name="甲.docx")
    house.add_document("采购", "售后服务合同（二）", LONG + "\n", file_name="乙.pdf")
    house.add_document(
        "采购", "售后服务合同（三）", LONG.replace("千分之一", "千分之五"), file_name="丙.docx"
    )
    page = editor.get("/families").text
    same, other = (row for row in page.split("<tr data-item>")[1:])
    assert "乙.pdf" in same
    assert "100 %" in same
    assert '<option value="copy" selected>' in same
    assert "丙.docx" in other
    assert "99 %" in other
    assert '<option value="version" selected>' in other


def test_files_of_a_family_are_named_and_a_draft_is_compared_as_the_older(
    house: House, editor: Browser
) -> None:
    house.add_document("采购", "合同", CONTRACT, file_name="终稿.docx")
    house.add_document("采购", "合同（二）", CONTRACT + "第三条 期限一年。", file_name="草稿.docx")
    head, draft = house.documents["合同"], house.documents["合同（二）"]
    editor.post(f"/families/{head}", {"relative": draft, f"role-{draft}": "draft"})
    link = f"/compare?old={house.versions['合同（二）']}&amp;new={house.versions['合同']}"
    for document, other in ((head, "草稿.docx"), (draft, "终稿.docx")):
        page = editor.get(f"/documents/{document}?side=versions").text
        assert other in page
        assert link in page
    assert link in editor.get("/families").text


def test_a_decision_put_off_changes_nothing(house: House, editor: Browser) -> None:
    add_family(house)
    head, relative = house.documents["售后服务合同"], house.documents["售后服务合同补充协议"]
    editor.post(f"/families/{head}", {"relative": relative, f"role-{relative}": ""})
    assert decisions(house) == []


def test_what_is_hidden_is_no_relative(house: House, editor: Browser) -> None:
    house.add_document("采购", "售后服务合同", CONTRACT)
    house.add_document("并购", "售后服务合同补充协议", CONTRACT + "第三条 价款改为八万元。")
    head, hidden = house.documents["售后服务合同"], house.documents["售后服务合同补充协议"]
    assert "补充协议" not in editor.get("/families").text.split("<main", 1)[1].split("<h2", 1)[-1]
    form = {"relative": hidden, f"role-{hidden}": "amendment"}
    assert editor.post(f"/families/{head}", form).status_code == 404
    administrator = house.browser("admin")
    administrator.post(f"/families/{head}", form)
    assert decisions(house) == [(head, hidden, "amendment")]
    assert f"/documents/{hidden}" not in editor.get(f"/documents/{head}?side=versions").text
    assert f"/documents/{hidden}" not in editor.get("/families").text


def test_a_reader_sees_families_and_may_not_decide(house: House, reader: Browser) -> None:
    add_family(house)
    head, relative = house.documents["售后服务合同"], house.documents["售后服务合同补充协议"]
    page = reader.get("/families").text
    assert "售后服务合同补充协议" in page
    assert "<select" not in page
    form = {"relative": relative, f"role-{relative}": "amendment"}
    assert reader.post(f"/families/{head}", form).status_code == 403
    assert decisions(house) == []
