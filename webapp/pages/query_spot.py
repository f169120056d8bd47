"""The spot of a typed query that cannot be read, and what can be read in its place."""

import re
from dataclasses import dataclass

from contracts.errors import InvalidQuery

_AT_THE_SPOT = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』|[^\s()（）]+|\S")


@dataclass(frozen=True, slots=True)
class QuerySpot:
    """The typed query in three parts, and ``instead`` of it queries to try."""

    before: str
    spot: str
    after: str
    instead: tuple[str, ...]


def query_spot(typed: str, error: InvalidQuery) -> QuerySpot:
    """The query around the error's position; at its end the spot is empty."""
    match = _AT_THE_SPOT.match(typed, error.position)
    end = match.end() if match else error.position
    before, after = typed[: error.position], typed[end:]
    return QuerySpot(
        before,
        typed[error.position : end],
        after,
        tuple(f"{before}{word}{after}" for word in error.instead),
    )
