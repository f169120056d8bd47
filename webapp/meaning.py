"""Finding by meaning: how many of the visible documents it covers, and keeping it up to date."""

from dataclasses import dataclass

from contracts.visibility import EVERYTHING, Visible
from store import outbox
from store.clause_directions import StoredReadings, count_with_directions
from store.database import Connection
from webapp.services import Services


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the documents that may be seen can be found by meaning.

    ``waiting`` changes are yet to reach an index that holds what was read, documents read among
    them.
    """

    found: int
    documents: int
    waiting: int


def reach(connection: Connection, services: Services, visible: Visible) -> Reach:
    """How many of the visible documents the installed encoder of meaning has read."""
    weights = services.sentences.weights if services.sentences else "none installed"
    waiting = outbox.count_visible(connection, visible) if services.index.holds_directions else 0
    return Reach(*count_with_directions(connection, weights, visible), waiting)


def catch_up_directions(services: Services) -> None:
    """Bring the search by meaning up to date, so that no search has to wait for that.

    What is of former readings goes once it is half of it.
    """
    if services.sentences is None:
        return
    with services.database.read() as connection:
        weights = services.sentences.weights
        services.directions.catch_up(StoredReadings(connection, weights, EVERYTHING))
