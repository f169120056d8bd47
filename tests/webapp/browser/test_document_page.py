"""A contract is read, its facts and tags are corrected, by mouse and by keys."""

from browsing import Visit
from playwright.sync_api import Locator


def open_clause(visit: Visit, heading: str) -> Locator:
    """The clause of this heading in the first contract, its tags shown beside it."""
    visit.open("/documents/1")
    clause = visit.page.locator(".clause", has_text=heading)
    clause.locator("[data-tag]").first.click()
    visit.page.locator("#side .pane-clause", has_text=heading).wait_for()
    return clause


def test_a_fact_is_corrected_on_the_document_s_page(visit: Visit) -> None:
    visit.open("/documents/1")
    fact = visit.page.locator(".facts > div", has_text="续约")
    fact.locator("summary").click()
    fact.locator("input[name=value]").fill("期满自动续约一年")
    fact.get_by_role("button", name="保存").click()
    assert visit.page.locator(".facts").get_by_text("期满自动续约一年").first.is_visible()
    assert visit.page.locator(".facts").get_by_text("admin 更正").is_visible()


def test_a_tag_shows_its_words_and_reason_beside_the_text(visit: Visit) -> None:
    clause = open_clause(visit, "违约责任")
    assert "side=tags" in visit.page.url
    assert clause.locator("mark").count() > 0
    assert visit.page.locator("#side .tag-detail[open]").get_by_text("规则").is_visible()


def test_a_type_is_added_and_undone_by_keyboard(visit: Visit) -> None:
    clause = open_clause(visit, "违约责任")
    visit.page.keyboard.press("t")
    visit.page.locator("[data-type-filter]:focus").wait_for()
    visit.page.keyboard.type("confid")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/tags/preview?*type=confidentiality*")
    assert visit.page.locator(".present").first.is_visible()  # which findings it changes
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/documents/1?*")
    added = clause.locator("[data-tag=confidentiality]")
    assert added.is_visible()
    visit.page.keyboard.press("u")
    visit.page.get_by_text("已撤销更正").wait_for()
    assert added.count() == 0


def test_the_tag_with_the_focus_is_removed_by_keyboard(visit: Visit) -> None:
    clause = open_clause(visit, "响应时限")
    clause.locator("[data-tag=response_time]").focus()
    visit.page.keyboard.press("x")
    visit.page.wait_for_url("**/tags/preview?action=remove*")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/documents/1?*")
    assert clause.locator("[data-tag=response_time]").count() == 0
    visit.page.keyboard.press("u")
    visit.page.get_by_text("已撤销更正").wait_for()
    assert clause.locator("[data-tag=response_time]").is_visible()


def test_selected_words_are_what_a_type_stands_on(visit: Visit) -> None:
    visit.open("/documents/1")
    words = visit.page.locator(".clause .piece", has_text="48小时内上门")
    words.evaluate(
        """(piece) => {
          const text = [...piece.childNodes].find((node) => node.data?.includes("48小时"));
          const start = text.data.indexOf("48小时内上门");
          getSelection().setBaseAndExtent(text, start, text, start + 7);
        }"""
    )
    visit.page.locator("[data-selected]", has_text="48小时内上门").get_by_role("button").click()
    visit.page.locator("[data-type-filter]:focus").wait_for()
    visit.page.keyboard.type("履行监督")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/tags/preview?*")
    assert visit.page.locator(".passage mark").inner_text() == "48小时内上门"
