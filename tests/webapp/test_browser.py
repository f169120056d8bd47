"""A real browser at the real server: upload, search, open; keys; nothing blocked or cut off."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import FrameType

import pytest
from docx import Document
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    sync_playwright,
)

CHROMIUM = Path(os.environ.get("TIAOLI_TEST_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds for what takes one or two on an idle machine
TEST_SECONDS, START_SECONDS = 400, 400  # whatever hangs beyond Playwright's own patience fails
WIDTHS = (911, 1024, 1366)  # a laptop at 150 %, a narrow window, a small laptop
PDF = Path(__file__).parents[2] / "demo" / "contracts" / "售后服务" / "磁共振保修合同.pdf"

if not CHROMIUM.exists():
    pytest.skip("needs Chromium: make servers", allow_module_level=True)


@dataclass(slots=True)
class Visit:
    """A logged-in page; ``complaints`` are console errors, blocked things included."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path, wait_until="networkidle")


@dataclass(frozen=True, slots=True)
class Server:
    address: str
    password: str


def contract() -> bytes:
    """A small contract as a Word file."""
    document = Document()
    document.add_heading("空调售后服务合同", 0)
    for line in (
        "甲方：青禾电子商务有限公司",
        "乙方：临江家电维修有限公司",
        "第一条 服务范围",
        "乙方为甲方销售的空调提供安装、维修和保养服务。",
        "第二条 响应时限",
        "乙方应在收到报修后4小时内响应，48小时内上门。",
        "第三条 违约责任",
        "乙方逾期上门的，每次支付违约金200元。",
    ):
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("机型", "保养费", "柜机", "300元"), strict=True):
        cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError("a browser test hangs")


@pytest.fixture(scope="module", autouse=True)
def no_hanging_start() -> Iterator[None]:
    """A server or Chromium that doesn't start, or doesn't end, fails the tests."""
    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(START_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def no_hanging_test(no_hanging_start: None) -> Iterator[None]:
    """Some calls know no time limit (``evaluate``); the clock runs on to the next test's start."""
    signal.alarm(TEST_SECONDS)
    yield
    signal.alarm(TEST_SECONDS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``tiaoli serve`` on a new data folder."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "webapp.cli", "--language", "en"),
            *("--data", str(tmp_path_factory.mktemp("served")), "serve", "--port", "0"),
        ],
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if "TIAOLI" not in name},
        cwd=Path(__file__).parents[2],
    )
    assert process.stderr is not None
    said = ""
    while not (address := re.search(r"http://\S+", said)):
        line = process.stderr.readline()
        assert line, f"the server did not start: {said}"
        said += line
    password = re.search(r"with the password (\S+?)\.? ", said)
    assert password is not None
    yield Server(address[0], password[1])
    process.terminate()
    process.communicate(timeout=60)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A logged-in administrator with a collection and one contract, uploaded and indexed."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.address)
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill(server.password)
    page.get_by_role("button", name="登录").click()
    make = page.get_by_role("button", name="新建合同集")
    make.wait_for()
    page.get_by_label("名称").fill("售后")
    make.click()
    page.get_by_role("link", name="上传合同").wait_for()
    upload(page, server, "空调售后服务合同.docx", contract())
    upload(page, server, PDF.name, PDF.read_bytes())
    yield context
    context.close()


