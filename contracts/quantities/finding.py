"""The quantities in a text, of every measure."""

import re
from collections.abc import Iterator

from contracts.quantities.durations import MAY_BE_DURATION, durations
from contracts.quantities.quantity import Measure, Quantity
from contracts.quantities.shares import MAY_BE_SHARE, shares
from contracts.quantities.written_numbers import ENGLISH, HANZI_DIGITS, NUMBER, number

_MAY_BE_COUNT = re.compile("次| times")

_COUNT = re.compile(
    rf"(?<![\d.第{HANZI_DIGITS}])(?P<number>{NUMBER})\s?次|(?P<english>(?:{ENGLISH})|\d+) times"
)


def find_quantities(text: str) -> Iterator[Quantity]:
    """The quantities in a reading (contracts.text), in no particular order; dates are none."""
    for may_hold, find in FINDERS:
        if may_hold.search(text):
            yield from find(text)


def counts(text: str) -> Iterator[Quantity]:
    """How often something is to happen: 每年两次, three times."""
    for match in _COUNT.finditer(text):
        value = number(match["number"] or match["english"])
        yield Quantity(Measure.COUNT, value, "times", *match.span())


# Nine clauses in ten hold none of these words; the finders take ten times as long to say so.
FINDERS = (
    (MAY_BE_DURATION, durations),
    (MAY_BE_SHARE, shares),
    (_MAY_BE_COUNT, counts),
)
