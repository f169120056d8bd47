"""Clause rows by the ids that a search index gives; hidden ones are never among them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, or_, select

from contracts.visibility import Visible
from store.collections import is_visible
from store.columns import AnyRow
from store.tables import clauses, collections, documents, versions

_IDS_IN_A_QUERY = 500  # well under the parameters that a database takes in one statement
_DIGITS = 9  # a longer number may be out of a database's range


def rows_by_id(connection: Connection, ids: Iterable[str], visible: Visible) -> Iterator[AnyRow]:
    """The rows of the clauses with these ids that exist and may be seen."""
    keys = [_key(clause) for clause in ids]
    for start in range(0, len(keys), _IDS_IN_A_QUERY):
        some = keys[start : start + _IDS_IN_A_QUERY]
        query = _visible_clauses(visible).where(_is_one_of(len(some)))
        yield from connection.execute(query, _named(some))


@lru_cache(maxsize=100)
def _is_one_of(count: int) -> ColumnElement[bool]:
    """The condition that a clause has one of ``count`` keys, bound by ``_named``.

    Cached: building it takes longer than running it. SQLite uses the primary key for it, whereas
    for (a, b) IN (…) it reads the whole table.
    """
    columns = clauses.c
    return or_(
        *(
            (columns.version_id == bindparam(f"version_{place}"))
            & (columns.order == bindparam(f"order_{place}"))
            for place in range(count)
        )
    )


def _named(keys: Sequence[tuple[int, int]]) -> dict[str, int]:
    return {
        f"{name}_{place}": number
        for place, key in enumerate(keys)
        for name, number in zip(("version", "order"), key, strict=True)
    }


def _key(clause: str) -> tuple[int, int]:
    """Version and order from a clause id; a malformed id gives a key that matches nothing."""
    version_id, _, order = clause.partition(".")
    valid = all(part.isdecimal() and len(part) <= _DIGITS for part in (version_id, order))
    return (int(version_id), int(order)) if valid else (-1, -1)


def _visible_clauses(visible: Visible) -> Select[Any]:
    held = clauses.join(versions).join(documents).join(collections)
    return select(clauses).select_from(held).where(is_visible(visible))
