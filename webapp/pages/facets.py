"""Facets: what a search can be narrowed by, with counts; active values stand first."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from index.protocol import Facets, Filters
from webapp.pages.labels import KINDS, clause_type_name

SHOWN = 8  # values before "more"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many of the hits have it."""

    value: str
    label: str
    count: int
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search; ``name`` is the address's argument."""

    name: str
    title: str
    values: tuple[FacetValue, ...]
    shown: int


def facets_of(
    facets: Facets, filters: Filters, collection_names: Mapping[int, str]
) -> tuple[Facet, ...]:
    """The facets of a result; collections that ``collection_names`` lacks are left out."""
    return (
        _facet(
            "type", _("Clause type"), facets.clause_types, filters.clause_types, clause_type_name
        ),
        _facet("kind", _("Kind"), facets.kinds, filters.kinds, lambda kind: KINDS.get(kind, kind)),
        _facet(
            "collection",
            _("Collection"),
            {key: count for key, count in facets.collections.items() if key in collection_names},
            filters.collections & collection_names.keys(),
            lambda key: collection_names[key],
        ),
        _facet("year", _("Year signed"), facets.years, filters.years, _year, by_count=False),
    )


def _year(year: int) -> str:
    return str(year) if year else _("no date")


def _facet(
    name: str,
    title: str,
    counts: Mapping[Any, int],
    active: Set[Any],
    label: Callable[[Any], object],
    *,
    by_count: bool = True,
) -> Facet:
    values = [
        FacetValue(str(value), str(label(value)), counts.get(value, 0), value in active)
        for value in counts.keys() | active
    ]
    if by_count:
        values.sort(key=lambda value: (not value.active, -value.count, value.label))
    else:
        values.sort(key=lambda value: value.value, reverse=True)
    chosen = sum(value.active for value in values)
    return Facet(name, title, tuple(values), max(SHOWN, chosen))
