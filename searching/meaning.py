"""Finding by meaning: what it takes, how much of what may be seen it covers, keeping it current."""

from dataclasses import dataclass
from typing import Protocol

from contracts.visibility import EVERYTHING, Visible
from index.pointing import Directions
from index.protocol import SearchIndex
from ingest.meaning import Sentences
from store import outbox
from store.clause_directions import StoredReadings, count_with_directions
from store.database import Connection, Database


class Finder(Protocol):
    """What finding by meaning takes; the services of an installation have it."""

    @property
    def index(self) -> SearchIndex:
        """Finds the words of a question."""

    @property
    def directions(self) -> Directions:
        """Finds the clauses that point the same way."""

    @property
    def sentences(self) -> Sentences | None:
        """Tells where a sentence points; None where no encoder of meaning is installed."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the documents that may be seen can be found by meaning.

    ``waiting`` counts the changes that an index which holds directions has yet to take in;
    documents that were read may be among them.
    """

    found: int
    documents: int
    waiting: int


def reach(connection: Connection, finder: Finder, visible: Visible) -> Reach:
    """How many of the visible documents the installed encoder of meaning has read."""
    weights = finder.sentences.weights if finder.sentences else "none installed"
    waiting = outbox.count_visible(connection, visible) if finder.index.holds_directions else 0
    return Reach(*count_with_directions(connection, weights, visible), waiting)


def catch_up_directions(database: Database, finder: Finder) -> None:
    """Bring the search by meaning up to date, so that no search has to wait for that."""
    if finder.sentences is None:
        return
    with database.read() as connection:
        weights = finder.sentences.weights
        finder.directions.catch_up(StoredReadings(connection, weights, EVERYTHING))
