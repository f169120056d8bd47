"""Somebody waits: the encoder reads a short version at once, a long one first in the lane."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from installation import CONTRACT, Installation
from word_encoder import POISON, WordEncoder

from contracts.document import Version
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from ingest.tags import basis
from ingest.tags.basis import Basis, BasisState, basis_of, score_at_once
from ingest.worker import work
from store import jobs
from store.database import Database
from store.documents import get_version
from store.files import FileStore

LONG = CONTRACT.format(number=2) + "\n".join(f"检修记录{n}份应当留存。" for n in range(300))
Read = Callable[[str], Version]


@pytest.fixture
def installation(database: Database, files: FileStore, collection_id: int) -> Installation:
    return Installation(database, files, collection_id)


@pytest.fixture
def read(installation: Installation) -> Read:
    """A function that receives and reads a text; its version."""

    def receive(text: str) -> Version:
        version_id = installation.receive(text)
        work(
            installation.database, installation.files, installation.index, installation.parsers,
            stop=threading.Event(), until_idle=True, ask_for_scores=True,
        )  # fmt: skip
        with installation.database.read() as connection:
            return get_version(connection, version_id, EVERYTHING)

    return receive


def priorities(database: Database) -> list[int]:
    with database.write() as connection:
        asked = jobs.claim(connection, "w", 9, jobs.Lane.SCORES, priority=jobs.ASKED_FOR)
        return [claim.version_id for claim in asked]


def test_a_short_version_is_read_at_once(database: Database, read: Read) -> None:
    version = read(CONTRACT.format(number=1))
    found = score_at_once(database, WordEncoder(), version, EVERYTHING, most=20)
    assert found == Basis(BasisState.FINAL, "words-1")
    with database.read() as connection:
        assert get_version(connection, version.id, EVERYTHING).weights == "words-1"
        assert jobs.count(connection, jobs.Lane.SCORES) == 0  # no need of the lane any more


def test_a_long_version_is_put_first_and_says_how_far_it_is(database: Database, read: Read) -> None:
    read(CONTRACT.format(number=1))
    long = read(LONG)
    encoder = WordEncoder()
    found = score_at_once(database, encoder, long, EVERYTHING, most=20)
    assert (found.state, found.name) == (BasisState.WAITING, "rules")
    assert found.left == found.passages > 20
    assert encoder.scored == []
    assert priorities(database) == [long.id]


def test_who_is_patient_gets_a_long_version_too(database: Database, read: Read) -> None:
    version = read(LONG)
    found = score_at_once(database, WordEncoder(), version, EVERYTHING)
    assert found.state is BasisState.FINAL


def test_a_final_version_is_left_alone(database: Database, read: Read) -> None:
    version = read(CONTRACT.format(number=1))
    final = replace(version, weights="words-1")
    score_at_once(database, WordEncoder(), version, EVERYTHING)
    encoder = WordEncoder()
    assert score_at_once(database, encoder, final, EVERYTHING).state is BasisState.FINAL
    assert encoder.scored == []


def test_without_an_encoder_rules_are_all_there_is(database: Database, read: Read) -> None:
    version = read(CONTRACT.format(number=1))
    found = score_at_once(database, None, version, EVERYTHING)
    assert (found.state, found.name) == (BasisState.NO_ENCODER, "rules")


def test_while_another_is_read_at_once_one_waits(database: Database, read: Read) -> None:
    version = read(CONTRACT.format(number=1))
    with basis._one_at_a_time:
        found = score_at_once(database, WordEncoder(), version, EVERYTHING, most=20)
    assert found.state is BasisState.WAITING
    assert priorities(database) == [version.id]


def test_what_the_encoder_fails_on_is_left_to_the_lane_and_seen_once_given_up(
    database: Database, read: Read
) -> None:
    version = read(CONTRACT.format(number=1) + POISON)
    assert score_at_once(database, WordEncoder(), version, EVERYTHING).state is BasisState.WAITING
    with database.write() as connection:
        (claim,) = jobs.claim(connection, "w", 9, jobs.Lane.SCORES)
        jobs.give_up(connection, claim)
    found = score_at_once(database, WordEncoder(), version, EVERYTHING, most=99)
    assert found.state is BasisState.GIVEN_UP


def test_what_is_hidden_stays_so(database: Database, read: Read) -> None:
    version = read(CONTRACT.format(number=1))
    nobody = Visible(frozenset())
    with pytest.raises(NotFound):
        score_at_once(database, WordEncoder(), version, nobody, most=20)
    with database.read() as connection, pytest.raises(NotFound):
        basis_of(connection, WordEncoder(), version.id, nobody)
