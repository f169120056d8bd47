"""The dispatcher: a broker that forgets or repeats changes nothing, and is never flooded."""

from collections import deque

import pytest
from installation import CONTRACT, Installation

from contracts.document import VersionStatus
from contracts.visibility import EVERYTHING
from ingest import dispatching
from ingest.dispatching import Dispatcher
from store import jobs
from store.collections import create_collection
from store.database import Database
from store.documents import get_version
from store.files import FileStore


class MemoryBroker:
    """Brings ids in order, and can be emptied."""

    def __init__(self) -> None:
        self.messages: deque[int] = deque()

    def holds(self) -> int:
        """How many messages wait."""
        return len(self.messages)

    def tell(self, version_id: int) -> None:
        """Add a message."""
        self.messages.append(version_id)


@pytest.fixture
def installation(sqlite_database: Database, files: FileStore) -> Installation:
    with sqlite_database.write() as connection:
        collection_id = create_collection(connection, "合同")
    return Installation(sqlite_database, files, collection_id)


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker()


@pytest.fixture
def dispatcher(installation: Installation) -> Dispatcher:
    return Dispatcher(installation.database)


def test_what_waits_is_told_once(
    installation: Installation, broker: MemoryBroker, dispatcher: Dispatcher
) -> None:
    versions = [installation.receive(CONTRACT.format(number=number)) for number in range(3)]
    assert dispatcher.dispatch(broker) == 3
    assert dispatcher.dispatch(broker) == 0
    assert list(broker.messages) == versions


def test_what_the_broker_lost_is_told_again(
    installation: Installation,
    broker: MemoryBroker,
    dispatcher: Dispatcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, *others = (installation.receive(CONTRACT.format(number=number)) for number in range(3))
    dispatcher.dispatch(broker)
    broker.messages.popleft()
    assert dispatcher.dispatch(broker) == 0  # it may be on its way to a worker
    monkeypatch.setattr(dispatching, "LOST_AFTER", 0.0)
    assert dispatcher.dispatch(broker) == 1
    assert list(broker.messages) == [*others, first]
    broker.messages.clear()
    assert dispatcher.dispatch(broker) == 3


def test_a_job_that_came_back_is_told_again(
    installation: Installation, broker: MemoryBroker, dispatcher: Dispatcher
) -> None:
    version_id = installation.receive(CONTRACT)
    dispatcher.dispatch(broker)
    with installation.database.write() as connection:
        (claim,) = jobs.claim(connection, "a worker", 1)
    assert dispatcher.dispatch(broker) == 0
    with installation.database.write() as connection:
        jobs.give_back(connection, claim, stopped=True)
    assert dispatcher.dispatch(broker) == 1
    assert list(broker.messages) == [version_id, version_id]


def test_a_long_queue_stays_in_the_database(
    installation: Installation,
    broker: MemoryBroker,
    dispatcher: Dispatcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dispatching, "AHEAD", 5)
    for number in range(8):
        installation.receive(CONTRACT.format(number=number))
    assert dispatcher.dispatch(broker) == 5
    assert dispatcher.dispatch(broker) == 0
    with installation.database.write() as connection:
        jobs.claim(connection, "a worker", 2)
    assert dispatcher.dispatch(broker) == 2


def test_what_was_tried_too_often_is_set_aside(
    installation: Installation, broker: MemoryBroker, dispatcher: Dispatcher
) -> None:
    version_id = installation.receive(CONTRACT)
    with installation.database.write() as connection:
        (claim,) = jobs.claim(connection, "a worker", 1)
        jobs.give_up(connection, claim)
    assert dispatcher.dispatch(broker) == 0
    with installation.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
    assert version.status is VersionStatus.QUARANTINED
