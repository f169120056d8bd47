"""Files on their way to the server."""

from browsing import Visit
from playwright.sync_api import FilePayload


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
    page.wait_for_url("**/imports/*")  # all sent: what becomes of them is told there
    assert all(page.get_by_title(name).first.is_visible() for name in names)
