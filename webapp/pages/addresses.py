"""Addresses made from the present one: every filter and page of a list is a link."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from flask import g, request, url_for
from werkzeug.datastructures import MultiDict

_UNQUOTED = "!$'()*,/:;?@"  # in arguments, as url_for leaves them


@dataclass(frozen=True, slots=True)
class ListPage:
    """Which page of a list is shown; ``number`` and ``last`` count from 1."""

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
    arguments = MultiDict(request.args)
    for name, value in changes.items():
        arguments.poplist(name)
        if value is not None:
            arguments.add(name, str(value))
    return _address(arguments)


def toggled(name: str, value: object) -> str:
    """The present address with one value of a filter added, or taken away if it was there."""
    arguments = MultiDict(request.args)
    values = arguments.poplist(name)
    arguments.poplist("page")
    wanted = str(value)
    kept = [other for other in values if other != wanted]
    for other in kept if wanted in values else [*values, wanted]:
        arguments.add(name, other)
    return _address(arguments)


def without(*names: str) -> str:
    """The present address without these arguments, at its first page."""
    return with_arguments(**dict.fromkeys((*names, "page")))


def static(name: str) -> str:
    """The address of a file that pages load."""
    return _built("static", filename=name)


def _address(arguments: MultiDict[str, str]) -> str:
    path = _built(request.endpoint or "search.search", **(request.view_args or {}))
    query = urlencode(list(arguments.items(multi=True)), safe=_UNQUOTED)
    return f"{path}?{query}" if query else path


def _built(endpoint: str, **values: object) -> str:
    """``url_for``, asked once for a page that shows the address a hundred times."""
    key = (endpoint, *values.items())
    built: dict[tuple[object, ...], str] = g.setdefault("built_addresses", {})
    if key not in built:
        built[key] = url_for(endpoint, **values)  # type: ignore[arg-type]
    return built[key]
