"""The compare page: what changed and where, in both views; only for those who may see both."""

import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from house import Browser, House
from openpyxl import load_workbook

from contracts.document import Block, BlockKind, BlockSource, ParsedFile
from contracts.model_clauses import Draft, Filing
from contracts.recognition import RecognisedLine
from contracts.visibility import EVERYTHING
from ingest.parsers import docx, markdown
from ingest.reading import understand
from store.documents import get_version
from store.facts import correct_fact
from store.model_clauses import add_model_clause
from store.reading_results import save_readings
from store.recognised import save_page

OLD = """设备维护合同
第一条 标的
乙方维护甲方的两台空气压缩机，型号见附件一。
第二条 价款
服务费为每年人民币128,000元，甲方应在验收合格后30日内付款。
第三条 联系
双方各指定一名联系人，联系方式见附件二。
第四条 违约责任
乙方逾期的，每日按服务费的千分之一支付违约金。
"""
NEW = (
    OLD.replace("30日", "60日")
    .replace("联系方式见附件二", "联系方式写在附件二中")
    .replace("第四条", "第五条")
    .replace("第三条", "第四条")
    .replace("第二条 价款", "第二条 培训\n乙方每年为甲方培训操作人员两次。\n第三条 价款")
)


@pytest.fixture
def two(house: House) -> tuple[int, int]:
    """The ids of two versions that a reader may see."""
    house.add_document("采购", "旧维护合同", OLD)
    house.add_document("采购", "新维护合同", NEW)
    return house.versions["旧维护合同"], house.versions["新维护合同"]


def page(browser: Browser, two: tuple[int, int], more: str = "") -> str:
    answer = browser.get(f"/compare?old={two[0]}&new={two[1]}{more}")
    assert answer.status_code == 200
    return answer.text


def rows(text: str) -> list[str]:
    return re.findall(r'<section class="pair (\w+)', text)


def test_both_sides_of_a_pair_stand_in_one_row(reader: Browser, two: tuple[int, int]) -> None:
    text = page(reader, two)
    (row,) = [part for part in text.split("<section") if "128,000" in part]
    assert '<del class="material">30日</del>' in row
    assert '<ins class="material">60日</ins>' in row
    assert row.index("第二条") < row.index("第三条")


def test_in_one_column_what_went_stands_before_what_came(
    reader: Browser, two: tuple[int, int]
) -> None:
    text = page(reader, two, "&view=inline")
    assert '<del class="material">30日</del><ins class="material">60日</ins>' in text


def test_unchanged_clauses_can_be_hidden_and_are_counted(
    reader: Browser, two: tuple[int, int]
) -> None:
    everything, changes = rows(page(reader, two)), page(reader, two, "&changes=1")
    assert "unchanged" in everything
    assert rows(changes) == [kind for kind in everything if kind != "unchanged"]
    hidden = sum(map(int, re.findall(r"(\d+) 条未显示", changes)))
    assert hidden == everything.count("unchanged")


def test_material_changes_can_be_shown_alone(reader: Browser, two: tuple[int, int]) -> None:
    text = page(reader, two, "&material=1")
    assert "60日" in text
    assert "写在" not in text


def test_every_change_in_the_list_leads_to_its_row(reader: Browser, two: tuple[int, int]) -> None:
    text = page(reader, two)
    listed = re.findall(r'<li><a href="#(p\d+)">', text)
    assert len(listed) == len(re.findall("data-change", text)) >= 3
    assert all(f'id="{place}"' in text for place in listed)


def test_the_same_version_twice_has_no_change(reader: Browser, two: tuple[int, int]) -> None:
    text = page(reader, (two[0], two[0]))
    assert set(rows(text)) == {"unchanged"}
    assert "没有一条不同" in text


