"""The parts of a query tree that have no parts of their own, and a tree with others for them."""

from collections.abc import Callable, Iterator

from index.query import And, InDocument, Not, Or, Query


def parts_of(query: Query) -> Iterator[Query]:
    """The parts without parts of their own, in the order in which they were typed."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from parts_of(part)
        case Not(part) | InDocument(part):
            yield from parts_of(part)
        case _:
            yield query


def with_parts(query: Query, change: Callable[[Query], Query]) -> Query:
    """The query with what ``change`` makes of each part without parts of its own."""
    match query:
        case And(parts):
            return And(tuple(with_parts(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(with_parts(part, change) for part in parts))
        case Not(part):
            return Not(with_parts(part, change))
        case InDocument(part):
            return InDocument(with_parts(part, change))
    return change(query)
