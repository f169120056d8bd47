"""Write docs/images: what the guides and the README show, in both languages.

It needs Chromium and a server over the demonstration contracts alone, read by the encoder, in which
it uploads three files that need attention (so don't run it on contracts of your own)::

    tiaoli --data NEW demo && tiaoli --data NEW retag && tiaoli --data NEW serve
    python tools/take_screenshots.py http://127.0.0.1:8000 PASSWORD
"""

import re
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import FilePayload, Page, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
WINDOW, WIDTH, QUALITY = (1366, 768), 1100, 80  # a laptop's window; pixels; of 100
PATIENCE = 180_000  # milliseconds
QUERIES = {"zh": "违约金", "en": "confidential"}
COMPARED = {"zh": "售后服务合作协议", "en": "AMENDED AND RESTATED FIELD SERVICES AGREEMENT"}
PICTURED = {"zh": "磁共振成像系统保修服务合同", "en": "EXCLUSIVE DISTRIBUTION AGREEMENT"}
REVIEWED = {"zh": "区域安装维修网点合作协议", "en": "AMENDED AND RESTATED FIELD SERVICES AGREEMENT"}
TROUBLED = (
    FilePayload(name="2019/保养合同（扫描）.pdf", mimeType="application/pdf", buffer=b""),
    FilePayload(name="2019/合同终稿.docx", mimeType="text/plain", buffer=b"Not Found"),
    FilePayload(name="2019/报价.docx", mimeType="text/plain", buffer=b"PK\x03\x04 cut off"),
)


def _start(page: Page, language: str) -> None:
    page.goto("/")


def _search(page: Page, language: str) -> None:
    page.goto(f"/?q={QUERIES[language]}")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.locator("#panel h2").wait_for()


def _document(page: Page, language: str) -> None:
    _open(page, PICTURED[language])
    page.locator(".outline li > a").nth(5).click()
    page.locator("#side .tabs a").last.click()
    page.locator("[data-page-image] rect").first.wait_for(state="attached")


def _imported(page: Page, language: str) -> None:
    page.goto("/imports")
    page.locator("tbody a").first.click()
    page.locator("#run:not([data-under-way])").wait_for()


def _review(page: Page, language: str) -> None:
    _open(page, REVIEWED[language])
    page.locator(".document-head .actions a").first.click()


def _matrix(page: Page, language: str) -> None:
    page.goto("/matrix?checklist=after_sales_service")


def _compare(page: Page, language: str) -> None:
    _open(page, COMPARED[language])
    page.locator(".document-head .actions a").nth(1).click()
    page.wait_for_load_state("networkidle")
    for _ in range(2):
        page.keyboard.press("n")


def _report(page: Page, language: str) -> None:
    _review(page, language)
    form = page.locator(f".report-links a[href*='html'][href*='language={language}']")
    with page.expect_download() as downloaded:
        form.click()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        downloaded.value.save_as(file)
        page.goto(file.as_uri())


# The last one comes after an upload, which no other picture shows.
PICTURES: Mapping[str, Callable[[Page, str], None]] = {
    "start": _start, "search": _search, "document": _document, "review": _review,
    "matrix": _matrix, "compare": _compare, "report": _report, "import": _imported,
}  # fmt: skip


def _open(page: Page, title: str) -> None:
    page.goto("/documents")
    page.get_by_role("link", name=title, exact=True).click()


def _upload(page: Page) -> None:
    page.goto("/imports/new")
    page.locator("select[name=collection]").select_option("采购与租赁")
    demo = sorted((ROOT / "demo" / "contracts").glob("*/*合同*"))
    known = [
        FilePayload(name=f"2019/{file.name}", mimeType="text/plain", buffer=file.read_bytes())
        for file in demo
    ]
    page.locator("input[name=files]").set_input_files([*known, *TROUBLED])
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    page.locator("#run:not([data-under-way])").wait_for()


def _keep(picture: bytes, file: Path) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB")
    height = round(image.height * WIDTH / image.width)
    small = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.save(file, quality=QUALITY, method=6)


def main(address: str, password: str) -> None:
    """Take all pictures of the server at this address, logged in as admin."""
    width, height = WINDOW
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        pages = {
            language: browser.new_page(
                base_url=address, locale=locale, viewport={"width": width, "height": height}
            )
            for language, locale in (("zh", "zh-CN"), ("en", "en-GB"))
        }
        for page in pages.values():
            page.set_default_timeout(PATIENCE)
            page.goto("/login")
            page.fill("input[name=name]", "admin")
            page.fill("input[type=password]", password)
            page.click("button.main")
            page.locator("header.bar").wait_for()
        for name, show in PICTURES.items():
            if show is _imported:
                _upload(pages["zh"])
            for language, page in pages.items():
                show(page, language)
                page.wait_for_load_state("networkidle")
                _keep(page.screenshot(), IMAGES / f"{name}.{language}.webp")
            print(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