def test_the_kinds_in_the_tally_add_up_to_the_list_of_changes(
    house: House, reader: Browser
) -> None:
    moved = OLD.replace("第三条 联系\n双方各指定一名联系人，联系方式见附件二。\n", "")
    moved += "第五条 联系\n双方各指定一名联系人，联系方式见附件二。\n"
    house.add_document("采购", "旧", OLD + "第五条\n")
    house.add_document("采购", "新", moved.replace("30日", "60日"))
    text = page(reader, (house.versions["旧"], house.versions["新"]))
    tally = {
        kind: int(count)
        for count, kind in re.findall(r'"total">(\d+)</span> <span class="pair-kind (\w+)"', text)
    }
    listed = re.findall(r'<li><a href="#(p\d+)">', text)
    assert tally["moved_only"] == 1
    assert sum(tally.values()) - tally["unchanged"] == len(listed)


def test_files_of_documents_with_one_title_are_told_apart_everywhere(
    house: House, reader: Browser
) -> None:
    house.add_document("采购", "维护合同", OLD, file_name="草稿.docx")
    older = house.versions["维护合同"]
    house.add_document("采购", "维护合同", NEW, file_name="终稿.docx")
    newer = house.versions["维护合同"]
    choice = reader.get(f"/compare?new={newer}").text
    assert "草稿.docx" in choice
    assert "终稿.docx" in choice
    for form in ("html", "xlsx"):
        answer = reader.get(f"/compare/changes.{form}?old={older}&new={newer}")
        name = unquote(answer.headers["Content-Disposition"])
        assert f"草稿 → 终稿.{form}" in name


