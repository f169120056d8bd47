"""A hit beside the results: whole, in its surroundings, its words marked; never a hidden one."""

import re

from house import Browser, House


def opened(browser: Browser, query: str) -> str:
    """The panel of the only hit."""
    page = browser.get(f"/?q={query}").text
    (address,) = set(re.findall(r'data-open="([^"]+)"', page))
    return browser.get(address.replace("&amp;", "&")).text


def test_a_hit_opens_with_its_neighbours_number_and_tags(reader: Browser) -> None:
    panel = opened(reader, "千分之一")
    assert "<mark>千分之一</mark>" in panel
    assert "第三条" in panel
    assert "违约金" in panel
    assert "验收合格后30日内付款" in panel  # the clause before
    assert "人民法院诉讼" in panel  # the clause after
    assert "青禾" not in panel  # further away


def test_the_address_of_an_open_hit_shows_it_beside_the_results(reader: Browser) -> None:
    page = reader.get("/?q=千分之一").text
    link = re.search(r'<a [^>]*href="(/\?[^"]*open=[^"#]+)#', page)
    assert link is not None
    whole = reader.get(link[1].replace("&amp;", "&")).text
    assert "人民法院诉讼" in whole
    assert 'class="hit opened"' in whole


def test_a_hit_that_is_gone_takes_nothing_from_the_others(reader: Browser) -> None:
    page = reader.get("/?q=千分之一&open=999.1").text
    assert "文件可能已重新读取" in page
    assert "<mark>千分之一</mark>" in page


def test_a_hidden_clause_does_not_open(house: House, reader: Browser) -> None:
    hidden = house.versions["股权收购保密协议"]
    assert reader.get(f"/panel?open={hidden}.1").status_code == 404
    assert "鲲鹏" in house.browser("admin").get(f"/panel?open={hidden}.1").text
    assert "鲲鹏" not in reader.get(f"/?q=千分之一&open={hidden}.1").text
    assert reader.get("/panel").status_code == 404


def test_a_hit_of_a_file_without_pages_has_no_picture(house: House, reader: Browser) -> None:
    assert "data-later" not in opened(reader, "千分之一")
    version = house.versions["设备采购合同"]
    assert "<svg" not in reader.get(f"/panel/pages?open={version}.3&q=千分之一").text
    hidden = house.versions["股权收购保密协议"]
    assert reader.get(f"/panel/pages?open={hidden}.1").status_code == 404
    assert reader.get("/panel/pages").status_code == 404
