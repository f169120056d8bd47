"""Findings are gone through and decided without a mouse."""

from browsing import Visit


def test_findings_are_decided_by_keyboard(visit: Visit) -> None:
    visit.open("/documents/1/review")
    item = visit.page.locator(".item.at")
    for key in ("j", "j", "k", "c"):
        visit.page.keyboard.press(key)
    item.get_by_text("已确认").wait_for()
    first = item.get_attribute("id")
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("n")
    item.locator("input[name=reason]:focus").wait_for()
    visit.page.keyboard.type("框架合同已约定")
    visit.page.keyboard.press("Enter")
    item.get_by_text("框架合同已约定").wait_for()
    assert item.get_attribute("id") != first
    visit.page.keyboard.press("k")
    visit.page.keyboard.press("w")
    item.locator("input[name=reason]:focus").wait_for()
    visit.page.keyboard.type("老客户")
    item.locator("input[name=approver]").fill("陈总")
    item.locator("input[name=expires_on]").fill("2099-12-31")
    visit.page.keyboard.press("Enter")
    item.get_by_text("至 2099-12-31").wait_for()
    assert item.get_attribute("id") == first
