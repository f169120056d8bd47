"""What could not be read is mended on the import's page: passwords, another file, skipping."""

from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from archives import archive
from command_line import tiaoli
from house import Browser, House
from PIL import Image

from contracts.visibility import EVERYTHING
from ingest.intake import receive
from ingest.worker import work
from store import audit, jobs
from store.import_items import ImportItem, Outcome, Source
from store.import_runs import counts_of, create_run, finish_run, items_of
from webapp.receipts.verifying import check_receipt

LOCKED = Path(__file__).parents[1] / "fixtures/locked.pdf"
PASSWORD = "Geheim9"


class Import:
    """A locked PDF, the same in another folder, and a Word file that is cut short, all read."""

    def __init__(self, house: House) -> None:
        self.house = house
        with house.services.database.write() as connection:
            self.run = create_run(connection, house.collections["采购"], "admin", "share").id
        for path, data in (
            ("a/锁.pdf", LOCKED.read_bytes()),
            ("b/锁.pdf", LOCKED.read_bytes()),
            ("坏.docx", b"PK\x03\x04 word/document.xml"),
        ):
            self.receive(path, data)
        with house.services.database.write() as connection:
            finish_run(connection, self.run)
        self.work()

    def receive(self, path: str, data: bytes) -> ImportItem:
        return receive(
            self.house.services.database,
            self.house.services.files,
            BytesIO(data),
            path.rsplit("/", 1)[-1],
            collection_id=self.house.collections["采购"],
            received_by="admin",
            size_limit=10**6,
            source=Source(path, self.run),
        )

    def work(self) -> None:
        here = self.house.services
        work(here.database, here.files, here.index, here.parsers, stop=Event(), until_idle=True)

    def item(self, path: str) -> ImportItem:
        with self.house.services.database.read() as connection:
            return next(
                item
                for item in items_of(connection, self.run, EVERYTHING)
                if item.path.endswith(path)
            )

    def do(self, browser: Browser, remedy: str, **form: object) -> str:
        address = f"/imports/{self.run}/{remedy}"
        return browser.post(address, dict(form), follow_redirects=True).text

    def check_sum(self) -> None:
        with self.house.services.database.read() as connection:
            counts = counts_of(connection, self.run, EVERYTHING)
        assert counts.received == sum(
            (counts.indexed, counts.duplicate, counts.attention, counts.failed, counts.skipped)
        )
        assert counts.pending == 0
        browser = self.house.browser("读者")
        for form in ("html", "xlsx"):
            checked = check_receipt(browser.get(f"/imports/{self.run}/receipt.{form}").data)
            assert checked.is_intact
            assert checked.adds_up


@pytest.fixture
def imported(house: House) -> Import:
    return Import(house)


