"""Check finds whatever doesn't agree, repair mends it, and no original is ever deleted."""

import io
import os
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from plain_pieces import MemoryIndex, PlainParsers
from sqlalchemy import delete, insert, update

from ingest.indexer import rebuild
from ingest.intake import receive
from ingest.upkeep.check import check
from ingest.upkeep.problems import Problem, ProblemKind
from ingest.upkeep.repair import repair
from ingest.worker import work
from store import import_tables, jobs, queue_tables, tables
from store.database import Connection, Database
from store.files import FileStore

CONTRACT = "维修合同 {}\n第一条 保修期\n自验收合格之日起十二个月。\n"


class Installation:
    """Three documents that were read, and everything that holds them."""

    def __init__(self, database: Database, files: FileStore, collection_id: int) -> None:
        self.database = database
        self.files = files
        self.index = MemoryIndex()
        for number in range(3):
            receive(
                database,
                files,
                io.BytesIO(CONTRACT.format(number).encode()),
                "合同.txt",
                collection_id=collection_id,
                received_by="王法务",
                size_limit=1000,
            )
        self.work()

    def work(self) -> None:
        """Let the worker do what is queued."""
        work(
            self.database,
            self.files,
            self.index,
            PlainParsers(),
            stop=threading.Event(),
            until_idle=True,
        )

    def kinds(self, stray_after: float = 3600) -> list[ProblemKind]:
        """What check finds."""
        problems = check(self.database, self.files, self.index, stray_after=stray_after)
        assert all(problem.message_zh and problem.message_en for problem in problems)
        return [problem.kind for problem in problems]


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


def test_what_is_well_has_no_problems(installation: Installation) -> None:
    assert installation.kinds() == []


def forget_jobs(connection: Connection) -> None:
    connection.execute(update(tables.versions).where(tables.versions.c.id == 1).values(
        status="received"))  # fmt: skip
    connection.execute(update(tables.documents).where(tables.documents.c.id == 1).values(
        readable_version_id=None))  # fmt: skip


def forget_a_clause(connection: Connection) -> None:
    connection.execute(delete(tables.clauses).where(tables.clauses.c.version_id == 1))


def move_a_clause(connection: Connection) -> None:
    moved = tables.clauses.c.start + 1
    connection.execute(update(tables.clauses).where(tables.clauses.c.version_id == 1).values(
        start=moved, end=tables.clauses.c.end + 1))  # fmt: skip


def overlap_clauses(connection: Connection) -> None:
    first = (tables.clauses.c.version_id == 1) & (tables.clauses.c.order == 0)
    row = connection.execute(tables.clauses.select().where(first)).one()
    connection.execute(insert(tables.clauses).values({**row._mapping, "order": 99}))


def forget_the_outbox(connection: Connection) -> None:
    connection.execute(update(tables.versions).where(tables.versions.c.id == 1).values(
        status="parsed"))  # fmt: skip


def lead_astray(connection: Connection) -> None:
    connection.execute(update(tables.documents).where(tables.documents.c.id == 1).values(
        newest_version_id=2))  # fmt: skip


def leave_unsettled(connection: Connection) -> None:
    connection.execute(update(import_tables.import_items).values(outcome="received"))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (forget_jobs, ProblemKind.NO_JOB),
        (forget_a_clause, ProblemKind.WRONG_READING),
        (move_a_clause, ProblemKind.WRONG_READING),
        (overlap_clauses, ProblemKind.WRONG_READING),
        (forget_the_outbox, ProblemKind.NOT_QUEUED),
        (lead_astray, ProblemKind.WRONG_NEWEST),
        (leave_unsettled, ProblemKind.UNSETTLED),
    ],
)
def test_rows_that_disagree_are_found_and_mended(
    installation: Installation, damage: Callable[[Connection], None], found: ProblemKind
) -> None:
    with installation.database.write() as connection:
        damage(connection)
    assert found in installation.kinds()
    repair(installation.database, installation.files, installation.index)
    installation.work()
    assert installation.kinds() == []


def test_an_index_that_differs_is_found_and_mended(installation: Installation) -> None:
    del installation.index.documents[1]
    extra = replace(installation.index.documents[2], document_id=99)
    installation.index.documents[99] = extra
    assert installation.kinds() == [ProblemKind.INDEX_DIFFERS, ProblemKind.INDEX_EXTRA]
    repair(installation.database, installation.files, installation.index)
    installation.work()
    assert installation.kinds() == []


def test_an_index_can_be_made_anew(installation: Installation) -> None:
    before = installation.index.documents
    installation.index = MemoryIndex()
    assert rebuild(installation.database, installation.index) == 3
    assert installation.index.documents == before
    assert installation.kinds() == []


def test_an_index_that_is_down_is_said_to_be_down(installation: Installation) -> None:
    installation.index.available = False
    assert installation.kinds() == [ProblemKind.INDEX_UNAVAILABLE]
    assert repair(installation.database, installation.files, installation.index) == []


def test_changes_that_wait_are_told(installation: Installation) -> None:
    with installation.database.write() as connection:
        connection.execute(insert(queue_tables.outbox).values(document_id=1))
        jobs.enqueue(connection, 2)
    del installation.index.documents[1]
    assert installation.kinds() == [ProblemKind.WAITING]


def test_a_lost_or_changed_original_is_found_and_left_to_people(
    installation: Installation,
) -> None:
    first, second, _ = installation.files.every_hash()
    installation.files.path(first).unlink()
    installation.files.path(second).chmod(0o640)
    installation.files.path(second).write_bytes(b"changed")
    found = {ProblemKind.ORIGINAL_MISSING, ProblemKind.ORIGINAL_DAMAGED}
    assert set(installation.kinds()) == found
    problems = check(installation.database, installation.files, installation.index)
    assert all("合同.txt" in problem.message_en for problem in problems)
    assert repair(installation.database, installation.files, installation.index) == []
    assert set(installation.kinds()) == found
    assert installation.files.path(second).exists()


def test_a_stray_file_is_set_aside_but_not_while_it_is_young(installation: Installation) -> None:
    stored = installation.files.store(io.BytesIO(b"never acknowledged"), 100)
    assert installation.kinds() == []
    os.utime(installation.files.path(stored.sha256), (0, 0))
    stray = Problem(ProblemKind.STRAY_FILE, stored.sha256)
    assert repair(installation.database, installation.files, installation.index) == [stray]
    assert installation.kinds(stray_after=-1) == []
    aside = installation.files.root / "set-aside" / stored.sha256
    assert aside.read_bytes() == b"never acknowledged"


def test_what_no_encoder_read_and_none_will_is_found_and_queued(
    installation: Installation,
) -> None:
    def kinds() -> list[ProblemKind]:
        problems = check(
            installation.database, installation.files, installation.index, weights="words-1"
        )
        return [problem.kind for problem in problems]

    assert installation.kinds() == []  # without an encoder nothing is amiss
    assert kinds() == [ProblemKind.NOT_SCORED] * 3
    repair(installation.database, installation.files, installation.index, weights="words-1")
    assert kinds() == []
    with installation.database.write() as connection:
        (claim,) = jobs.claim(connection, "w", 1, jobs.Lane.SCORES)
        jobs.give_up(connection, claim)
    assert kinds() == [ProblemKind.SCORES_GIVEN_UP]
    repair(installation.database, installation.files, installation.index, weights="words-1")
    assert kinds() == []
