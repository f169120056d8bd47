"""One file at a time: whatever a broker delivers, a version is read once."""

import threading

import pytest
from installation import CONTRACT, Installation
from plain_pieces import PlainParsers

from contracts.document import VersionStatus
from contracts.visibility import EVERYTHING
from ingest import processing
from ingest.processing import process
from store import jobs
from store.database import Database
from store.documents import get_version
from store.files import FileStore


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


def read(installation: Installation, version_id: int) -> bool:
    return process(version_id, installation.database, installation.files, installation.parsers)


def test_a_message_that_comes_twice_reads_once(installation: Installation) -> None:
    version_id = installation.receive(CONTRACT)
    assert read(installation, version_id)
    assert not read(installation, version_id)
    assert not read(installation, version_id + 1)  # nor one that never was
    assert installation.parsers.parsed == 1
    with installation.database.read() as connection:
        assert get_version(connection, version_id, EVERYTHING).status is VersionStatus.PARSED


def test_a_message_that_comes_to_many_at_once_reads_once(installation: Installation) -> None:
    version_id = installation.receive(CONTRACT)
    threads = [threading.Thread(target=read, args=(installation, version_id)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert installation.parsers.parsed == 1


def test_what_cannot_be_read_says_why(installation: Installation) -> None:
    version_id = installation.receive("LOCKED")
    assert read(installation, version_id)
    assert installation.counts().attention == 1


def test_what_stops_the_parser_waits_for_the_next_attempt(installation: Installation) -> None:
    version_id = installation.receive("STOP")
    for _ in range(3):
        assert read(installation, version_id)
    assert not read(installation, version_id)
    assert installation.counts().failed == 1


def test_a_lease_is_renewed_while_the_file_is_read(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed = threading.Event()

    class SlowParsers(PlainParsers):
        def begin_reading(self) -> None:
            assert renewed.wait(30)

    def renew(*arguments: object) -> None:
        original(*arguments)  # type: ignore[arg-type]
        renewed.set()

    original = jobs.renew
    monkeypatch.setattr(jobs, "renew", renew)
    monkeypatch.setattr(processing, "RENEW_AFTER", 0.01)
    version_id = installation.receive(CONTRACT)
    assert process(version_id, installation.database, installation.files, SlowParsers())
