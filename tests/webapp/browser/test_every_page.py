"""What holds of all pages: keys, the focus, no scrolling sideways, no need of scripts."""

import pytest
from browsing import PATIENCE, Server, Visit, contract
from playwright.sync_api import Browser, BrowserContext

WIDTHS = (683, 911, 1024, 1366)  # a laptop at 200 % and 150 %, a narrow window, a small laptop


def test_the_key_help_opens_and_closes(visit: Visit) -> None:
    visit.open("/documents")
    keys = visit.page.locator("#key-help")
    visit.page.keyboard.press("?")
    assert keys.is_visible()
    visit.page.keyboard.press("Escape")
    assert keys.is_hidden()
    assert visit.page.url.endswith("/documents")


def test_keys_typed_into_a_box_are_letters(visit: Visit) -> None:
    visit.open("/documents")
    visit.page.get_by_label("标题、当事人或编号").fill("")
    visit.page.keyboard.type("j?/")
    assert visit.page.get_by_label("标题、当事人或编号").input_value() == "j?/"


def test_what_has_the_focus_is_seen(visit: Visit) -> None:
    visit.open("/documents")
    for _press in range(12):
        visit.page.keyboard.press("Tab")
        style = visit.page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style[0] != "none"
        assert style[1] >= 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways(visit: Visit, language: str) -> None:
    visit.open("/account")
    visit.page.locator("main select[name=language]").select_option(language)
    visit.page.locator("main form").first.get_by_role("button").click()
    visit.open("/checklists/sale_purchase")
    visit.page.locator(".actions .main").click()  # a draft is begun, or gone on with
    for path in (
        "/",
        "/?q=乙方",
        "/?q=没有这样的词",
        "/?q=titel:甲 3%",
        "/build?all=乙方",
        "/documents",
        "/families",
        "/documents/1",
        "/documents/1?side=versions",
        "/documents/1?side=tags&clause=1.2",
        "/documents/1?side=tags&uncertain=1",
        "/documents/1/tags/preview?type=price&clause=1.2",
        "/documents/1/review",
        "/documents/1/alike?clause=1.2",
        "/documents/1/timeline?clause=1.2",
        "/meaning?q=逾期怎么赔偿",
        "/compare",
        "/compare?old=1&new=2",
        "/compare/deviations",
        "/laws",
        "/laws/new",
        "/laws/entry/民法典",
        "/matrix",
        "/matrix?checklist=after_sales_service",
        "/matrix/recheck",
        "/matrix/dashboard",
        "/checklists",
        "/checklists/sale_purchase",
        "/checklists/sale_purchase/draft",
        "/checklists/sale_purchase/draft/about",
        "/checklists/sale_purchase/draft/items/settlement",
        "/saved",
        "/saved/clauses",
        "/saved/clauses/new",
        "/imports",
        "/imports/1",
        "/imports/1/ledger",
        "/imports/new",
        "/administration",
        "/administration/audit",
        "/administration/learning",
        "/account",
        "/help",
    ):
        visit.page.goto(visit.address + path, wait_until="load")
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} pixels wide"
    visit.open("/account")
    visit.page.locator("main select[name=language]").select_option("zh")
    visit.page.locator("main form").first.get_by_role("button").click()


def test_without_scripts_upload_search_and_reading_work(
    browser: Browser, context: BrowserContext, server: Server
) -> None:
    plain = browser.new_context(
        locale="zh-CN", java_script_enabled=False, storage_state=context.storage_state()
    )
    plain.set_default_timeout(PATIENCE)
    page = plain.new_page()
    page.goto(f"{server.address}/imports/new")
    page.get_by_label("导入到合同集").select_option("售后")
    page.locator("input[name=files]").set_input_files(
        {"name": "再来一份.docx", "mimeType": "application/octet-stream", "buffer": contract()}
    )
    page.locator("[data-plain]").click()
    assert page.get_by_text("再来一份.docx").is_visible()
    page.goto(f"{server.address}/?q=违约金")
    page.locator(".hit a").first.click()
    assert page.locator("#panel .clause.current").is_visible()
    page.locator(".hit .page a").first.click()
    page.locator(".clause.current [data-tag]").first.click()
    page.locator(".add-tag select").select_option("confidentiality")
    page.locator(".add-tag button").click()
    page.locator("form button.main").click()
    assert page.locator(".clause.current [data-tag=confidentiality]").is_visible()
    page.locator("#side .tag-detail[open] form button").click()
    assert page.locator("[data-tag=confidentiality]").count() == 0
    plain.close()
