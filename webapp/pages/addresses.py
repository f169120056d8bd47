"""Addresses made from the present one: every filter and page of a list is a link."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import NamedTuple
from urllib.parse import quote_plus

from flask import current_app, g, request, url_for
from werkzeug.routing import Map

_UNQUOTED = "!$'()*,/:;?@"  # in arguments, as url_for leaves them


class Argument(NamedTuple):
    """An argument of the present address; ``written`` as ``name=value``."""

    name: str
    written: str


class Present(NamedTuple):
    """The present address in its parts."""

    path: str
    arguments: Sequence[Argument]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page of a list that is shown; ``number`` and ``last`` count from 1."""

    number: int
    last: int

    @classmethod
    def of(cls, total: int, size: int) -> "ListPage":
        """The page that the address asks for, where ``total`` things stand ``size`` to a page."""
        return cls(page_number(), max(1, ceil(total / size)))


def page_number() -> int:
    """The page that the address asks for, from 1."""
    return max(1, request.args.get("page", 1, type=int))


def with_arguments(**changes: object) -> str:
    """The present address with these arguments replaced; None takes one away."""
    path, present = _present()
    kept = [argument.written for argument in present if argument.name not in changes]
    return _with_query(path, [*kept, *_written(changes.items())])


def toggled(name: str, value: object) -> str:
    """The present address with one value of a filter added, or taken away if it was there."""
    path, present = _present()
    (wanted,) = _written([(name, value)])
    written = [argument.written for argument in present if argument.name != "page"]
    kept = [other for other in written if other != wanted]
    return _with_query(path, kept if len(kept) < len(written) else [*kept, wanted])


def without(*names: str) -> str:
    """The present address without these arguments, at its first page."""
    return with_arguments(**dict.fromkeys((*names, "page")))


def static(name: str) -> str:
    """The address of a file that pages load."""
    return _built("static", filename=name)


def address(endpoint: str, **values: object) -> str:
    """The same as ``url_for``, but faster: many addresses on a page differ only in arguments.

    A list is no value of an argument.
    """
    in_path = _path_arguments(current_app.url_map, endpoint)
    path = _built(endpoint, **{name: values[name] for name in values if name in in_path})
    return _with_query(path, _written(item for item in values.items() if item[0] not in in_path))


@lru_cache(maxsize=200)
def _path_arguments(addresses: Map, endpoint: str) -> Set[str]:
    return frozenset(next(addresses.iter_rules(endpoint)).arguments)


def _present() -> Present:
    """The present address, written once for a page."""
    if "present_address" not in g:
        g.present_address = Present(
            _built(request.endpoint or "search.search", **(request.view_args or {})),
            [
                Argument(name, *_written([(name, value)]))
                for name, value in request.args.items(multi=True)
            ],
        )
    present: Present = g.present_address
    return present


def _written(arguments: Iterable[tuple[str, object]]) -> list[str]:
    """``name=value`` of each argument; those that are None are left out."""
    return [_argument(name, str(value)) for name, value in arguments if value is not None]


@lru_cache(maxsize=2_000)  # a page repeats what was typed, and its filters, a hundred times
def _argument(name: str, value: str) -> str:
    return f"{quote_plus(name, _UNQUOTED)}={quote_plus(value, _UNQUOTED)}"


def _with_query(path: str, written: Sequence[str]) -> str:
    return f"{path}?{'&'.join(written)}" if written else path


def _built(endpoint: str, **values: object) -> str:
    """``url_for``, asked once for a page that shows the address a hundred times."""
    key = (endpoint, *values.items())
    built: dict[tuple[object, ...], str] = g.setdefault("built_addresses", {})
    if key not in built:
        built[key] = url_for(endpoint, **values)  # type: ignore[arg-type]
    return built[key]