def test_who_may_not_see_one_of_the_two_sees_neither(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    hidden, unknown = house.versions["股权收购保密协议"], 9999
    for sides in ("old={}&new={}", "new={}&old={}"):
        answers = [
            reader.get(f"/compare?{sides.format(number, two[0])}") for number in (hidden, unknown)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert not re.search("鲲鹏|股权收购", answers[0].text)


def test_only_visible_documents_can_be_chosen(reader: Browser, two: tuple[int, int]) -> None:
    first = reader.get("/compare").text
    assert "旧维护合同" in first
    assert "股权收购" not in first
    second = reader.get(f"/compare?old={two[0]}").text
    assert f"/compare?old={two[0]}&amp;new={two[1]}" in second
    assert f"new={two[0]}" not in second


def test_a_document_leads_to_the_comparison(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    text = reader.get(f"/documents/{house.documents['新维护合同']}").text
    assert f'href="/compare?new={two[1]}"' in text


def test_the_changes_are_downloaded_as_a_word_file(reader: Browser, two: tuple[int, int]) -> None:
    answer = reader.get(f"/compare/changes.docx?old={two[0]}&new={two[1]}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    accepted = "".join(block.text for block in docx.parse(answer.data).blocks)
    assert "验收合格后60日内付款" in accepted
    assert "30日" not in accepted


def test_there_is_no_file_of_what_may_not_be_seen(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    hidden = house.versions["股权收购保密协议"]
    assert reader.get(f"/compare/changes.docx?old={two[0]}&new={hidden}").status_code == 404
    assert reader.get(f"/compare/changes.odt?old={two[0]}&new={two[1]}").status_code == 404


def test_the_comparison_is_downloaded_as_a_page_that_needs_nothing_else(
    reader: Browser, two: tuple[int, int]
) -> None:
    answer = reader.get(f"/compare/changes.html?old={two[0]}&new={two[1]}")
    assert answer.mimetype == "text/html"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert '<del class="material">30日</del>' in answer.text
    assert not re.search(r"(?:src|href)=\"(?!#)", answer.text)


def test_the_changes_are_downloaded_as_a_workbook(reader: Browser, two: tuple[int, int]) -> None:
    answer = reader.get(f"/compare/changes.xlsx?old={two[0]}&new={two[1]}")
    (changes, *_others) = load_workbook(BytesIO(answer.data))
    assert any("60日" in str(row) for row in changes.values)


def test_deviations_from_the_only_template_show_the_wording_to_fall_back_on(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    facts = (
        (("kind", "template"), ("contract_type", "技术服务合同")),
        (("contract_type", "技术服务合同"),),
    )
    with house.services.database.write() as connection:
        for version, corrected in zip(two, facts, strict=True):
            document = get_version(connection, version, EVERYTHING).document_id
            for field, value in corrected:
                correct_fact(connection, document, field, value, "admin", EVERYTHING)
        filing, draft = Filing("payment", "zh", "月结"), Draft("货到验收后月结三十日付款。")
        add_model_clause(connection, filing, draft, "admin", EVERYTHING)
    text = reader.get(f"/compare?new={two[1]}&template=1").text
    (row,) = [part for part in text.split("<section") if "128,000元" in part]
    assert "范本" in text
    assert 'class="advice"' in row
    assert "支付" in row[row.index("advice") :]
    assert "货到验收后月结三十日付款。" in row  # the house's own wording, beside the checklist's


def test_a_template_is_chosen_among_templates(reader: Browser, two: tuple[int, int]) -> None:
    text = reader.get(f"/compare?new={two[1]}&template=1").text
    assert "还没有文件是范本" in text


def test_a_clause_is_shown_through_the_versions_of_its_document(
    house: House, reader: Browser
) -> None:
    house.add_document("采购", "维护合同", OLD)
    document = house.documents["维护合同"]
    first = house.versions["维护合同"]
    house.add_document("采购", "维护合同", NEW, document_id=document)
    text = reader.get(f"/compare?old={first}&new={house.versions['维护合同']}").text
    address = re.search(rf'"(/documents/{document}/timeline\?clause=[^"]+)"', text)
    assert address is not None
    shown = reader.get(address[1])
    assert shown.status_code == 200
    assert "第 1 版" in shown.text
    assert "第 2 版" in shown.text
    assert reader.get(f"/documents/{document}/timeline?clause=999.1").status_code == 404


def test_a_table_is_compared_by_row_and_cell(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    text = "## 第一条 价款\n\n如下。\n\n| 机型 | 单价 |\n|---|---|\n| KF-26 挂机 | 300元 |\n"
    with house.services.database.write() as connection:
        for version, price in zip(two, ("300元", "320元"), strict=True):
            parsed = markdown.parse(text.replace("300元", price).encode())
            read = understand(parsed, version, "价目.md")
            save_readings(connection, {version: read})
    (table,) = re.findall(r'<details class="cells".*?</details>', page(reader, two), re.DOTALL)
    assert '<del class="material">300元</del><ins class="material">320元</ins>' in table


def test_of_a_scan_misreadings_are_grey_and_pages_and_numbers_are_judged(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    misread = NEW.replace("联系人", "联糸入").replace("两台", "三台")
    lines = misread.splitlines()
    with house.services.database.write() as connection:
        blocks = tuple(
            Block(order, BlockKind.PARAGRAPH, line, page_start=1, source=BlockSource.OCR)
            for order, line in enumerate(lines)
        )
        read = understand(ParsedFile(blocks, "test 1"), two[1], "扫描件.pdf")
        save_readings(connection, {two[1]: read})
        sha256 = get_version(connection, two[1], EVERYTHING).sha256
        bad = RecognisedLine(lines[2], 80, 80, 480, 96, 0.5)
        save_page(connection, sha256, 1, (bad,))
    text = page(reader, two)
    assert '<ins class="suspect">联糸入</ins>' in text
    assert re.search(r'<ins class="material">三</ins>', text)
    assert "需对照页面图像的页" in text
    assert "已在变更中显示" in text


def test_to_the_letter_the_way_of_writing_is_a_change(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    house.add_document("采购", "繁体维护合同", OLD.replace("维护甲方", "維護甲方"))
    sides = two[0], house.versions["繁体维护合同"]
    assert "没有一条不同" in page(reader, sides)
    assert "<del>维护</del>" in page(reader, sides, "&printed=1")
