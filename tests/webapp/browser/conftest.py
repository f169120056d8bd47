"""One server and one Chromium for the tests of this folder; nothing on a page fails."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from browsing import CHROMIUM, PATIENCE, Server, Visit, contract, upload
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TEST_SECONDS, START_SECONDS = 400, 400  # whatever hangs beyond Playwright's own patience fails
PDF = Path(__file__).parents[3] / "demo" / "contracts" / "售后服务" / "磁共振保修合同.pdf"


def out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError("a browser test hangs")


@pytest.fixture(scope="package", autouse=True)
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


@pytest.fixture(scope="package")
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
        cwd=Path(__file__).parents[3],
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


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: make servers")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
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
