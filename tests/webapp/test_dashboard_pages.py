"""Matrix and dashboard: people's decisions count, and what is hidden counts nowhere."""

import re
from datetime import date
from html import unescape

from house import Browser, House

from contracts.decisions import DecisionKind, Deed
from contracts.visibility import EVERYTHING
from review import reviewing
from review.checklist import SHIPPED
from review.reviewing import Seen

TITLE = "设备采购合同"
SALE = SHIPPED["sale_purchase"]
ENDS = date(2099, 12, 31)


def decide(house: House, item: str, kind: DecisionKind) -> None:
    document = house.documents[TITLE]
    with house.services.database.write() as connection:
        review = reviewing.review_of(connection, document, SALE, EVERYTHING, date.today())
        seen = Seen(review.version.id, 0, review.finding(item).found)
        deed = Deed(SALE.id, item, kind, "样机", "陈总", ENDS)
        reviewing.decide(
            connection, document, SALE, deed, seen=seen, user="编辑", visible=EVERYTHING,
            today=date.today(),
        )  # fmt: skip


def row(browser: Browser, query: str = "") -> str:
    page = browser.get(f"/matrix?checklist={SALE.id}{query}").text
    found = re.search(rf"<tr data-item>.*?{TITLE}.*?</tr>", page, re.S)
    return found[0] if found else ""


def figures(page: str) -> dict[str, int]:
    pairs = re.findall(r"<dt>([^<]+)</dt><dd[^>]*>(\d+)</dd>", page)
    return {name: int(figure) for name, figure in pairs}


def test_the_matrix_shows_what_people_decided_and_what_is_unacceptable(
    house: House, reader: Browser
) -> None:
    assert "不可接受" in row(reader)  # a figure, which the tags alone don't tell
    decide(house, "termination", DecisionKind.WAIVED)
    decide(house, "notices", DecisionKind.NOT_APPLICABLE)
    shown = row(reader)
    for item, verdict in (("termination", "已豁免"), ("notices", "不适用")):
        assert re.search(rf"#{item}\"[^>]*>.*?{verdict}</span>", shown)


def test_a_column_leaves_as_many_documents_as_are_counted_below_it(
    house: House, reader: Browser
) -> None:
    page = reader.get(f"/matrix?checklist={SALE.id}").text
    foot = re.findall(r"<td>(\d*)</td>", page[page.index("<tfoot>") :])
    heads = re.findall(r'class="upright" href="([^"]+)"', page)
    assert "weak" in page
    for head, count in zip(heads, foot, strict=True):
        rows = reader.get(unescape(head)).text.count("<tr data-item>")
        assert rows == int(count or 0)


def test_documents_of_one_title_are_told_apart_by_their_files(
    house: House, reader: Browser
) -> None:
    assert ".docx" not in row(reader)
    house.add_document("采购", TITLE, "设备采购合同\n第一条 标的\n两台。", file_name="草稿.docx")
    page = reader.get(f"/matrix?checklist={SALE.id}").text
    assert "草稿.docx" in page


def test_rows_are_filtered_by_item_and_finding(house: House, reader: Browser) -> None:
    fitting = ("&gap=termination", "&gap=parties&verdict=present", "&verdict=unacceptable")
    for query in (*fitting, "&gap=x", "&verdict=x"):
        assert row(reader, query)
    for query in ("&gap=parties", "&verdict=waived", "&gap=termination&verdict=present"):
        assert not row(reader, query)


def test_the_matrix_is_sorted_by_a_figure_and_shows_it(reader: Browser) -> None:
    shown = reader.get("/matrix?checklist=sale_purchase&sort=settlement.payment_period").text
    assert 'aria-sort="descending">付款期限' in shown
    assert "30日" in shown
    assert reader.get("/matrix?sort=no.such").status_code == 200


def test_a_waived_gap_is_closed_on_the_dashboard(house: House, reader: Browser) -> None:
    before = figures(reader.get("/matrix/dashboard").text)
    decide(house, "termination", DecisionKind.WAIVED)
    after = figures(reader.get("/matrix/dashboard").text)
    assert after["未结缺漏"] == before["未结缺漏"] - 1
    assert after["经决定结清"] == 1


def test_the_dashboard_counts_only_what_may_be_seen(
    house: House, reader: Browser, administrator: Browser
) -> None:
    theirs = figures(reader.get("/matrix/dashboard").text)
    every = figures(administrator.get("/matrix/dashboard").text)
    assert theirs["已审查文件"] == 1
    assert every["已审查文件"] == 2
    assert every["未结缺漏"] > theirs["未结缺漏"]
    hidden = house.collections["并购"]
    page = reader.get(f"/matrix/dashboard?collection={hidden}").text
    assert "还没有读完的文件" in page


def test_the_matrix_names_other_checklists_with_gaps_of_the_same_type(
    reader: Browser, administrator: Browser
) -> None:
    address = "/matrix?checklist=sale_purchase&gap=termination"
    shown = administrator.get(address).text
    elsewhere = shown[shown.index("其他清单下这类条款的缺漏") :]
    assert re.search(r"checklist=general_contract&amp;gap=termination.*?>1</span>", elsewhere)
    assert "其他清单下这类条款的缺漏" not in reader.get(address).text
