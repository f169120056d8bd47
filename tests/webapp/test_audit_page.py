"""The audit page: administrators see who did what, and to what; everybody else nothing of it."""

from io import BytesIO

from house import Browser, House
from openpyxl import load_workbook

AUDIT = "/administration/audit"


def test_who_did_what_is_told_with_the_way_to_it(
    house: House, editor: Browser, administrator: Browser
) -> None:
    document = house.documents["设备采购合同"]
    editor.post(f"/documents/{document}/facts/governing_law", {"value": "中华人民共和国法律"})
    house.add_document("采购", "保密协议", "第一条 保密")
    page = administrator.get(AUDIT).text
    assert "更正：适用法律" in page
    assert f'<a href="/documents/{document}">设备采购合同</a>' in page
    assert "收到文件" in page


def test_the_audit_is_narrowed_by_person_and_by_subject(
    house: House, administrator: Browser
) -> None:
    administrator.post("/administration/collections", {"name": "新集"})
    house.add_document("采购", "保密协议", "第一条 保密")
    people = administrator.get(f"{AUDIT}?theme=people").text
    assert "新建合同集" in people
    assert "收到文件" not in people
    assert "没有记录" in administrator.get(f"{AUDIT}?person=读者").text


def test_the_audit_is_handed_out_as_a_workbook(house: House, administrator: Browser) -> None:
    administrator.post("/administration/collections", {"name": "新集"})
    answer = administrator.get(f"{AUDIT}/audit.xlsx?theme=people")
    rows = list(load_workbook(BytesIO(answer.data)).worksheets[0].values)
    assert rows[1][1:] == ("admin", "新建合同集", "新集")


def test_only_administrators_know_of_the_audit(editor: Browser) -> None:
    assert editor.get(AUDIT).status_code == 404
    assert editor.get(f"{AUDIT}/audit.xlsx").status_code == 404