def test_a_password_opens_a_file_and_is_kept_nowhere(
    imported: Import, editor: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    before = imported.item("a/锁.pdf")
    assert (before.outcome, imported.item("b/锁.pdf").outcome) == ("attention", "duplicate")
    page = imported.do(editor, "passwords", passwords=f"wrong\r\n{PASSWORD}\r\n")
    assert "打开了 1 个文件" in page
    imported.work()
    after = imported.item("a/锁.pdf")
    assert (after.outcome, after.failure) == (Outcome.INDEXED, None)
    assert (after.sha256, after.size) == (before.sha256, before.size)
    assert imported.item("b/锁.pdf").failure is None
    assert "Both parties keep secrets" in editor.get(f"/documents/{after.document_id}").text
    assert "已由 编辑 用密码打开" in editor.get(f"/imports/{imported.run}").text
    imported.check_sum()
    again = imported.receive("c/锁.pdf", LOCKED.read_bytes())
    assert (again.outcome, again.version_id) == (Outcome.DUPLICATE, after.version_id)
    data = imported.house.services.settings.data
    kept = [path for path in data.rglob("*") if path.is_file() and "parsers" not in path.name]
    assert not any(PASSWORD.encode() in path.read_bytes() for path in kept)
    assert PASSWORD not in caplog.text


def test_passwords_that_open_nothing_change_nothing(imported: Import, editor: Browser) -> None:
    page = imported.do(editor, "passwords", passwords="wrong\n")
    assert "有 1 个用这些密码都打不开" in page
    assert "wrong" not in page
    assert imported.item("a/锁.pdf").outcome == Outcome.ATTENTION
    assert "请至少输入一个密码" in imported.do(editor, "passwords", passwords="\n")


def test_a_file_is_replaced_and_the_receipt_names_both(imported: Import, editor: Browser) -> None:
    broken = imported.item("坏.docx")
    same = imported.do(
        editor, "replace", item=broken.id, file=(BytesIO(b"PK\x03\x04 word/document.xml"), "b.docx")
    )
    assert "就是未能读取的那个文件" in same
    text = "第一条 保密\n双方保密。".encode()
    imported.do(editor, "replace", item=broken.id, file=(BytesIO(text), "新.txt"))
    imported.work()
    after = imported.item("坏.docx")
    assert after.outcome == Outcome.INDEXED
    assert (after.document_id, after.sha256) == (broken.document_id, broken.sha256)
    page = editor.get(f"/imports/{imported.run}").text
    assert "用文件“新.txt”替换" in page
    imported.check_sum()


def test_a_replaced_archive_belongs_to_the_import(imported: Import, editor: Browser) -> None:
    broken = imported.item("坏.docx")
    data = archive({"里.txt": "第一条 里面".encode()})
    imported.do(editor, "replace", item=broken.id, file=(BytesIO(data), "新.zip"))
    imported.work()
    assert imported.item("坏.docx").outcome == Outcome.UNPACKED
    assert imported.item("坏.docx/里.txt").outcome == Outcome.INDEXED
    imported.check_sum()


def test_skipping_wants_a_reason_and_counts(imported: Import, editor: Browser) -> None:
    broken = imported.item("坏.docx")
    assert "请写明跳过的理由" in imported.do(editor, "skip", like=broken.id, reason=" ")
    imported.do(editor, "skip", like=broken.id, reason="有签字的扫描件")
    skipped = imported.item("坏.docx")
    assert skipped.outcome == Outcome.SKIPPED
    assert skipped.failure is not None
    assert "已跳过（编辑）：有签字的扫描件" in skipped.failure.message_zh
    assert imported.item("a/锁.pdf").outcome == Outcome.ATTENTION
    imported.check_sum()
    with imported.house.services.database.read() as connection:
        assert jobs.count(connection) == 0
        assert audit.find(connection, "skip", f"item {broken.id}") is not None


def test_scans_that_wait_for_recognition_ask_nothing_of_anybody(
    imported: Import, editor: Browser
) -> None:
    said = "文字识别正在排队或进行"
    assert said not in editor.get(f"/imports/{imported.run}").text
    version = imported.item("a/锁.pdf").version_id
    assert version is not None
    with imported.house.services.database.write() as connection:
        jobs.enqueue(connection, version, jobs.Lane.OCR)
    assert said in editor.get(f"/imports/{imported.run}").text


def scan() -> bytes:
    picture = BytesIO()
    Image.new("L", (1240, 1754), 255).save(picture, "PNG")
    return picture.getvalue()


def test_of_all_that_wait_for_a_person_only_the_scans_are_recognised(
    imported: Import, editor: Browser
) -> None:
    item = imported.receive("扫描.png", scan())
    imported.work()
    page = imported.do(editor, "recognise")
    assert "接下来识别这些扫描件的文字" in page
    with imported.house.services.database.read() as connection:
        assert jobs.left_in(connection, jobs.Lane.OCR) == {item.version_id}


def test_where_nothing_recognises_text_that_is_said_and_nothing_queued(
    imported: Import, editor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported.receive("扫描.png", scan())
    imported.work()
    for module in ("services", "pages.imports"):
        monkeypatch.setattr(f"webapp.{module}.open_recogniser", lambda settings: None)
    page = imported.do(editor, "recognise")
    assert "服务器上没有启用文字识别" in page
    assert "文字识别正在排队或进行" not in page
    with imported.house.services.database.read() as connection:
        assert jobs.left_in(connection, jobs.Lane.OCR) == frozenset()


def test_readers_are_offered_no_remedy(imported: Import, reader: Browser) -> None:
    item = imported.item("坏.docx").id
    assert "/skip" not in reader.get(f"/imports/{imported.run}").text
    for remedy in ("passwords", "recognise", "retry", "replace", "skip"):
        form = {"item": item, "reason": "x", "passwords": PASSWORD}
        assert reader.post(f"/imports/{imported.run}/{remedy}", form).status_code == 403
    hidden = imported.house.runs["股权收购保密协议"]
    assert reader.post(f"/imports/{hidden}/skip", {"reason": "x"}).status_code == 404


def test_the_terminal_has_the_same_remedies(tmp_path: Path) -> None:
    data, share = tmp_path / "data", tmp_path / "share"
    share.mkdir()
    (share / "a.pdf").write_bytes(LOCKED.read_bytes())
    (share / "b.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (share / "c.docx").write_bytes(b"PK\x03\x04 word/document.xml 2")
    (tmp_path / "new.txt").write_text("第一条 保密\n双方保密。", encoding="utf-8")
    (tmp_path / "passwords").write_text(f"no\n{PASSWORD}\n", encoding="utf-8")
    assert tiaoli(data, "import", str(share)).exit_code == 1
    listed = tiaoli(data, "remedy", "list", "1").stdout
    assert "Remedies: passwords, skip, replace" in listed
    opened = tiaoli(data, "remedy", "passwords", "1", "--from", str(tmp_path / "passwords"))
    assert "1 opened; none of the passwords opens 0." in opened.stdout
    tiaoli(data, "remedy", "replace", "1", "2", str(tmp_path / "new.txt"))
    last = tiaoli(data, "remedy", "skip", "1", "--item", "3", "--reason", "an empty draft").stdout
    assert "3 received: 2 indexed" in last
    assert "1 skipped" in last
    assert tiaoli(data, "remedy", "list", "1").stdout == "Nothing needs attention.\n"
    assert tiaoli(data, "import", str(share)).exit_code == 0
