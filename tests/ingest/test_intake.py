"""Receiving: what is acknowledged is on the disk and in the database, once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from ingest.intake import receive
from store import audit, jobs
from store.collections import create_collection
from store.database import Database
from store.document_list import list_documents
from store.documents import get_document, get_version, versions_of
from store.files import FileStore
from store.import_items import ImportItem, Outcome

CONTRACT = "售后服务合同\n第一条 服务范围\n乙方负责维修。\n".encode()
MEGABYTE = 1 << 20


class Reception:
    """Receives bytes into a collection."""

    def __init__(self, database: Database, files: FileStore, collection_id: int) -> None:
        self.database = database
        self.files = files
        self.collection_id = collection_id

    def __call__(
        self,
        data: bytes = CONTRACT,
        name: str = "合同.txt",
        document_id: int | None = None,
        collection_id: int | None = None,
    ) -> ImportItem:
        return receive(
            self.database,
            self.files,
            io.BytesIO(data),
            name,
            collection_id=collection_id or self.collection_id,
            received_by="王法务",
            size_limit=MEGABYTE,
            document_id=document_id,
        )


@pytest.fixture
def reception(database: Database, files: FileStore, collection_id: int) -> Reception:
    return Reception(database, files, collection_id)


def test_a_received_file_is_kept_queued_and_in_the_audit_log(reception: Reception) -> None:
    item = reception()
    assert item.outcome is Outcome.RECEIVED
    assert item.version_id is not None
    assert item.document_id is not None
    with reception.database.read() as connection:
        version = get_version(connection, item.version_id, EVERYTHING)
        document = get_document(connection, item.document_id, EVERYTHING)
        (entry,) = audit.entries(connection)
        assert jobs.count(connection) == 1
    with reception.files.open(version.sha256) as file:
        assert file.read() == CONTRACT
    assert (version.file_name, version.media_type) == ("合同.txt", "text/plain")
    assert (version.size, version.received_by) == (len(CONTRACT), "王法务")
    assert document.title == "合同"
    assert (entry.user, entry.action) == ("王法务", "receive")


def test_the_same_bytes_in_a_collection_are_a_duplicate(reception: Reception) -> None:
    first = reception()
    second = reception(name="另一个名字.txt")
    assert second.outcome is Outcome.DUPLICATE
    assert (second.document_id, second.version_id) == (first.document_id, first.version_id)
    assert second.path == "另一个名字.txt"
    with reception.database.read() as connection:
        assert list_documents(connection, EVERYTHING).total == 1
        assert jobs.count(connection) == 1


def test_another_collection_does_not_tell_what_this_one_holds(reception: Reception) -> None:
    with reception.database.write() as connection:
        other = create_collection(connection, "人事")
    first, second = reception(), reception(collection_id=other)
    assert second.outcome is Outcome.RECEIVED
    assert second.document_id != first.document_id


def test_a_document_gets_a_new_version(reception: Reception) -> None:
    first = reception()
    assert first.document_id is not None
    second = reception(CONTRACT + b"2", document_id=first.document_id)
    assert second.outcome is Outcome.RECEIVED
    again = reception(CONTRACT + b"2", document_id=first.document_id)
    assert again.outcome is Outcome.DUPLICATE
    with reception.database.read() as connection:
        versions = versions_of(connection, first.document_id, EVERYTHING)
    assert [version.number for version in versions] == [1, 2]


def test_a_file_of_another_document_can_become_a_version(reception: Reception) -> None:
    draft, signed = reception(b"draft"), reception(b"signed")
    item = reception(b"signed", document_id=draft.document_id)
    assert item.outcome is Outcome.RECEIVED
    assert item.document_id == draft.document_id != signed.document_id


def test_a_version_needs_a_document_of_the_collection(reception: Reception) -> None:
    with reception.database.write() as connection:
        other = create_collection(connection, "人事")
    hidden = reception(b"hidden", collection_id=other)
    with pytest.raises(NotFound):
        reception(document_id=hidden.document_id)
    with pytest.raises(NotFound):
        reception(collection_id=99)


def test_a_hundred_equal_uploads_at_once_give_one_document(reception: Reception) -> None:
    together = threading.Barrier(20)

    def upload(number: int) -> ImportItem:
        together.wait()
        return reception(name=f"{number}.txt")

    with ThreadPoolExecutor(20) as threads:
        items = list(threads.map(upload, range(100)))
    outcomes = sorted(item.outcome for item in items)
    assert outcomes == [*[Outcome.DUPLICATE] * 99, Outcome.RECEIVED]
    assert len({item.document_id for item in items}) == 1
    with reception.database.read() as connection:
        assert list_documents(connection, EVERYTHING).total == 1


@pytest.mark.parametrize(
    "name",
    [
        "合" * 300 + ".docx",
        "../../etc/passwd",
        "C:\\合同\\甲.docx",
        "第一行\r\nSet-Cookie: a=b.pdf",
        "\u202ecod.exe",
        "<script>alert(1)</script>.html",
        ".txt",
        "a\0b.txt",
    ],
)
def test_a_name_is_only_text(reception: Reception, name: str, tmp_path: Path) -> None:
    item = reception(name=name)
    assert item.version_id is not None
    with reception.database.read() as connection:
        version = get_version(connection, item.version_id, EVERYTHING)
    assert version.file_name == name.replace("\0", "\ufffd")
    kept = {path for path in tmp_path.rglob("*") if path.is_file()} - set(
        tmp_path.glob("tiaoli.sqlite*")
    )
    assert kept == {reception.files.path(version.sha256)}


def test_what_is_too_large_is_refused_with_its_cause(reception: Reception) -> None:
    item = reception(b"x" * (MEGABYTE + 1))
    assert item.outcome is Outcome.FAILED
    assert item.failure is not None
    assert item.failure.code == "oversized"
    assert item.version_id is None
    assert list(reception.files.every_hash()) == []


def test_an_original_set_aside_meanwhile_is_not_acknowledged(reception: Reception) -> None:
    class Thief(FileStore):
        """Takes the file away once it is stored."""

        def require(self, sha256: str) -> None:
            self.set_aside(sha256)
            super().require(sha256)

    reception.files = Thief(reception.files.root)
    with pytest.raises(NotFound):
        reception()
    with reception.database.read() as connection:
        assert list_documents(connection, EVERYTHING).total == 0


def test_what_fails_in_the_database_leaves_only_a_stray(
    reception: Reception, collection_id: int
) -> None:
    with pytest.raises(NotFound):
        reception(collection_id=collection_id + 1)
    with reception.database.read() as connection:
        assert list_documents(connection, EVERYTHING).total == 0
        assert jobs.count(connection) == 0
    # The next upload of the same bytes takes the stray over.
    assert reception().outcome is Outcome.RECEIVED
    assert len(list(reception.files.every_hash())) == 1
