"""The worker: everything received is read once, whatever happens to worker, file or index."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from installation import CONTRACT, Installation
from plain_pieces import PlainParsers
from sqlalchemy import update

from contracts.document import VersionStatus
from contracts.visibility import EVERYTHING
from ingest.upkeep.check import check
from ingest.worker import work
from store import jobs, outbox
from store.database import Connection, Database, DatabaseUnavailable
from store.documents import get_document, get_version, newest_readable
from store.files import FileStore
from store.import_items import Outcome
from store.import_runs import ImportCounts, items_of
from store.queue_tables import jobs as jobs_table
from store.readings import clauses_of, tags_of


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


def test_what_is_received_becomes_clauses_that_are_found(installation: Installation) -> None:
    version_id = installation.receive(CONTRACT.format(number=1))
    installation.work()
    with installation.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
        clauses = clauses_of(connection, version_id, EVERYTHING)
        tags = tags_of(connection, version_id, EVERYTHING)
        document = get_document(connection, version.document_id, EVERYTHING)
    assert version.status is VersionStatus.INDEXED
    assert version.parser == "plain 1"
    assert [clause.number_label for clause in clauses if clause.number_label] == [
        "第一条", "第二条",
    ]  # fmt: skip
    assert "liquidated_damages" in {tag.clause_type for found in tags.values() for tag in found}
    entry = installation.index.documents[document.id]
    assert [clause.clause_id for clause in entry.clauses] == [clause.id for clause in clauses]
    assert (entry.title, entry.collection) == (document.title, "合同")
    assert check(installation.database, installation.files, installation.index) == []


def test_the_receipt_adds_up(installation: Installation) -> None:
    for number in range(10):
        installation.receive(CONTRACT.format(number=number))
    for text in (CONTRACT.format(number=1), "LOCKED", "BUG", "", CONTRACT + "\nSCAN"):
        installation.receive(text)
    assert installation.counts().pending == 14
    installation.work()
    assert installation.counts() == ImportCounts(
        received=15,
        indexed=10,
        duplicate=1,
        attention=2,
        failed=2,
        skipped=0,
        pending=0,
        unpacked=0,
    )
    with installation.database.read() as connection:
        causes = {
            item.failure.code
            for item in items_of(connection, installation.run.id, EVERYTHING)
            if item.failure
        }
    assert causes == {"encrypted", "internal", "empty", "needs_ocr"}


def test_some_scanned_pages_need_attention_and_the_rest_is_found(
    installation: Installation,
) -> None:
    version_id = installation.receive(CONTRACT + "\nSCAN")
    installation.work()
    with installation.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
    assert version.status is VersionStatus.INDEXED
    assert version.failure is not None
    assert version.failure.code == "needs_ocr"
    assert "2" in version.failure.message_zh
    assert len(installation.index.documents) == 1
    assert installation.counts().attention == 1


def test_what_stops_the_parser_is_tried_three_times_and_set_aside(
    installation: Installation,
) -> None:
    version_id = installation.receive("STOP")
    installation.work()
    assert installation.parsers.parsed == 3
    with installation.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
    assert version.status is VersionStatus.QUARANTINED
    assert version.failure is not None
    assert version.failure.code == "parser_stopped"
    assert installation.counts().failed == 1


def test_what_ten_workers_did_not_survive_is_set_aside(installation: Installation) -> None:
    version_id = installation.receive(CONTRACT)
    for _ in range(10):
        with installation.database.write() as connection:
            jobs.claim(connection, "killed", 1)
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(update(jobs_table).values(leased_until=past))
    installation.work()
    assert installation.parsers.parsed == 0
    with installation.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
    assert version.status is VersionStatus.QUARANTINED
    assert installation.counts().failed == 1


def test_the_newest_readable_version_is_the_one_that_is_found(installation: Installation) -> None:
    first = installation.receive(CONTRACT.format(number=1))
    with installation.database.read() as connection:
        document_id = get_version(connection, first, EVERYTHING).document_id
    installation.work()
    second = installation.receive(CONTRACT.format(number=2), document_id)
    installation.receive("LOCKED", document_id)
    installation.work()
    with installation.database.read() as connection:
        readable = newest_readable(connection, document_id, EVERYTHING)
        assert clauses_of(connection, first, EVERYTHING)  # older ones stay readable
    assert readable is not None
    assert readable.id == second
    assert installation.index.documents[document_id].version_id == second
    assert check(installation.database, installation.files, installation.index) == []


def test_uploads_and_reading_go_on_while_the_index_is_down(installation: Installation) -> None:
    installation.index.available = False
    version_id = installation.receive(CONTRACT)
    installation.work()
    with installation.database.read() as connection:
        assert get_version(connection, version_id, EVERYTHING).status is VersionStatus.PARSED
        assert outbox.count(connection) == 1
    assert installation.counts().pending == 1
    installation.index.available = True
    installation.work()
    assert installation.counts().indexed == 1
    with installation.database.read() as connection:
        assert outbox.count(connection) == 0


def test_a_worker_asked_to_stop_gives_back_what_it_has_not_begun(
    installation: Installation,
) -> None:
    class SlowParsers(PlainParsers):
        def begin_reading(self) -> None:
            stop.set()
            time.sleep(0.05)

    stop = threading.Event()
    for number in range(8):
        installation.receive(CONTRACT.format(number=number))
    parsers = SlowParsers()
    work(installation.database, installation.files, installation.index, parsers, stop=stop)
    assert 1 <= parsers.parsed <= 4
    with installation.database.write() as connection:
        claims = jobs.claim(connection, "next", 9)
    assert len(claims) == 8 - parsers.parsed
    assert {claim.attempts for claim in claims} == {1}


def test_two_workers_share_the_work_and_double_nothing(installation: Installation) -> None:
    for number in range(30):
        installation.receive(CONTRACT.format(number=number))
    threads = [threading.Thread(target=installation.work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert installation.counts().indexed == 30
    assert check(installation.database, installation.files, installation.index) == []


def test_a_missing_original_is_said_to_be_missing(installation: Installation) -> None:
    version_id = installation.receive(CONTRACT)
    with installation.database.read() as connection:
        sha256 = get_version(connection, version_id, EVERYTHING).sha256
    installation.files.path(sha256).unlink()
    installation.work()
    with installation.database.read() as connection:
        items = items_of(connection, installation.run.id, EVERYTHING)
        (item,) = (item for item in items if item.outcome is Outcome.FAILED)
    assert item.failure is not None
    assert item.failure.code == "not_found"


def test_a_database_that_is_away_for_a_while_loses_nothing(installation: Installation) -> None:
    class Flaky(Database):
        """Cannot be written now and then."""

        writes = 0

        @contextmanager
        def write(self) -> Iterator[Connection]:
            self.writes += 1
            if self.writes in {3, 6}:
                raise DatabaseUnavailable("BEGIN", {}, Exception("database is locked"))
            with super().write() as connection:
                yield connection

    for number in range(6):
        installation.receive(CONTRACT.format(number=number))
    steady, installation.database = installation.database, Flaky(installation.database.url)
    installation.work()
    installation.database.close()
    installation.database = steady
    assert installation.counts().indexed == 6
    assert check(installation.database, installation.files, installation.index) == []
