"""The lane of scores: what was read is scored once, behind everything else, whatever dies."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from installation import CONTRACT, Installation
from sqlalchemy import update
from word_encoder import POISON, WordEncoder

from contracts.document import VersionStatus
from contracts.passages import Passage, PassageScores
from contracts.visibility import EVERYTHING
from ingest.tags.scoring_lane import ask_for_what_is_left, score_waiting
from ingest.upkeep.retry import retry
from ingest.worker import work
from store import jobs, score_jobs
from store.database import Database
from store.documents import get_version
from store.files import FileStore
from store.jobs import Lane
from store.queue_tables import jobs as jobs_table
from store.readings import tags_of
from store.type_scores import known_scores, save_scores

WORKS = CONTRACT + "第三条 回复\n乙方应当对每张工单在一日内回复，工单须编号。\n"


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


def read(here: Installation, *, ask_for_scores: bool = True) -> None:
    work(
        here.database, here.files, here.index, here.parsers,
        stop=threading.Event(), until_idle=True, ask_for_scores=ask_for_scores,
    )  # fmt: skip


def run(here: Installation, encoder: WordEncoder, *, gives_way: bool = True) -> None:
    score_waiting(
        here.database, encoder,
        stop=threading.Event(), until_idle=True, gives_way=gives_way,
    )  # fmt: skip


def weights(here: Installation, version_id: int) -> str:
    with here.database.read() as connection:
        return get_version(connection, version_id, EVERYTHING).weights


def waiting(here: Installation) -> int:
    with here.database.read() as connection:
        return jobs.count(connection, Lane.SCORES)


def test_what_was_read_is_searchable_before_it_is_scored(installation: Installation) -> None:
    version_id = installation.receive(WORKS.format(number=1))
    read(installation)
    assert installation.counts().indexed == 1
    assert (weights(installation, version_id), waiting(installation)) == ("", 1)
    run(installation, WordEncoder())
    assert (weights(installation, version_id), waiting(installation)) == ("words-1", 0)
    with installation.database.read() as connection:
        assert get_version(connection, version_id, EVERYTHING).status is VersionStatus.INDEXED
        tags = tags_of(connection, version_id, EVERYTHING)
    assert "complaint_handling" in {tag.clause_type for held in tags.values() for tag in held}


def test_the_index_follows(installation: Installation) -> None:
    installation.receive(WORKS.format(number=1))
    read(installation)
    run(installation, WordEncoder())
    read(installation)
    (entry,) = installation.index.documents.values()
    assert any("complaint_handling" in clause.clause_types for clause in entry.clauses)


def test_without_an_encoder_nothing_waits_for_one(installation: Installation) -> None:
    installation.receive(WORKS.format(number=1))
    read(installation, ask_for_scores=False)
    assert waiting(installation) == 0


def test_an_encoder_installed_later_scores_what_is_there(installation: Installation) -> None:
    version_id = installation.receive(WORKS.format(number=1))
    read(installation, ask_for_scores=False)
    for name in ("words-1", "words-2"):
        ask_for_what_is_left(installation.database, name)
        run(installation, WordEncoder(name))
        assert weights(installation, version_id) == name
        ask_for_what_is_left(installation.database, name)
        assert waiting(installation) == 0


def test_the_encoder_is_loaded_only_when_there_is_something_to_score(
    installation: Installation,
) -> None:
    class UntouchedEncoder(WordEncoder):
        def score(self, passages: Sequence[Passage], language: str) -> list[PassageScores]:
            raise AssertionError

    score_waiting(
        installation.database, UntouchedEncoder(), stop=threading.Event(), until_idle=True
    )


def test_while_files_wait_only_what_is_asked_for_is_scored(installation: Installation) -> None:
    first, second = (installation.receive(WORKS.format(number=n)) for n in range(2))
    read(installation)
    installation.receive(WORKS.format(number=3))
    with installation.database.write() as connection:
        score_jobs.enqueue(connection, [second], priority=jobs.ASKED_FOR)
    stop = threading.Event()
    encoder = WordEncoder()
    lane = threading.Thread(
        target=score_waiting, args=(installation.database, encoder), kwargs={"stop": stop}
    )
    lane.start()
    while weights(installation, second) == "":
        stop.wait(0.05)
    stop.wait(1.2)  # time for one more turn
    stop.set()
    lane.join()
    assert weights(installation, first) == ""


def test_an_import_does_not_wait_for_scores(installation: Installation) -> None:
    installation.receive(WORKS.format(number=1))
    read(installation)  # returns, with the job of the lane of scores still there
    assert waiting(installation) == 1
    assert installation.counts().pending == 0


def test_what_the_encoder_fails_on_is_given_up_and_harms_no_other(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    good = installation.receive(WORKS.format(number=1))
    bad = installation.receive(WORKS.format(number=2) + f"第四条 其他\n{POISON}\n")
    last = installation.receive(WORKS.format(number=3))
    read(installation)
    run(installation, WordEncoder())
    assert [weights(installation, each) for each in (good, bad, last)] == ["words-1", "", "words-1"]
    with installation.database.read() as connection:
        assert jobs.exhausted(connection, Lane.SCORES) == (bad,)
        assert get_version(connection, bad, EVERYTHING).status is VersionStatus.INDEXED
        assert tags_of(connection, bad, EVERYTHING)
    assert f"version {bad}: not scored" in caplog.text
    assert POISON not in caplog.text


def test_what_killed_its_process_is_tried_alone(installation: Installation) -> None:
    ids = [installation.receive(WORKS.format(number=number)) for number in range(3)]
    read(installation)
    with installation.database.write() as connection:
        for _ in range(2):
            jobs.claim(connection, "killed", 9, Lane.SCORES)
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(update(jobs_table).values(leased_until=past))
    encoder = WordEncoder()
    run(installation, encoder)
    assert all(weights(installation, each) == "words-1" for each in ids)
    assert len(encoder.batches) == 3


def test_stopped_in_the_middle_it_goes_on_where_it_was(installation: Installation) -> None:
    class StoppingEncoder(WordEncoder):
        def score(self, passages: Sequence[Passage], language: str) -> list[PassageScores]:
            if passages:
                stop.set()
            return super().score(passages, language)

    version_id = installation.receive(WORKS.format(number=1))
    read(installation)
    stop = threading.Event()
    score_waiting(installation.database, StoppingEncoder(), stop=stop)
    assert (weights(installation, version_id), waiting(installation)) == ("", 1)
    with installation.database.read() as connection:
        (row,) = connection.execute(jobs_table.select()).all()
    assert (row.attempts, row.leased_until) == (0, None)
    encoder = WordEncoder()
    run(installation, encoder)
    assert weights(installation, version_id) == "words-1"
    assert encoder.scored == []


def test_a_damaged_encoder_is_no_fault_of_the_versions(installation: Installation) -> None:
    class DamagedEncoder(WordEncoder):
        def score(self, passages: Sequence[Passage], language: str) -> list[PassageScores]:
            raise ArithmeticError

    installation.receive(WORKS.format(number=1))
    read(installation)
    with pytest.raises(ArithmeticError):
        run(installation, DamagedEncoder())
    with installation.database.read() as connection:
        (row,) = connection.execute(jobs_table.select()).all()
    assert (row.attempts, row.stops) == (0, 0)


def test_what_is_read_anew_is_scored_anew(installation: Installation) -> None:
    version_id = installation.receive(WORKS.format(number=1))
    read(installation)
    run(installation, WordEncoder())
    retry(installation.database, [version_id], visible=EVERYTHING, asked_by="王法务")
    read(installation)
    assert (weights(installation, version_id), waiting(installation)) == ("", 1)
    encoder = WordEncoder()
    run(installation, encoder)
    assert (weights(installation, version_id), encoder.scored) == ("words-1", [])


def test_former_scores_are_forgotten_once_nothing_rests_on_them(
    installation: Installation,
) -> None:
    ids = [installation.receive(WORKS.format(number=number)) for number in range(2)]
    key = "0" * 32
    with installation.database.write() as connection:
        save_scores(connection, "words-0", {key: PassageScores()})
    read(installation)
    with installation.database.write() as connection:
        score_jobs.remove(connection, ids[1])
    run(installation, WordEncoder())
    with installation.database.write() as connection:
        assert known_scores(connection, "words-0", [key])
        score_jobs.enqueue(connection, [ids[1]])
    run(installation, WordEncoder())
    with installation.database.read() as connection:
        assert not known_scores(connection, "words-0", [key])
