"""The form that writes a query, with and without JavaScript."""

import re
from urllib.parse import parse_qs, urlsplit

from house import Browser, House


def test_the_form_shows_the_query_it_writes_and_how_much_that_finds(reader: Browser) -> None:
    page = reader.get("/build?all=违约金&none=保密&clause=liquidated_damages").text
    assert "<code>违约金 clause:违约金与赔偿标准 NOT 保密</code>" in page
    assert "1 条条款 · 1 份文件" in page


def test_the_form_leads_to_the_search(reader: Browser) -> None:
    answer = reader.get("/build?phrase=逾期交货&search=yes")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"q": ["逾期交货"]}
    assert "1 条条款" in reader.get(answer.headers["Location"]).text


def test_a_field_that_cannot_be_read_is_told_beside_the_others(reader: Browser) -> None:
    page = reader.get("/build?all=违约金&amount_from=很多&search=yes").text
    assert 'data-wrong="amount"' in page
    assert "<code>违约金</code>" in page


def test_what_is_hidden_is_neither_counted_nor_offered(house: House, reader: Browser) -> None:
    page = reader.get("/build/written?title=保密协议").text
    assert "0 条条款" in page
    assert "并购" not in reader.get("/build").text
    assert "1 份文件" in house.browser("admin").get("/build/written?title=保密协议").text


def test_the_form_goes_on_while_the_search_is_away(house: House, reader: Browser) -> None:
    (house.services.settings.data / "index" / "current").unlink()
    page = reader.get("/build?all=违约金").text
    assert "<code>违约金</code>" in page
    assert "条条款" not in page
    assert "违约金" in reader.get("/help").text


def test_the_help_page_says_how_much_each_example_finds_for_the_reader(
    house: House, reader: Browser
) -> None:
    for_reader, for_all = (
        sum(map(int, re.findall(r'<span class="figures">(\d+) 条<', browser.get("/help").text)))
        for browser in (reader, house.browser("admin"))
    )
    assert 0 < for_reader < for_all
