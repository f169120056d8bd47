"""What a version's tags rest on; the encoder reads it at once where somebody waits for them."""

import threading
from dataclasses import dataclass
from enum import StrEnum

from contracts.clause import RULES
from contracts.document import Version
from contracts.errors import TiaoliError
from contracts.visibility import Visible
from ingest.pipeline import log_bug
from ingest.tags.scoring import score_version, text_of, unscored
from ingest.tags.text_scoring import Encoder
from store import jobs, score_jobs
from store.database import Connection, Database, DatabaseUnavailable
from store.documents import get_version

_one_at_a_time = threading.Lock()  # two that score share the same processors, and both are slower


class BasisState(StrEnum):
    """How far a version's tags are from resting on all that is installed."""

    FINAL = "final"  # they rest on rules and the installed encoder
    NO_ENCODER = "no_encoder"  # rules are all there is
    WAITING = "waiting"  # the encoder comes later
    GIVEN_UP = "given_up"  # it failed on this version


@dataclass(frozen=True, slots=True)
class Basis:
    """What a version's tags rest on: ``weights``, "" for rules alone.

    While it waits, ``left`` of its ``passages`` are to be scored.
    """

    state: BasisState
    weights: str
    left: int = 0
    passages: int = 0

    @property
    def name(self) -> str:
        """The weights' name, or "rules"."""
        return self.weights or RULES


def basis_of(
    connection: Connection, encoder: Encoder | None, version_id: int, visible: Visible
) -> Basis:
    """What a version's tags rest on now; NotFound where it is hidden."""
    version = get_version(connection, version_id, visible)
    if encoder is None:
        return Basis(BasisState.NO_ENCODER, version.weights)
    if version.weights == encoder.weights:
        return Basis(BasisState.FINAL, version.weights)
    text = text_of(connection, version_id, visible)
    left = len(unscored(connection, encoder, text))
    given_up = version_id in jobs.exhausted(connection, jobs.Lane.SCORES)
    state = BasisState.GIVEN_UP if given_up else BasisState.WAITING
    return Basis(state, version.weights, left, len({passage.key for passage in text.passages}))


def score_at_once(
    database: Database,
    encoder: Encoder | None,
    version: Version,
    visible: Visible,
    *,
    most: int | None = None,
) -> Basis:
    """Have the encoder read a version for somebody who waits; returns what its tags then rest on.

    With more than ``most`` passages to score, or while another is read at once, the version is put
    first in the lane of scores instead. NotFound where it is hidden.
    """
    with database.read() as connection:
        basis = basis_of(connection, encoder, version.id, visible)
    patient = most is None
    if encoder is None or basis.state is BasisState.FINAL:
        return basis
    if basis.state is BasisState.GIVEN_UP and not patient:
        return basis
    if (patient or basis.left <= (most or 0)) and _one_at_a_time.acquire(blocking=patient):
        try:
            if score_version(database, encoder, version.id, visible):
                return Basis(BasisState.FINAL, encoder.weights)
        except (TiaoliError, DatabaseUnavailable):
            raise
        except Exception as error:  # noqa: BLE001 - a bug: the tags of the rules stand
            log_bug(version.id, error)
        finally:
            _one_at_a_time.release()
    with database.write() as connection:
        score_jobs.enqueue(connection, [version.id], priority=jobs.ASKED_FOR)
    return basis
