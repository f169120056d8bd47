"""The lane of summaries: one process makes missing ones, bit by bit, for pages on many reviews.

A change while a summary is being made invalidates it, and it is made again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Event

from contracts.errors import frames_of
from contracts.laws import LawRegister
from contracts.visibility import EVERYTHING
from review.checklist import Checklists
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.summaries import rules_now, summarise
from store import leases
from store.database import Database, DatabaseUnavailable
from store.summaries import Rules, begin_summaries, documents_without, save_summary
from store.workers import this_worker

logger = logging.getLogger(__name__)

TOGETHER = 20  # documents between two renewals of the lease: some seconds of its sixty
PAUSE = 1.0  # seconds between two looks when nothing is missing


def make_summaries(database: Database, *, stop: Event, until_idle: bool = False) -> None:
    """Make what is missing until ``stop`` is set or, with ``until_idle``, until nothing is."""
    lane = _Lane(database)
    while not stop.is_set():
        try:
            if lane.take(stop):
                continue
            if until_idle:
                break
        except DatabaseUnavailable:
            logger.exception("the database is unavailable")
        stop.wait(PAUSE)


@dataclass(slots=True)
class _Lane:
    """The lane's turns; documents in ``failed`` met a bug and are not tried again here."""

    database: Database
    checklists: Checklists = field(default_factory=dict)
    register: LawRegister | None = None
    rules: Rules = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)

    def take(self, stop: Event) -> bool:
        """Make some summaries; False where none is missing or another process makes them."""
        today = date.today()
        with self.database.read() as connection:
            self._follow(checklists_in_force(connection), laws_in_force(connection))
            missing = documents_without(connection, self.rules, today, most=1, without=self.failed)
        if not missing:
            return False
        with self.database.write() as connection:
            fence = leases.take(connection, leases.SUMMARIES, this_worker())
            if fence is None:
                return False
            begun = begin_summaries(
                connection, self.rules, today, most=TOGETHER, without=self.failed
            )
        self._make(begun, today, stop)
        with self.database.write() as connection:
            leases.give_back(connection, leases.SUMMARIES, fence)
        return True

    def _follow(self, checklists: Checklists, register: LawRegister) -> None:
        """Take up the rules in force; documents that failed under other rules are tried again."""
        if checklists is not self.checklists or register is not self.register:
            self.checklists, self.register = checklists, register
            self.rules = rules_now(checklists, register)
            self.failed.clear()

    def _make(self, begun: Sequence[int], today: date, stop: Event) -> None:
        for document_id in begun:
            if stop.is_set():
                return
            try:
                with self.database.read() as connection:
                    summary = summarise(connection, document_id, EVERYTHING, today, self.checklists)
            except DatabaseUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - a bug: other documents must not wait
                kind, frames = type(error).__name__, frames_of(error)
                logger.error("document %d: no summary: %s\n%s", document_id, kind, frames)
                self.failed.add(document_id)
                continue
            with self.database.write() as connection:
                save_summary(connection, summary, self.rules[summary.checklist])
