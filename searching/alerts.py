"""The lane of alerts: one process runs the saved searches that are due, and sends mail.

A search is due when the index or what its owner may see has changed since its last run, when that
failed or was long ago, or when it was never run. A person gets mail at most once an hour, and not
while files are still coming in, so that one mail tells what an import brought; sending is tried
again until the server takes it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event

from index.protocol import SearchIndex
from searching.mail import NotSent, Told, news_message, send
from searching.mail_server import MailServer
from searching.saved_search import run_saved_search, scope_of
from store import leases
from store.catching_up import is_catching_up
from store.database import Connection, Database, DatabaseUnavailable
from store.saved_hits import Untold, mark_told, untold_by_owner
from store.saved_searches import SavedSearch, alerting_searches, record_mail
from store.users import User, get_user, visible_to
from store.workers import this_worker

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks at what is due
LOOK_AFTER = timedelta(seconds=20)  # at the earliest: during an import the index changes all along
LOOK_AGAIN = timedelta(minutes=10)  # what reviews say changes without the index
MAIL_AFTER = timedelta(hours=1)
SETTLED_AFTER = timedelta(minutes=2)  # nothing new was found since then
TRY_AFTER = timedelta(minutes=5)  # the mail server did not take it


def watch(database: Database, index: SearchIndex, mail: MailServer | None, *, stop: Event) -> None:
    """Run the searches that are due until ``stop`` is set."""
    alerts = Alerts(database, index, mail)
    while not stop.wait(PAUSE):
        try:
            alerts.turn(datetime.now(UTC))
        except DatabaseUnavailable:
            logger.exception("the database is unavailable")


@dataclass(frozen=True, slots=True)
class Alerts:
    """The state of the lane between its turns; without ``mail``, only the pages show news.

    ``tried`` says when each search was run last by this process, whatever came of it.
    """

    database: Database
    index: SearchIndex
    mail: MailServer | None
    tried: dict[int, datetime] = field(default_factory=dict)

    def turn(self, now: datetime) -> None:
        """Run the searches and send the mail that are due, unless another process does."""
        if not self._due(now) and not self._untold(now):
            return
        with self.database.write() as connection:
            fence = leases.take(connection, leases.ALERTS, this_worker())
        if fence is None:
            return
        for search in self._due(now):
            if not self._renew(fence):
                return
            self.tried[search.id] = now
            run_saved_search(self.database, self.index, search)
        for owner, searches in self._untold(now):
            if not self._renew(fence):
                return
            self._tell(owner, searches, now)
        with self.database.write() as connection:
            leases.give_back(connection, leases.ALERTS, fence)

    def _renew(self, fence: int) -> bool:
        with self.database.write() as connection:
            return leases.renew(connection, leases.ALERTS, fence)

    def _due(self, now: datetime) -> Sequence[SavedSearch]:
        with self.database.read() as connection:
            rested = [each for each in alerting_searches(connection) if self._rested(each.id, now)]
            scopes = {
                user_id: scope_of(visible_to(connection, get_user(connection, user_id)))
                for user_id in {each.user_id for each in rested}
            }
        generation = self.index.generation() if rested else 0
        return [
            each
            for each in rested
            if each.failure
            or (each.generation, each.scope) != (generation, scopes[each.user_id])
            or (each.looked_at and now - each.looked_at >= LOOK_AGAIN)
        ]

    def _rested(self, number: int, now: datetime) -> bool:
        tried = self.tried.get(number)
        return tried is None or now - tried >= LOOK_AFTER

    def _untold(self, now: datetime) -> Sequence[tuple[User, Sequence[Untold]]]:
        """The people to mail, and the searches to tell each of them about."""
        if self.mail is None:
            return ()
        with self.database.read() as connection:
            news = untold_by_owner(connection)
            owners = [(get_user(connection, user_id), news[user_id]) for user_id in sorted(news)]
            return [
                (owner, searches)
                for owner, searches in owners
                if owner.email
                and all(_may_mail(each.search, now) for each in searches)
                and _is_settled(connection, owner, searches, now)
            ]

    def _tell(self, owner: User, news: Sequence[Untold], now: datetime) -> None:
        assert self.mail is not None  # noqa: S101 - tells mypy: nothing is untold without it
        told = [
            Told(each.search.preferences.name, each.count, f"/saved/searches/{each.search.id}")
            for each in news
        ]
        failure, language = "", owner.language or "zh"
        try:
            send(self.mail, news_message(self.mail, owner.email, told, language))
        except NotSent as error:
            failure = error.message(language)
            logger.warning("user %d: mail was not sent: %s", owner.id, error)
        with self.database.write() as connection:
            for each in news:
                record_mail(connection, each.search.id, now, failure)
                if not failure:
                    mark_told(connection, each.search.id, each.last)


def _is_settled(connection: Connection, owner: User, news: Sequence[Untold], now: datetime) -> bool:
    """Whether what is new is likely to be all for now, or has waited long enough."""
    if now - min(each.first_at for each in news) >= MAIL_AFTER:
        return True
    if now - max(each.last_at for each in news) < SETTLED_AFTER:
        return False
    return not is_catching_up(connection, visible_to(connection, owner))


def _may_mail(search: SavedSearch, now: datetime) -> bool:
    if search.mailed_at is None:
        return True
    return now - search.mailed_at >= (TRY_AFTER if search.mail_failure else MAIL_AFTER)
