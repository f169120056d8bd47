"""The library: the table of documents, filtered, sorted, handed out."""

from datetime import date, timedelta
from io import BytesIO

from house import Browser, House
from openpyxl import load_workbook


def test_the_library_is_narrowed_to_what_ends_soon(house: House, reader: Browser) -> None:
    soon = date.today() + timedelta(days=40)
    text = f"维护合同\n第一条 期限\n本合同有效期至{soon.year}年{soon.month}月{soon.day}日止。"
    house.add_document("采购", "维护合同", text)
    assert "维护合同</a>" in reader.get("/documents?expires=90").text
    assert "设备采购合同</a>" not in reader.get("/documents?expires=90").text
    assert "维护合同</a>" not in reader.get("/documents?expires=30").text
    assert "维护合同</a>" not in reader.get("/documents?expires=past").text
    assert "设备采购合同</a>" in reader.get("/documents?expires=x").text


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
