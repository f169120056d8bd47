"""Saved searches: each belongs to one person, who alone reads, changes and removes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from contracts.errors import NotFound, TiaoliError
from store.columns import AnyRow, new_id
from store.saved_tables import saved_hits, saved_searches
from store.tables import users


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """What a saved search asks for: the query as typed, filters as JSON, synonyms or not."""

    query: str
    filters: str = "{}"
    synonyms: bool = True


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the owner set for a saved search: its name, and whether to be alerted, also by mail."""

    name: str
    alert: bool = False
    mail: bool = False


@dataclass(frozen=True, slots=True)
class RunFailure:
    """Why a saved search doesn't run, and since when."""

    message_zh: str
    message_en: str
    since: datetime

    def message(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.message_zh if language.startswith("zh") else self.message_en


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search and how its last run went.

    ``looked_at`` is when it last ran through, on that ``generation`` of the index and with that
    ``scope`` of its owner; ``failure`` says why it has not since.
    """

    id: int
    user_id: int
    asked: SavedQuery
    preferences: Preferences
    looked_at: datetime | None
    generation: int | None
    scope: str
    failure: RunFailure | None
    mailed_at: datetime | None  # the last attempt
    mail_failure: str


def add_saved_search(
    connection: Connection, user_id: int, asked: SavedQuery, preferences: Preferences
) -> int:
    """A new saved search's id. Raises IntegrityError where the person has one of this name."""
    values = _values(preferences) | {
        "user_id": user_id,
        "query": asked.query,
        "filters": asked.filters,
        "synonyms": asked.synonyms,
        "created_at": datetime.now(UTC),
    }
    return new_id(connection.execute(insert(saved_searches).values(**values)))


def saved_searches_of(connection: Connection, user_id: int) -> tuple[SavedSearch, ...]:
    """A person's saved searches, by name."""
    query = select(saved_searches).where(saved_searches.c.user_id == user_id)
    rows = connection.execute(query.order_by(saved_searches.c.name))
    return tuple(map(_saved_search, rows))


def get_saved_search(connection: Connection, search_id: int, user_id: int) -> SavedSearch:
    """A person's saved search; NotFound where there is none, or it is somebody else's."""
    found = next(
        (each for each in saved_searches_of(connection, user_id) if each.id == search_id), None
    )
    if found is None:
        raise NotFound("没有这个保存的检索。", "There is no such saved search.")
    return found


def change_saved_search(
    connection: Connection, search: SavedSearch, preferences: Preferences
) -> None:
    """Change a saved search's name, and whether it alerts.

    One that begins to alert is to be run anew: what it found before is no news.
    """
    values = _values(preferences)
    if preferences.alert and not search.preferences.alert:
        values |= {"looked_at": None, "generation": None}
        connection.execute(delete(saved_hits).where(saved_hits.c.saved_search_id == search.id))
    _change(connection, search.id, values)


def remove_saved_search(connection: Connection, search: SavedSearch) -> None:
    """Forget a saved search and its hits."""
    connection.execute(delete(saved_hits).where(saved_hits.c.saved_search_id == search.id))
    connection.execute(delete(saved_searches).where(saved_searches.c.id == search.id))


def alerting_searches(connection: Connection) -> tuple[SavedSearch, ...]:
    """The saved searches that are run periodically, of people who may log in."""
    query = (
        select(saved_searches)
        .join(users)
        .where(saved_searches.c.alert, users.c.active)
        .order_by(saved_searches.c.id)
    )
    return tuple(map(_saved_search, connection.execute(query)))


def is_wanted(connection: Connection, search: SavedSearch) -> bool:
    """Whether a saved search should still be run, unchanged since it was read; locks it if so."""
    row = connection.execute(
        select(saved_searches).where(saved_searches.c.id == search.id).with_for_update()
    ).one_or_none()
    if row is None or not row.alert:
        return False
    now = _saved_search(row)
    return (now.asked, now.looked_at) == (search.asked, search.looked_at)


def record_run(connection: Connection, search_id: int, generation: int, scope: str) -> None:
    """Record that a saved search was run."""
    values = {"looked_at": datetime.now(UTC), "generation": generation, "scope": scope}
    nothing_wrong = {"failure_zh": "", "failure_en": "", "failed_since": None}
    _change(connection, search_id, values | nothing_wrong)


def record_failure(connection: Connection, search: SavedSearch, error: TiaoliError) -> None:
    """Write down why a saved search doesn't run; "since" stays while it is so."""
    since = search.failure.since if search.failure else datetime.now(UTC)
    values = {
        "failure_zh": error.message_zh,
        "failure_en": error.message_en,
        "failed_since": since,
    }
    _change(connection, search.id, values)


def record_mail(connection: Connection, search_id: int, moment: datetime, failure: str) -> None:
    """Write down that mail about a saved search was sent, or that it was not and why."""
    _change(connection, search_id, {"mailed_at": moment, "mail_failure": failure})


def _change(connection: Connection, search_id: int, values: Mapping[str, Any]) -> None:
    change = update(saved_searches).where(saved_searches.c.id == search_id)
    connection.execute(change.values(**values))


def _values(preferences: Preferences) -> dict[str, Any]:
    return {"name": preferences.name, "alert": preferences.alert, "mail": preferences.mail}


def _saved_search(row: AnyRow) -> SavedSearch:
    failure = None
    if row.failed_since is not None:
        failure = RunFailure(row.failure_zh, row.failure_en, row.failed_since)
    return SavedSearch(
        id=row.id,
        user_id=row.user_id,
        asked=SavedQuery(row.query, row.filters, row.synonyms),
        preferences=Preferences(row.name, row.alert, row.mail),
        looked_at=row.looked_at,
        generation=row.generation,
        scope=row.scope,
        failure=failure,
        mailed_at=row.mailed_at,
        mail_failure=row.mail_failure,
    )
