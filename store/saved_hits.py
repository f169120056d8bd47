"""The hits of saved searches as of their last runs, and which of them their owners have not seen.

A hit is known by its document and its words: a clause that stands unchanged in a new version, or
that was read again, is no news. What may not be seen any more is neither shown nor counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from contracts.clause import clause_id
from contracts.visibility import Visible
from store.collections import is_visible
from store.saved_searches import SavedSearch, alerting_searches
from store.saved_tables import saved_hits, saved_searches
from store.tables import clauses, collections, documents
from store.users import get_user, visible_to

_AT_ONCE = 500  # rows in a statement


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A hit: the document, a digest of the clause's words, and where they stand now."""

    document_id: int
    digest: str
    version_id: int
    order: int

    @property
    def clause_id(self) -> str:
        """The clause that holds the words."""
        return clause_id(self.version_id, self.order)


@dataclass(frozen=True, slots=True)
class News:
    """Hits that their owner has not seen; ``last`` is the number of the latest, 0 for none."""

    hits: tuple[FoundClause, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Untold:
    """How many new hits of a saved search no mail has reported; ``last`` numbers the latest.

    They were found from ``first_at`` to ``last_at``.
    """

    search: SavedSearch
    count: int
    last: int
    first_at: datetime
    last_at: datetime


def known_hits(connection: Connection, search_id: int) -> dict[int, FoundClause]:
    """Number → hit, as of the last run."""
    query = select(saved_hits).where(saved_hits.c.saved_search_id == search_id)
    return {
        row.id: FoundClause(row.document_id, row.digest, row.version_id, row.order)
        for row in connection.execute(query)
    }


def add_hits(
    connection: Connection, search_id: int, found: Iterable[FoundClause], *, news: bool
) -> None:
    """Keep hits; ``news`` where their owner has not seen them."""
    now = datetime.now(UTC)
    rows: list[dict[str, Any]] = [
        {
            "saved_search_id": search_id,
            "document_id": hit.document_id,
            "digest": hit.digest,
            "version_id": hit.version_id,
            "order": hit.order,
            "found_at": now,
            "fresh": news,
            "told": not news,
        }
        for hit in found
    ]
    if rows:
        connection.execute(insert(saved_hits), rows)


def move_hits(connection: Connection, moved: Mapping[int, FoundClause]) -> None:
    """Point the hits with these numbers at other clauses: the same words in a newer version."""
    for number, hit in moved.items():
        where = update(saved_hits).where(saved_hits.c.id == number)
        connection.execute(where.values(version_id=hit.version_id, order=hit.order))


def forget_hits(connection: Connection, numbers: Iterable[int]) -> None:
    """Forget what is no longer a hit."""
    wanted = list(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        connection.execute(delete(saved_hits).where(saved_hits.c.id.in_(some)))


def news_of(connection: Connection, search_id: int, visible: Visible) -> News:
    """What is new of a saved search and may be seen, the latest first."""
    query = _news(visible).where(saved_hits.c.saved_search_id == search_id)
    rows = connection.execute(query.order_by(saved_hits.c.id.desc())).all()
    hits = tuple(FoundClause(r.document_id, r.digest, r.version_id, r.order) for r in rows)
    return News(hits, rows[0].id if rows else 0)


def count_news(connection: Connection, user_id: int, visible: Visible) -> dict[int, int]:
    """Saved search → how many of its hits are new to its owner, who may see them."""
    search = saved_hits.c.saved_search_id
    news = _news(visible).where(saved_searches.c.user_id == user_id)
    query = news.with_only_columns(search, func.count()).group_by(search)
    return {row.saved_search_id: int(row[1]) for row in connection.execute(query)}


def untold_by_owner(connection: Connection) -> dict[int, tuple[Untold, ...]]:
    """User → what mail should report of their searches, each under its owner's permissions."""
    found: defaultdict[int, list[Untold]] = defaultdict(list)
    for search in alerting_searches(connection):
        if search.preferences.mail:
            visible = visible_to(connection, get_user(connection, search.user_id))
            untold = _untold(connection, search, visible)
            if untold is not None:
                found[search.user_id].append(untold)
    return {user_id: tuple(searches) for user_id, searches in found.items()}


def _untold(connection: Connection, search: SavedSearch, visible: Visible) -> Untold | None:
    """The new hits that no mail has reported yet; None where there are none."""
    news = _news(visible).where(saved_hits.c.saved_search_id == search.id, ~saved_hits.c.told)
    held = news.subquery()
    found_at = held.c.found_at
    told = select(func.count(), func.max(held.c.id), func.min(found_at), func.max(found_at))
    count, last, first_at, last_at = connection.execute(told).one()
    return Untold(search, int(count), int(last), first_at, last_at) if count else None


def mark_seen(connection: Connection, search_id: int, last: int) -> None:
    """Record that the owner has seen the hits up to this number; later ones stay new."""
    _mark(connection, search_id, last, fresh=False, told=True)


def mark_told(connection: Connection, search_id: int, last: int) -> None:
    """Record that a mail has reported the hits up to this number."""
    _mark(connection, search_id, last, told=True)


def _mark(connection: Connection, search_id: int, last: int, **values: bool) -> None:
    these: ColumnElement[bool] = saved_hits.c.id <= last
    change = update(saved_hits).where(saved_hits.c.saved_search_id == search_id, these)
    connection.execute(change.values(**values))


def _news(visible: Visible) -> Select[Any]:
    """New hits whose clause is there and may be seen."""
    held = (
        saved_hits.join(saved_searches)
        .join(documents, documents.c.id == saved_hits.c.document_id)
        .join(collections)
        .join(
            clauses,
            (clauses.c.version_id == saved_hits.c.version_id)
            & (clauses.c.order == saved_hits.c.order),
        )
    )
    return select(saved_hits).select_from(held).where(saved_hits.c.fresh, is_visible(visible))
