"""What a browser in the tests does as a person would: visit a page, upload a file."""

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from docx import Document
from playwright.sync_api import Page

CHROMIUM = Path(os.environ.get("TIAOLI_TEST_CHROMIUM", "/usr/bin/chromium"))
PATIENCE = 60_000  # milliseconds for what takes one or two on an idle machine


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


def upload(page: Page, server: Server, name: str, content: bytes) -> None:
    """Upload a file as a person would, and wait on its receipt until it is indexed."""
    page.goto(f"{server.address}/imports/new")
    page.get_by_label("导入到合同集").select_option("售后")
    page.locator("input[name=files]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator("td .status.present", has_text="已入库").wait_for()  # without a reload
