"""The lane of recognition: the characters of scanned pages are read, page by page.

It never delays text: while files wait to be read, it waits. Each page is kept as soon as it is
recognised, so that stopping costs no more than one. When all pages of a file are there, the file is
read again like any other, and its scanned pages bear text.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Protocol

from contracts.document import Version
from contracts.errors import ReadingInterrupted, TiaoliError
from contracts.media_types import SCANS
from contracts.recognition import TO_BE_SCANNED_AGAIN, Defect, Recognised, RecognisedLine
from contracts.visibility import EVERYTHING
from ingest.pipeline import log_bug
from ingest.scans.character_recognition import Recogniser
from ingest.scans.page_check import look_at, turn_of, turned
from store import jobs
from store.database import Database, DatabaseUnavailable
from store.documents import get_version
from store.files import FileStore
from store.import_items import settle_items
from store.jobs import Claim, Lane
from store.reading_results import begin_again
from store.recognised import recognised_in, save_page, scans_without_job
from store.workers import free_leases_of_the_dead, this_worker

logger = logging.getLogger(__name__)

PIXELS = 1654  # the width of a page's picture: A4 at 200 dots an inch
PAUSE = 1.0  # seconds between two looks at an empty lane


class Pages(Protocol):
    """What looks into PDFs and draws their pages; ``ingest.guarded.guard.GuardedParsers`` does."""

    def scanned_pages(self, path: Path) -> tuple[int, ...]:
        """The pages of a PDF that are pictures without text."""

    def render_page(self, path: Path, page: int, width: int) -> bytes:
        """A page as a PNG."""


def recognise_page(
    recogniser: Recogniser, picture: bytes
) -> tuple[tuple[RecognisedLine, ...], Defect | None]:
    """The lines on a page, and what is wrong with it; what nobody could read isn't read."""
    look = look_at(picture)
    if look.is_blank or look.defect in TO_BE_SCANNED_AGAIN:
        return (), look.defect
    turn = turn_of(look.lean)
    read = recogniser.lines(turned(picture, turn))
    lines = tuple(replace(line, turn=turn + (line.turn or 0)) for line in read)
    return lines, look.defect if lines else Defect.UNREADABLE


def recognise_file(pages: Pages, recogniser: Recogniser, path: Path) -> Recognised:
    """What stands on the scanned pages of a file that is not stored, page after page."""
    return {
        page: recognise_page(recogniser, pages.render_page(path, page, PIXELS))[0]
        for page in pages.scanned_pages(path)
    }


def recognise_waiting(
    database: Database,
    files: FileStore,
    pages: Pages,
    recogniser: Recogniser,
    *,
    stop: Event,
    until_idle: bool = False,
) -> None:
    """Recognise what waits until ``stop`` is set, or ``until_idle``: nothing is left to do now."""
    with database.write() as connection:
        free_leases_of_the_dead(connection)
    lane = _Lane(database, files, pages, recogniser, stop)
    while not stop.is_set():
        try:
            if lane.take():
                continue
        except DatabaseUnavailable:
            logger.exception("the database is unavailable")
        if until_idle:
            break
        stop.wait(PAUSE)


@dataclass(slots=True)
class _Lane:
    """The turns in which a file's scanned pages are recognised."""

    database: Database
    files: FileStore
    pages: Pages
    recogniser: Recogniser
    stop: Event

    def take(self) -> bool:
        """One file; False where there is none, or while files with text wait."""
        if self._do_files_wait():
            return False
        with self.database.read() as connection:
            waiting = scans_without_job(connection, SCANS)
            if not waiting and not jobs.free(connection, Lane.OCR, 1):
                return False
        with self.database.write() as connection:
            for version_id in waiting:
                jobs.enqueue(connection, version_id, Lane.OCR)
            claims = jobs.claim(connection, this_worker(), 1, Lane.OCR)
        for claim in claims:
            self._attempt(claim)
        return bool(claims)

    def _attempt(self, claim: Claim) -> None:
        with self.database.read() as connection:
            version = get_version(connection, claim.version_id, EVERYTHING)
        try:
            done = self._recognise(claim, version)
        except DatabaseUnavailable:
            raise
        except ReadingInterrupted:
            self._give_back(claim, stopped=False)
        except TiaoliError as error:  # the original is gone, or its pages can't be drawn
            logger.warning("version %d: not recognised: %s", version.id, error.code)
            self._give_up(claim)
        except Exception as error:  # noqa: BLE001 - a bug on one scan, others wait behind it
            log_bug(version.id, error)
            self._failed(claim)
        else:
            if not done:
                self._give_back(claim, stopped=False)
                return
            with self.database.write() as connection:
                if jobs.finish(connection, claim):
                    begin_again(connection, version.id)
                    jobs.enqueue(connection, version.id)
                    settle_items(connection, [version.id])

    def _recognise(self, claim: Claim, version: Version) -> bool:
        """Recognise the pages that are not yet; False where it gave way before the last."""
        path = self.files.path(version.sha256)
        with self.database.read() as connection:
            known = recognised_in(connection, version.sha256)
        left: Sequence[int] = [page for page in self.pages.scanned_pages(path) if page not in known]
        for page in left:
            if self.stop.is_set() or self._do_files_wait():
                return False
            picture = self.pages.render_page(path, page, PIXELS)
            lines, defect = recognise_page(self.recogniser, picture)
            with self.database.write() as connection:
                save_page(connection, version.sha256, page, lines, defect)
                jobs.renew(connection, [claim])
        return True

    def _do_files_wait(self) -> bool:
        with self.database.read() as connection:
            return jobs.count(connection, Lane.TEXT) > 0

    def _failed(self, claim: Claim) -> None:
        if claim.stops + 1 >= jobs.MAXIMUM_STOPS:
            self._give_up(claim)
        else:
            self._give_back(claim, stopped=True)

    def _give_back(self, claim: Claim, *, stopped: bool) -> None:
        with self.database.write() as connection:
            jobs.give_back(connection, claim, stopped=stopped)

    def _give_up(self, claim: Claim) -> None:
        with self.database.write() as connection:
            jobs.give_up(connection, claim)
