"""The page of an import lets what could not be read be read again: one, a cause, all."""

from io import BytesIO

import pytest
from house import Browser, House

from contracts.errors import DamagedFile, EncryptedFile
from contracts.visibility import EVERYTHING
from ingest.intake import receive
from ingest.pipeline import save
from store import jobs
from store.documents import versions_with_failures
from store.import_items import ImportItem, Source, settle_items
from store.import_runs import counts_of, create_run, items_of
from store.reading_results import save_failure
from store.workers import this_worker

FAILURES = (
    EncryptedFile("需要密码。", "It wants a password.").failure(),
    EncryptedFile("需要密码。", "It wants a password.").failure(),
    DamagedFile("已损坏。", "It is damaged.").failure(),
)


class Troubled:
    """An import whose three files could not be read, two of them for one cause."""

    def __init__(self, house: House) -> None:
        self.house = house
        database, collection = house.services.database, house.collections["采购"]
        with database.write() as connection:
            self.run = create_run(connection, collection, "admin", "share").id
        for number, failure in enumerate(FAILURES):
            item = receive(
                database,
                house.services.files,
                BytesIO(f"File {number}".encode()),
                f"{number}.txt",
                collection_id=collection,
                received_by="admin",
                size_limit=1000,
                source=Source(f"{number}.txt", self.run),
            )
            assert item.version_id is not None
            with database.write() as connection:
                jobs.remove(connection, item.version_id)
                save_failure(connection, item.version_id, failure)
                settle_items(connection, [item.version_id])

    def items(self) -> tuple[ImportItem, ...]:
        with self.house.services.database.read() as connection:
            return items_of(connection, self.run, EVERYTHING)

    def waiting(self) -> list[str]:
        """The files that are to be read again."""
        return [item.path for item in self.items() if item.outcome == "received"]


@pytest.fixture
def troubled(house: House) -> Troubled:
    return Troubled(house)


def test_one_file_is_read_again(troubled: Troubled, editor: Browser) -> None:
    item = troubled.items()[2]
    answer = editor.post(f"/imports/{troubled.run}/retry", {"item": item.id})
    assert answer.status_code == 302
    assert troubled.waiting() == ["2.txt"]


def test_files_of_one_cause_are_read_again(troubled: Troubled, editor: Browser) -> None:
    editor.post(f"/imports/{troubled.run}/retry", {"like": troubled.items()[0].id})
    assert troubled.waiting() == ["0.txt", "1.txt"]
    with troubled.house.services.database.read() as connection:
        counts = counts_of(connection, troubled.run, EVERYTHING)
    assert (counts.received, counts.pending, counts.failed) == (3, 2, 1)


def test_all_files_are_read_again(troubled: Troubled, editor: Browser) -> None:
    editor.post(f"/imports/{troubled.run}/retry")
    assert troubled.waiting() == ["0.txt", "1.txt", "2.txt"]


def test_what_is_not_of_the_run_is_left_alone(troubled: Troubled, editor: Browser) -> None:
    editor.post(f"/imports/{troubled.run}/retry", {"item": 9999})
    editor.post(f"/imports/{troubled.run}/retry", {"like": 9999})
    assert troubled.waiting() == []


def test_a_reader_is_offered_no_button_and_may_not(troubled: Troubled, reader: Browser) -> None:
    address = f"/imports/{troubled.run}"
    assert f"{address}/retry" not in reader.get(address).text
    assert reader.post(f"{address}/retry").status_code == 403
    with troubled.house.services.database.read() as connection:
        assert len(versions_with_failures(connection, EVERYTHING)) == 3


def test_an_editor_is_offered_a_button_for_each(troubled: Troubled, editor: Browser) -> None:
    page = editor.get(f"/imports/{troubled.run}").text
    assert page.count(f'action="/imports/{troubled.run}/retry"') == 1 + 1 + 1
    assert page.count(f'action="/imports/{troubled.run}/passwords"') == 1 + 1 + 2
    assert page.count(f'action="/imports/{troubled.run}/replace"') == 3


def _receive(house: House, run: int) -> None:
    """One more file for an import."""
    receive(
        house.services.database,
        house.services.files,
        BytesIO("第一条 保密".encode()),
        "保密.txt",
        collection_id=house.collections["采购"],
        received_by="admin",
        size_limit=1000,
        source=Source("保密.txt", run),
    )


def test_an_import_is_paused_goes_on_and_is_cancelled_from_its_page(
    house: House, editor: Browser, reader: Browser
) -> None:
    run = house.runs["设备采购合同"]
    _receive(house, run)
    page = f"/imports/{run}"
    assert f"{page}/pause" in editor.get(page).text
    assert f"{page}/pause" not in reader.get(page).text
    assert reader.post(f"{page}/pause").status_code == 403
    paused = editor.post(f"{page}/pause", follow_redirects=True).text
    assert "已暂停" in paused
    assert f"{page}/resume" in paused
    assert f"{page}/pause" in editor.post(f"{page}/resume", follow_redirects=True).text
    cancelled = editor.post(f"{page}/cancel", follow_redirects=True).text
    assert "导入已取消，这个文件没有读取" in cancelled
    assert f"{page}/pause" not in cancelled
    assert editor.post(f"/imports/{house.runs['股权收购保密协议']}/pause").status_code == 404


def test_a_cancelled_import_says_that_what_is_being_read_is_read_to_its_end(
    house: House, editor: Browser
) -> None:
    run = house.runs["设备采购合同"]
    _receive(house, run)
    database = house.services.database
    with database.write() as connection:
        (claim,) = jobs.claim(connection, this_worker(), 1, jobs.Lane.TEXT)
    cancelled = editor.post(f"/imports/{run}/cancel", follow_redirects=True).text
    assert "正在读取的文件会读完" in cancelled
    assert f"/imports/{run}/cancel" not in cancelled
    with database.write() as connection:
        save(connection, {claim: DamagedFile("已损坏。", "Damaged.").failure()})
    assert "此前收到的文件都已读完" in editor.get(f"/imports/{run}").text
