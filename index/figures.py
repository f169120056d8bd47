"""Figures of a clause as whole numbers that an engine keeps, and ranges of them.

Sums of money (by currency), lengths of time and shares lie in bands of one number line, so that
each engine needs a single field for them.
"""

from collections.abc import Iterator
from decimal import Decimal

from contracts.amounts import CURRENCIES, find_amounts
from contracts.quantities import quantity
from contracts.quantities.finding import find_quantities
from contracts.quantities.quantity import Quantity
from index.query import Figure, Measure

AMOUNT_STEP, DURATION_STEP, PERCENT_STEP = Decimal("0.01"), Decimal(1), Decimal("0.0001")
_BAND = 10**15  # more than any figure in its steps
_BANDS = {
    **{(Measure.AMOUNT, currency): number for number, currency in enumerate(CURRENCIES, 1)},
    (Measure.DURATION, ""): 101,
    (Measure.PERCENT, ""): 102,
}
_STEPS = {
    Measure.AMOUNT: AMOUNT_STEP, Measure.DURATION: DURATION_STEP, Measure.PERCENT: PERCENT_STEP
}  # fmt: skip
_MINUTES = {
    "minutes": (Decimal(1),), "hours": (Decimal(60),), "days": (Decimal(1440),),
    "working_days": (Decimal(2016),), "weeks": (Decimal(10080),),
    "months": (Decimal(43200), Decimal(43800)), "years": (Decimal(518400), Decimal(525600)),
}  # fmt: skip


def minutes(duration: Quantity) -> list[Decimal]:
    """How long a duration is; none where a blank is left.

    A month is 30 days and the twelfth of a year, a year is 365 days and twelve months of 30; five
    working days are seven days.
    """
    return [duration.value * one for one in _MINUTES[duration.unit]] if duration.value else []


def figures_in(text: str) -> list[int]:
    """The figures that a clause names; ``text`` is its reading (contracts.text)."""
    return sorted(set(_figures(text)))


def ranges(figure: Figure) -> list[tuple[int, int]]:
    """The ranges of numbers, both ends included, that a figure asked for may lie in."""
    step = _STEPS[figure.measure]
    least = 0 if figure.least is None else _steps(figure.least, step)
    most = _BAND - 1 if figure.most is None else _steps(figure.most, step)
    if figure.most is not None and figure.most < 0:
        return []
    return [
        (number * _BAND + least, number * _BAND + most)
        for (measure, currency), number in _BANDS.items()
        if measure is figure.measure and figure.currency in ("", currency) and least <= most
    ]


def _figures(text: str) -> Iterator[int]:
    for amount in find_amounts(text):
        yield _number(Measure.AMOUNT, amount.currency, amount.value)
    for found in find_quantities(text):
        if found.measure is quantity.Measure.DURATION:
            for length in minutes(found):
                yield _number(Measure.DURATION, "", length)
        elif found.measure is quantity.Measure.SHARE and found.value is not None:
            yield _number(Measure.PERCENT, "", found.value)


def _number(measure: Measure, currency: str, value: Decimal) -> int:
    return _BANDS[measure, currency] * _BAND + _steps(value, _STEPS[measure])


def _steps(value: Decimal, step: Decimal) -> int:
    return max(0, min(_BAND - 1, round(value / step)))
