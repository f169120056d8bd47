"""What could not be read is read again when asked for, and the receipt follows."""

import io
import threading
from pathlib import Path

import pytest
from plain_pieces import MemoryIndex, PlainParsers

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import NotFound
from contracts.reading import Reading
from contracts.recognition import Recognised
from contracts.visibility import EVERYTHING, Visible
from ingest.intake import receive
from ingest.reading import understand
from ingest.upkeep.check import check
from ingest.upkeep.retry import retry
from ingest.worker import work
from store import audit
from store.database import Database
from store.documents import get_version, newest_readable
from store.files import FileStore
from store.import_items import ImportItem, Source
from store.import_runs import create_run, items_of


class Installation:
    """A contract, two locked files and a copy of one: version ids 1, 2 and 3."""

    def __init__(self, database: Database, files: FileStore, collection_id: int) -> None:
        self.database = database
        self.files = files
        self.index = MemoryIndex()
        with database.write() as connection:
            self.run = create_run(connection, collection_id, "王法务", "合同夹")
        for text in ("第一条 保修期", "LOCKED", "LOCKED too", "LOCKED"):
            receive(
                database,
                files,
                io.BytesIO(text.encode()),
                "合同.txt",
                collection_id=collection_id,
                received_by="王法务",
                size_limit=1000,
                source=Source("合同.txt", self.run.id),
            )
        self.work(PlainParsers())

    def work(self, parsers: PlainParsers) -> None:
        """Let the worker do what is queued."""
        stop = threading.Event()
        work(self.database, self.files, self.index, parsers, stop=stop, until_idle=True)

    def items(self) -> list[ImportItem]:
        """What the receipt says."""
        with self.database.read() as connection:
            return list(items_of(connection, self.run.id, EVERYTHING))

    def outcomes(self) -> list[str]:
        return [item.outcome.value for item in self.items()]


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


class NewerParsers(PlainParsers):
    """Read what wanted a password before."""

    def read(
        self,
        source: Path,
        media_type: str,
        version_id: int,
        file_name: str,
        recognised: Recognised | None = None,
    ) -> Reading:
        """The text as one paragraph."""
        block = Block(0, BlockKind.PARAGRAPH, source.read_text())
        return understand(ParsedFile((block,), "plain 2"), version_id, file_name)


def test_what_failed_is_read_again_and_the_receipt_follows(installation: Installation) -> None:
    assert installation.outcomes() == ["indexed", "attention", "attention", "duplicate"]
    again = retry(installation.database, (), visible=EVERYTHING, asked_by="王法务")
    assert again == (2, 3)
    assert installation.outcomes() == ["indexed", "received", "received", "duplicate"]
    installation.work(NewerParsers())
    assert installation.outcomes() == ["indexed", "indexed", "indexed", "duplicate"]
    assert [item.failure for item in installation.items()] == [None] * 4
    assert check(installation.database, installation.files, installation.index) == []
    with installation.database.read() as connection:
        deeds = [(entry.user, entry.action) for entry in audit.entries(connection)]
    assert deeds.count(("王法务", "retry")) == 2


def test_what_still_fails_says_so_again(installation: Installation) -> None:
    before = installation.items()
    retry(installation.database, (), visible=EVERYTHING, asked_by="王法务")
    installation.work(PlainParsers())
    assert installation.items() == before


def test_only_the_versions_named_are_read_again(installation: Installation) -> None:
    assert retry(installation.database, [3, 3], visible=EVERYTHING, asked_by="王法务") == (3,)
    assert installation.outcomes() == ["indexed", "attention", "received", "duplicate"]


def test_a_version_that_was_read_can_be_found_until_it_is_read_again(
    installation: Installation,
) -> None:
    retry(installation.database, [1], visible=EVERYTHING, asked_by="王法务")
    with installation.database.read() as connection:
        version = get_version(connection, 1, EVERYTHING)
        assert newest_readable(connection, version.document_id, EVERYTHING) == version
    installation.work(NewerParsers())
    with installation.database.read() as connection:
        assert get_version(connection, 1, EVERYTHING).parser == "plain 2"


def test_what_may_not_be_seen_is_not_read_again(installation: Installation) -> None:
    nothing = Visible(frozenset())
    assert retry(installation.database, (), visible=nothing, asked_by="王法务") == ()
    with pytest.raises(NotFound):
        retry(installation.database, [2], visible=nothing, asked_by="王法务")
    assert installation.outcomes() == ["indexed", "attention", "attention", "duplicate"]
