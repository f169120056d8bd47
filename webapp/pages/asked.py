"""The search that an address or a form asks for, and the address of such a search."""

from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from index.protocol import Filters
from searching.saved_query import filters_of, saved_query
from store.saved_searches import SavedQuery

Arguments = MultiDict[str, str]


def typed_in(arguments: Arguments) -> str:
    """The query as it was typed."""
    return arguments.get("q", "").strip()


def filters_in(arguments: Arguments) -> Filters:
    """What the search is narrowed by."""
    return Filters(
        clause_types=frozenset(arguments.getlist("type")),
        kinds=frozenset(arguments.getlist("kind")),
        collections=_numbers(arguments, "collection"),
        years=_numbers(arguments, "year"),
    )


def wants_synonyms(arguments: Arguments) -> bool:
    """Whether synonyms are searched for as well."""
    return arguments.get("synonyms") != "no"


def asked_in(arguments: Arguments) -> SavedQuery:
    """The query, its filters and whether synonyms count, in the form that is saved."""
    return saved_query(
        typed_in(arguments), filters_in(arguments), synonyms=wants_synonyms(arguments)
    )


def arguments_of(asked: SavedQuery) -> dict[str, Any]:
    """The arguments of an address or a form that asks for a saved query. Raises FilterGone."""
    filters = filters_of(asked)
    arguments: dict[str, list[str]] = {
        "q": [asked.query] if asked.query else [],
        "type": sorted(filters.clause_types),
        "kind": sorted(filters.kinds),
        "collection": list(map(str, sorted(filters.collections))),
        "year": list(map(str, sorted(filters.years))),
        "synonyms": [] if asked.synonyms else ["no"],
    }
    return {name: values for name, values in arguments.items() if values}


def address_of(asked: SavedQuery) -> str:
    """The address of the results of a saved query. Raises FilterGone."""
    return url_for("search.search", **arguments_of(asked))


def _numbers(arguments: Arguments, name: str) -> frozenset[int]:
    return frozenset(int(value) for value in arguments.getlist(name) if value.isdecimal())
