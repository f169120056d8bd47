"""One received archive or mail becomes several documents, and the receipt adds up."""

import io

import pytest
from archives import archive
from installation import Installation
from mails import eml

from contracts.document import VersionStatus
from contracts.visibility import EVERYTHING, Visible
from ingest.archives import unpacking
from ingest.intake import receive
from ingest.run import receipt
from ingest.upkeep.retry import retry
from store.collections import list_collections
from store.database import Database
from store.document_list import list_documents
from store.documents import get_version
from store.files import FileStore
from store.import_items import ImportItem, Outcome, Source, members_of
from store.import_runs import items_of


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


def bring(installation: Installation, data: bytes, path: str) -> ImportItem:
    return receive(
        installation.database,
        installation.files,
        io.BytesIO(data),
        path.rsplit("/", 1)[-1],
        collection_id=installation.collection_id,
        received_by="王法务",
        size_limit=1 << 20,
        source=Source(path, installation.run.id),
    )


def outcomes(installation: Installation) -> dict[str, str]:
    with installation.database.read() as connection:
        items = items_of(connection, installation.run.id, EVERYTHING)
    return {item.path: item.failure.code if item.failure else item.outcome.value for item in items}


def titles(installation: Installation) -> list[str]:
    with installation.database.read() as connection:
        rows = list_documents(connection, EVERYTHING, sort="title", descending=False).rows
    return [row.newest.file_name for row in rows]


def check_sum(installation: Installation, received: int, unpacked: int) -> None:
    with installation.database.read() as connection:
        counts = receipt(connection, installation.run.id, EVERYTHING).counts
    assert counts.received == received
    assert counts.received == counts.indexed + counts.duplicate + counts.attention + counts.failed
    assert (counts.pending, counts.unpacked) == (0, unpacked)


def test_each_file_in_an_archive_is_a_document(installation: Installation) -> None:
    data = archive(
        {"2024/a.txt": b"First", "2024/copy.txt": b"First", "b.txt": b"LOCKED", "c.txt": b"Third"}
    )
    bring(installation, data, "share/旧.zip")
    bring(installation, b"First", "share/again.txt")
    installation.work()
    assert outcomes(installation) == {
        "share/旧.zip": "unpacked",
        "share/again.txt": "indexed",
        "share/旧.zip/2024/a.txt": "duplicate",
        "share/旧.zip/2024/copy.txt": "duplicate",
        "share/旧.zip/b.txt": "encrypted",
        "share/旧.zip/c.txt": "indexed",
    }
    check_sum(installation, received=5, unpacked=1)
    assert titles(installation) == ["again.txt", "b.txt", "c.txt"]
    with installation.database.read() as connection:
        assert [each.documents for each in list_collections(connection, EVERYTHING)] == [3]


def test_an_archive_is_kept_and_knows_what_was_in_it(installation: Installation) -> None:
    item = bring(installation, archive({"a.txt": b"First"}), "旧.zip")
    installation.work()
    assert item.version_id is not None
    with installation.database.read() as connection:
        version = get_version(connection, item.version_id, EVERYTHING)
        (member,) = members_of(connection, item.version_id, EVERYTHING)
        assert members_of(connection, item.version_id, Visible(frozenset())) == ()
    assert version.status is VersionStatus.UNPACKED
    assert installation.files.verify(version.sha256)
    assert member.path == "旧.zip/a.txt"


def test_a_mail_is_a_document_beside_its_attachments(installation: Installation) -> None:
    mail = eml(
        "采购合同", attachments={"合同.txt": b"First", "包.zip": archive({"d.txt": b"Deep"})}
    )
    bring(installation, archive({"来信.eml": mail}), "m.zip")
    bring(installation, eml("独立", attachments={"e.txt": b"Fifth"}), "直接.eml")
    installation.work()
    assert outcomes(installation) == {
        "m.zip": "unpacked",
        "直接.eml": "indexed",
        "m.zip/来信.eml": "indexed",
        "m.zip/来信.eml/合同.txt": "indexed",
        "m.zip/来信.eml/包.zip/d.txt": "indexed",
        "直接.eml/e.txt": "indexed",
    }
    check_sum(installation, received=5, unpacked=1)


def test_the_same_archive_again_is_a_duplicate(installation: Installation) -> None:
    data = archive({"a.txt": b"First"})
    for path in ("旧.zip", "copy.zip"):
        bring(installation, data, path)
        installation.work()
    assert outcomes(installation)["copy.zip"] == "duplicate"
    check_sum(installation, received=2, unpacked=1)


def test_what_is_wrong_in_an_archive_is_told_at_its_place(installation: Installation) -> None:
    bring(installation, archive({"a.txt": b"First", "x.zip": b"PK\x03\x04x"}), "旧.zip")
    bring(installation, archive({"a.txt": b"a" * 99})[:-30], "broken.zip")
    installation.work()
    assert outcomes(installation) == {
        "旧.zip": "unpacked",
        "broken.zip": "damaged",
        "旧.zip/a.txt": "indexed",
        "旧.zip/x.zip": "damaged",
    }
    check_sum(installation, received=3, unpacked=1)


def test_an_attempt_cut_short_goes_on_without_doubling(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = bring(
        installation, archive({f"{n}.txt": f"Clause {n}".encode() for n in range(4)}), "旧.zip"
    )
    taken = 0

    def receive_two(*arguments: object, **more: object) -> ImportItem:
        nonlocal taken
        taken += 1
        if taken == 3:
            raise ZeroDivisionError
        return receive(*arguments, **more)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(unpacking, "receive", receive_two)
    installation.work()
    assert outcomes(installation)["旧.zip"] == "internal"
    assert item.version_id is not None
    retry(installation.database, [item.version_id], visible=EVERYTHING, asked_by="王法务")
    installation.work()
    assert list(outcomes(installation).values()) == [Outcome.UNPACKED, *[Outcome.INDEXED] * 4]
    check_sum(installation, received=4, unpacked=1)