def upload(page: Page, server: Server, name: str, content: bytes) -> None:
    """Upload a file as a person would, and wait on its receipt until it is indexed."""
    page.goto(f"{server.address}/imports/new")
    page.get_by_label("导入到合同集").select_option("售后")
    page.locator("input[name=files]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_text("1 个文件中已发送 1 个").wait_for()
    page.get_by_role("link", name="查看本次导入的回执").click()
    page.locator("td .status.present", has_text="已入库").wait_for()  # without a reload


@pytest.fixture
def visit(context: BrowserContext, server: Server) -> Iterator[Visit]:
    """A page of that person; at the end of each test nothing was blocked and nothing failed."""
    visit = Visit(context.new_page(), server.address)
    visit.page.set_default_timeout(PATIENCE)

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(message.text)

    visit.page.on("console", listen)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    visit.page.goto("about:blank")  # Chromium may never close a page that is on its way elsewhere
    visit.page.close()
    assert visit.complaints == []


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
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#panel").is_hidden()
    assert "open=" not in visit.page.url


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
    visit.page.get_by_label("标题或当事人").fill("")
    visit.page.keyboard.type("j?/")
    assert visit.page.get_by_label("标题或当事人").input_value() == "j?/"


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


def test_a_fact_is_corrected_on_the_document_s_page(visit: Visit) -> None:
    visit.open("/documents/1")
    fact = visit.page.locator(".facts > div", has_text="续约")
    fact.locator("summary").click()
    fact.locator("input[name=value]").fill("期满自动续约一年")
    fact.get_by_role("button", name="保存").click()
    assert visit.page.locator(".facts").get_by_text("期满自动续约一年").first.is_visible()
    assert visit.page.locator(".facts").get_by_text("admin 更正").is_visible()


def open_clause(visit: Visit, heading: str) -> Locator:
    """The clause of this heading in the first contract, its tags shown beside it."""
    visit.open("/documents/1")
    clause = visit.page.locator(".clause", has_text=heading)
    clause.locator("[data-tag]").first.click()
    visit.page.locator("#side .pane-clause", has_text=heading).wait_for()
    return clause


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


COMPARED = (
    "第一条 服务范围：乙方为甲方销售的空调提供安装、维修和保养服务。",
    "第二条 价款：年度服务费为人民币三万六千元，包含人工费和差旅费。",
    "第三条 响应时限：乙方应在收到报修后四小时内响应，四十八小时内上门。",
    "第四条 保密：任何一方不得向第三方披露履行中知悉的商业秘密。",
    "第五条 联系：双方各指定一名联系人，联系方式见附件二。",
    "第六条 争议：协商不成的，向甲方所在地人民法院提起诉讼。",
)
CHANGED = (
    COMPARED[0],
    COMPARED[2].replace("四小时", "两小时").replace("第三条", "第二条"),
    COMPARED[3].replace("第四条", "第三条"),
    COMPARED[4].replace("第五条", "第四条").replace("见附件二", "写在附件二中"),
    COMPARED[5].replace("第六条", "第五条"),
    COMPARED[1].replace("第二条", "第六条"),
)


def test_changes_are_gone_through_by_keys_and_moves_by_links(visit: Visit, server: Server) -> None:
    page = visit.page
    numbers = []
    for name, lines in (("旧.txt", COMPARED), ("新.txt", CHANGED)):
        upload(page, server, name, "\n".join(lines).encode())
        page.locator("td a[href*='/documents/']").first.click()
        page.get_by_role("link", name="比对").last.click()
        numbers.append(re.search(r"=(\d+)", page.url))
    old, new = (number[1] for number in numbers if number)
    visit.open(f"/compare?old={old}&new={new}")
    places = [page.url]
    for key in "nnp":
        page.keyboard.press(key)
        page.wait_for_function("place => location.href !== place", arg=places[-1])
        places.append(page.url)
    assert places[1] == places[3] != places[2]
    page.get_by_role("link", name="到原位置").click()
    page.wait_for_url("**#from*")
    page.locator(".moved-away:target a").click()
    page.wait_for_url("**#p*")
    assert "三万六千元" in page.locator(".pair:target").inner_text()
    page.get_by_role("link", name="只看实质变更").click()
    page.wait_for_url("**material=1*")
    assert page.get_by_text("写在附件二中").count() == 0
    page.get_by_role("link", name="只看实质变更").click()
    page.get_by_role("link", name="隐藏未改动的").click()
    page.wait_for_url("**changes=1*")
    assert page.get_by_text("两小时").count() > 0
    assert page.locator(".pair.unchanged:not(.moved)").count() == 0


def test_what_could_not_be_sent_is_sent_again_by_a_button(visit: Visit) -> None:
    page = visit.page
    visit.open("/imports/new")
    page.get_by_label("导入到合同集").select_option("售后")
    page.route("**/api/imports/*/files", lambda route: route.abort())
    names = ("10 补充.txt", "9 合同.txt")
    page.locator("input[name=files]").set_input_files(
        [
            FilePayload(name=name, mimeType="text/plain", buffer=f"第一条 {name}".encode())
            for name in names
        ]
    )
    again = page.get_by_role("button", name="重新上传这些文件")
    again.wait_for()
    assert page.get_by_text("2 个未能上传").is_visible()
    page.unroute("**/api/imports/*/files")
    visit.complaints.clear()  # of the two that were broken off
    again.click()
    page.get_by_text("2 个文件中已发送 2 个").wait_for()
    assert page.locator(".uploads .name").all_inner_texts() == sorted(names, reverse=True)
    assert again.is_hidden()
