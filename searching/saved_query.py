"""A saved search as a query to the index, or the reason why it can't be run any more."""

import json
from collections.abc import Iterable, Set
from dataclasses import fields

from pydantic import TypeAdapter

from contracts.clause_types import CLAUSE_TYPES
from contracts.document import DocumentKind
from contracts.errors import TiaoliError
from contracts.visibility import Visible
from index.protocol import Filters
from store.collections import collection_names
from store.database import Connection
from store.saved_searches import SavedQuery

_FILTERS = TypeAdapter(Filters)
_KINDS = frozenset(kind.value for kind in DocumentKind)


class FilterGone(TiaoliError):
    """A saved search is narrowed by something that is no longer there, or not for its owner."""

    code = "filter_gone"


def saved_query(typed: str, filters: Filters, *, synonyms: bool) -> SavedQuery:
    """The present search in the form that is saved."""
    held = json.loads(_FILTERS.dump_json(filters))
    narrowed = {name: sorted(values) for name, values in held.items() if values}
    return SavedQuery(typed, json.dumps(narrowed, ensure_ascii=False), synonyms)


def filters_of(asked: SavedQuery) -> Filters:
    """The filters of a saved search; raises FilterGone for one that this program doesn't know."""
    held = json.loads(asked.filters)
    unknown = held.keys() - {field.name for field in fields(Filters)}
    if unknown:
        raise _gone(unknown)
    return _FILTERS.validate_python(held)


def check_filters(connection: Connection, filters: Filters, visible: Visible) -> None:
    """Raise FilterGone where a filter can never match: a type or collection that is gone."""
    if unknown := filters.clause_types - CLAUSE_TYPES.keys():
        raise _gone(unknown)
    if unknown := filters.kinds - _KINDS:
        raise _gone(unknown)
    if filters.collections - collection_names(connection, visible).keys():
        raise FilterGone(
            "检索限定的合同集不存在，或者不再对您开放。请联系管理员授权，或去掉这一筛选重新保存。",
            "The collection that the search is narrowed to is gone or no longer shared with you. "
            "Ask an administrator for it, or save the search without this filter.",
        )


def _gone(names: Iterable[str] | Set[str]) -> FilterGone:
    listed = ", ".join(sorted(names))
    return FilterGone(
        f"检索用到的筛选条件“{listed}”已不存在。请重新检索并保存。",
        f"The search has filters that no longer exist: {listed}. Search again and save that.",
    )
