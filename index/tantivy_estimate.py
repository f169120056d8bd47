"""How many hits a query may have, told by how many clauses hold its tokens, without a search."""

import math
from collections.abc import Callable, Sequence

from index.analysis import PhraseToken, phrases
from index.entries import cited
from index.query import And, Cites, ClauseType, Near, Not, Numbered, Or, Query, Text

Frequency = Callable[[str, PhraseToken], int]  # field, token → how many clauses hold it, or more


def expected_hits(query: Query, frequency: Frequency, every: int) -> int:
    """About so many of ``every`` clause match, at most as many as where tokens don't tell more."""
    match query:
        case And(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            return _together([expected_hits(part, frequency, every) for part in wanted], every)
        case Or(parts):
            return sum(expected_hits(part, frequency, every) for part in parts)
        case Near(left, right):
            return _together(
                [expected_hits(part, frequency, every) for part in (left, right)], every
            )
        case Text(text):
            return sum(min(frequency("text", token) for token in row) for row in phrases(text))
    value = _value(query)
    return every if value is None else frequency(value[0], PhraseToken(0, value[1]))


def _together(each: Sequence[int], every: int) -> int:
    """Words of one matter stand together more often than by chance, and less often than always:
    between the two, on a logarithmic scale.
    """
    by_chance = every * math.prod(min(1.0, one / every) for one in each)
    return round(math.sqrt(by_chance * min(each, default=every)))


def _value(query: Query) -> tuple[str, str] | None:
    """The field and the value of a query that asks for just one; else None."""
    match query:
        case ClauseType(clause_type):
            return "clause_type", clause_type
        case Cites(law, article):
            return "law", cited(law, article)
        case Numbered(number):
            return "number", number
    return None
