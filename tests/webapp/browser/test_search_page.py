"""Upload, search, open: hits by mouse and by keys."""

from browsing import Visit


def test_an_uploaded_contract_is_found_and_opens_at_its_clause(visit: Visit) -> None:
    visit.open("/")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("违约金")
    visit.page.keyboard.press("Enter")
    hit = visit.page.locator(".hit").first
    assert hit.locator("mark").first.inner_text() == "违约金"
    hit.get_by_role("link", name="违约责任").first.click()
    beside = visit.page.locator("#panel .clause.current")
    assert beside.locator("mark").first.inner_text() == "违约金"
    visit.page.get_by_role("link", name="在文件中打开").last.click()
    visit.page.wait_for_url("**/documents/*clause=*")
    clause = visit.page.locator(".clause.current")
    assert "每次支付违约金200元" in clause.inner_text()
    assert clause.locator("mark").first.inner_text() == "违约金"
    assert clause.bounding_box() is not None
    assert visit.page.evaluate(
        "document.querySelector('.clause.current').getBoundingClientRect().top < innerHeight"
    )


def test_a_clause_is_outlined_on_its_page_which_follows_the_text(visit: Visit) -> None:
    visit.open("/?q=备件 -空调")
    visit.page.locator(".hit a").first.click()
    visit.page.locator("#panel svg rect.words").first.wait_for()
    visit.page.locator(".hit .page a").first.click()
    visit.page.get_by_role("link", name="原页").click()
    visit.page.wait_for_url("**side=page*")
    visit.page.wait_for_load_state("networkidle")
    place = visit.page.locator("[data-page-image] rect").first
    box, paper = place.bounding_box(), visit.page.locator("[data-page-image]").bounding_box()
    assert box is not None
    assert paper is not None
    assert paper["x"] < box["x"] < box["x"] + box["width"] < paper["x"] + paper["width"]
    visit.page.keyboard.press("End")
    visit.page.get_by_text("第 5 页，共 5 页").wait_for()


def test_a_click_beside_the_link_opens_the_hit_too(visit: Visit) -> None:
    visit.open("/?q=违约金")
    visit.page.locator(".hit .excerpt").first.click()
    visit.page.locator("#panel .clause.current").wait_for()
    visit.page.wait_for_url("**open=*")


def test_keys_move_open_and_go_back(visit: Visit) -> None:
    visit.open("/?q=乙方")
    count = visit.page.locator(".hit").count()
    assert count >= 2
    for _press in range(count + 1):
        visit.page.keyboard.press("j")
    visit.page.keyboard.press("k")
    at = visit.page.locator(".hit").nth(count - 2)
    assert at.locator("a:focus").count() == 1
    visit.page.keyboard.press("Enter")
    visit.page.locator("#panel .clause.current").wait_for()
    first = visit.page.locator("#panel .clause.current").inner_text()
    visit.page.keyboard.press("j")
    visit.page.wait_for_function(
        "first => document.querySelector('#panel .clause.current').innerText !== first", arg=first
    )
    visit.page.keyboard.press("]")
    assert visit.page.locator("#panel:focus").count() == 1
    visit.page.keyboard.press("[")
    assert visit.page.locator(".hit.opened a:focus").count() == 1
    visit.page.keyboard.press("]")
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#panel").is_hidden()
    assert visit.page.locator(".hit a:focus").count() == 1
    assert "open=" not in visit.page.url
