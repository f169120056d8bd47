"""The indexer: what an engine refuses, or puts off, keeps nothing else from being found."""

from collections.abc import Sequence
from copy import deepcopy

import pytest
from installation import CONTRACT, Installation

from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index.protocol import Change, Refusal
from index.query import Everything
from ingest.current_index import CurrentIndex
from ingest.indexer import apply_outbox, let_go, rebuild
from ingest.upkeep.check import check
from ingest.upkeep.problems import ProblemKind
from ingest.upkeep.repair import repair
from store import leases, outbox
from store.collections import create_collection
from store.database import Database
from store.documents import get_version
from store.files import FileStore
from store.reception import move_document
from store.workers import this_worker


@pytest.fixture
def installation(sqlite_database: Database, files: FileStore) -> Installation:
    """Three documents, of which the engine refuses the second."""
    with sqlite_database.write() as connection:
        collection_id = create_collection(connection, "合同")
    made = Installation(sqlite_database, files, collection_id)
    made.index.refusals[2] = Refusal(2, "document_parsing_exception", again=False)
    for number in range(3):
        made.receive(CONTRACT.format(number=number))
    made.work()
    return made


def problems(installation: Installation) -> list[tuple[ProblemKind, str]]:
    found = check(installation.database, installation.files, installation.index)
    return [(problem.kind, problem.subject) for problem in found]


def waiting(installation: Installation) -> int:
    with installation.database.read() as connection:
        return outbox.count(connection)


def test_an_index_that_is_older_than_the_database_answers_nothing_and_is_built_anew(
    installation: Installation,
) -> None:
    before = deepcopy(installation.index)  # as when another engine is in use for a while
    installation.receive(CONTRACT.format(number=4))
    installation.work()
    installation.index = before
    current = CurrentIndex(before, installation.database)
    with pytest.raises(SearchUnavailable, match="older than the database"):
        current.search(Everything(), visible=EVERYTHING)
    installation.receive(CONTRACT.format(number=5))
    installation.work()
    assert current.search(Everything(), visible=EVERYTHING).hits
    assert set(before.documents) == {1, 3, 4, 5}


def test_a_document_that_the_engine_refuses_is_shown_and_keeps_no_other(
    installation: Installation,
) -> None:
    assert set(installation.index.documents) == {1, 3}
    assert waiting(installation) == 0
    counts = installation.counts()
    assert (counts.indexed, counts.attention) == (2, 1)
    with installation.database.read() as connection:
        failure = get_version(connection, 2, EVERYTHING).failure
    assert failure is not None
    assert "document_parsing_exception" in failure.message_en
    assert problems(installation) == [(ProblemKind.INDEX_REFUSES, "2")]


def test_a_refused_document_is_found_once_the_engine_takes_it(installation: Installation) -> None:
    installation.index.refusals.clear()
    mended = repair(installation.database, installation.files, installation.index)
    assert [problem.kind for problem in mended] == [ProblemKind.INDEX_REFUSES]
    installation.work()
    assert set(installation.index.documents) == {1, 2, 3}
    assert installation.counts().indexed == 3
    assert problems(installation) == []


def test_a_rebuild_does_without_what_the_engine_refuses(installation: Installation) -> None:
    installation.index.refusals = {1: Refusal(1, "clause_too_long", again=False)}
    rebuild(installation.database, installation.index)
    assert set(installation.index.documents) == {2, 3}
    assert problems(installation) == [(ProblemKind.INDEX_REFUSES, "1")]


def test_what_the_engine_puts_off_waits_and_the_rest_is_found(installation: Installation) -> None:
    installation.index.refusals = {1: Refusal(1, "rejected_execution", again=True)}
    with installation.database.write() as connection:
        outbox.add(connection, 1)
        outbox.add(connection, 2)
    with pytest.raises(SearchUnavailable, match="1 documents for now"):
        apply_outbox(installation.database, installation.index)
    assert waiting(installation) == 1
    assert set(installation.index.documents) == {1, 2, 3}
    installation.index.refusals.clear()
    assert apply_outbox(installation.database, installation.index) == 1
    assert waiting(installation) == 0


def test_why_the_engine_puts_documents_off_is_told_beside_ones_that_it_refuses(
    installation: Installation,
) -> None:
    installation.index.refusals = {
        1: Refusal(1, "clause_too_long", again=False),
        2: Refusal(2, "rejected_execution", again=True),
    }
    with installation.database.write() as connection:
        outbox.add(connection, 1)
        outbox.add(connection, 2)
    with pytest.raises(SearchUnavailable, match=r"1 documents for now \(rejected_execution\)"):
        apply_outbox(installation.database, installation.index)


def test_who_was_too_slow_hides_what_has_moved_until_the_index_follows(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older contents may have been sent after the newer ones of another process."""
    here = frozenset({installation.collection_id})
    with installation.database.write() as connection:
        elsewhere = create_collection(connection, "并购")
        outbox.add(connection, 1)

    def slow(changes: Sequence[Change]) -> Sequence[Refusal]:
        with installation.database.write() as connection:
            move_document(connection, 1, elsewhere, "王法务")
            outbox.acknowledge(
                connection, [each.sequence for each in outbox.waiting(connection, 9)]
            )
            leases.give_back(connection, leases.INDEX, changes[0].sequence)
            leases.take(connection, leases.INDEX, "another")
        return ()

    monkeypatch.setattr(installation.index, "apply", slow)
    apply_outbox(installation.database, installation.index)
    with installation.database.read() as connection:
        assert outbox.moved_away(connection, here) == {1}


def test_a_lease_that_could_not_be_given_back_holds_nobody_up(installation: Installation) -> None:
    with installation.database.write() as connection:
        outbox.add(connection, 1)
        leases.take(connection, leases.INDEX, this_worker())
    assert apply_outbox(installation.database, installation.index) == 0
    let_go(installation.database)
    assert apply_outbox(installation.database, installation.index) == 1


def test_an_index_that_was_fed_from_a_newer_database_is_made_anew(
    installation: Installation,
) -> None:
    """A database restored from a backup counts from where it was."""
    index = installation.index
    index.refusals.clear()
    index.sequence = 1_000_000
    index.documents[99] = index.documents[1]
    with installation.database.write() as connection:
        outbox.add(connection, 1)
    installation.work()
    assert set(index.documents) == {1, 2, 3}
    assert index.sequence < 1_000
    assert problems(installation) == []
