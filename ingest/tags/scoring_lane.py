"""The lane of scores: versions that rest on rules alone are scored by the encoder, bit by bit.

It gives way: while files wait to be read, it only scores what somebody waits for. Several versions
are scored together; one that the encoder fails on is given up after three attempts, one that kills
its process after ten, and the rules' tags stand.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from contracts.visibility import EVERYTHING
from ingest.meaning import Sentences, read_next_meaning
from ingest.pipeline import log_bug
from ingest.tags.retagging import retag
from ingest.tags.scoring import LANGUAGES, join, score, text_of
from ingest.tags.text_scoring import Encoder
from store import jobs, score_jobs
from store.database import Database, DatabaseUnavailable
from store.jobs import Claim, Lane
from store.tags import weights_of_versions
from store.type_scores import forget_other_scores
from store.workers import free_leases_of_the_dead, this_worker

logger = logging.getLogger(__name__)

TOGETHER = 16  # versions: enough passages for full batches
TRIED_ALONE = 2  # attempts, after which a version is tried alone, so that it harms no other
PAUSE = 1.0  # seconds between two looks at an empty lane
RENEW_AFTER = 15.0  # seconds; leases last 60


def score_waiting(
    database: Database,
    encoder: Encoder,
    *,
    stop: Event,
    until_idle: bool = False,
    gives_way: bool = True,
    sentences: Sentences | None = None,
    index_waits: bool = False,
) -> None:
    """Score what waits until ``stop`` is set, or ``until_idle``: nothing is left for anybody.

    When nothing is to be scored, what the clauses mean is read by ``sentences``, if there are any;
    ``index_waits`` where the search index is to be told of it.

    When asked to stop, the portion at hand is finished; what was scored is kept.
    """
    with database.write() as connection:
        free_leases_of_the_dead(connection)
    lane = _Lane(database, encoder, sentences, index_waits, stop, gives_way)
    while not stop.is_set():
        try:
            if lane.take() or lane.read_meaning():
                continue
            lane.tidy()
            if until_idle and lane.is_idle():
                break
        except DatabaseUnavailable:
            logger.exception("the database is unavailable")
        stop.wait(PAUSE)


def ask_for_what_is_left(database: Database, weights: str) -> None:
    """Put all versions into the lane that don't rest on these weights: they are new."""
    with database.write() as connection:
        found = weights_of_versions(connection, EVERYTHING)
        score_jobs.enqueue(connection, [id for id, theirs in found.items() if theirs != weights])


@dataclass(slots=True)
class _Lane:
    """The turns in which the encoder scores."""

    database: Database
    encoder: Encoder
    sentences: Sentences | None
    index_waits: bool
    stop: Event
    gives_way: bool
    is_ready: bool = False  # whether the encoder's networks are loaded
    renewed: float = field(default_factory=time.monotonic)
    is_tidy: bool = False  # whether scores of former weights were looked for since the last turn

    def take(self) -> bool:
        """One turn: some versions are scored; False where there are none."""
        priority = jobs.ASKED_FOR if self.gives_way and self._do_files_wait() else None
        with self.database.read() as connection:
            if not jobs.is_any_free(connection, Lane.SCORES, priority):
                return False
        self._get_ready()
        claims = self._claim(priority)
        self._attempt(claims, gives_way=self.gives_way and priority is None)
        self.is_tidy = self.is_tidy and not claims
        return bool(claims)

    def read_meaning(self) -> bool:
        """Read what one version's clauses mean; False where files wait or none is left."""
        if self.sentences is None or (self.gives_way and self._do_files_wait()):
            return False
        return read_next_meaning(self.database, self.sentences, index_waits=self.index_waits)

    def is_idle(self) -> bool:
        """Whether nothing is left, not even for another process; what was given up aside."""
        with self.database.read() as connection:
            given_up = len(jobs.exhausted(connection, Lane.SCORES))
            return jobs.count(connection, Lane.SCORES) == given_up

    def tidy(self) -> None:
        """Once every version rests on these weights, scores of others are of no use."""
        if self.is_tidy:
            return
        with self.database.write() as connection:
            found = weights_of_versions(connection, EVERYTHING)
            if set(found.values()) == {self.encoder.weights}:
                networks = {self.encoder.network(language) for language in LANGUAGES}
                forget_other_scores(connection, networks)
        self.is_tidy = True

    def _get_ready(self) -> None:
        """Load the networks before the first claim: a damaged one is no version's fault."""
        if not self.is_ready:
            for language in LANGUAGES:
                self.encoder.score((), language)
            self.is_ready = True

    def _do_files_wait(self) -> bool:
        """Whether files wait to be read, or are being read: they go first."""
        with self.database.read() as connection:
            return jobs.count(connection, Lane.TEXT) > 0

    def _claim(self, priority: int | None) -> Sequence[Claim]:
        worker = this_worker()
        with self.database.write() as connection:
            self.renewed = time.monotonic()
            return jobs.claim(
                connection, worker, TOGETHER, Lane.SCORES,
                tried_less_than=TRIED_ALONE, priority=priority,
            ) or jobs.claim(connection, worker, 1, Lane.SCORES, priority=priority)  # fmt: skip

    def _attempt(self, claims: Sequence[Claim], *, gives_way: bool) -> None:
        """Score versions together, one by one if that fails, and count it for those that do."""
        try:
            self._score(claims, gives_way=gives_way)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - counted for the version that fails
            if len(claims) == 1:
                self._failed(claims[0], error)
            else:
                for claim in claims:
                    self._attempt([claim], gives_way=gives_way)

    def _score(self, claims: Sequence[Claim], *, gives_way: bool) -> None:
        with self.database.read() as connection:
            texts = [text_of(connection, claim.version_id, EVERYTHING) for claim in claims]
        for _left in score(self.database, self.encoder, texts):
            self._renew(claims)
            if self.stop.is_set() or (gives_way and self._do_files_wait()):
                self._give_back(claims)
                return
        for claim, text in zip(claims, texts, strict=True):
            with self.database.read() as connection:
                tags = join(connection, self.encoder, text)
            with self.database.write() as connection:
                if jobs.finish(connection, claim):
                    weights = self.encoder.weights
                    retag(connection, text.version_id, text.clauses, tags, weights=weights)
            self._renew(claims)

    def _failed(self, claim: Claim, error: Exception) -> None:
        log_bug(claim.version_id, error)
        with self.database.write() as connection:
            if claim.stops + 1 < jobs.MAXIMUM_STOPS:
                jobs.give_back(connection, claim, stopped=True)
            else:
                logger.error("version %d: not scored, rests on rules alone", claim.version_id)
                jobs.give_up(connection, claim)

    def _give_back(self, claims: Sequence[Claim]) -> None:
        with self.database.write() as connection:
            for claim in claims:
                jobs.give_back(connection, claim, stopped=False)

    def _renew(self, claims: Sequence[Claim]) -> None:
        if time.monotonic() - self.renewed > RENEW_AFTER:
            with self.database.write() as connection:
                jobs.renew(connection, claims)
            self.renewed = time.monotonic()
