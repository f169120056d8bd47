"""Ranges of figures as typed after ``amount:``, ``duration:`` and ``percent:``.

``>=10万``, ``USD1000..5000``, ``30日``, ``..12个月``, ``<0.5‰``. A figure alone means just that.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from contracts.amounts import find_amounts
from contracts.quantities import quantity
from contracts.quantities.finding import find_quantities
from contracts.text import reading
from index.figures import AMOUNT_STEP, DURATION_STEP, PERCENT_STEP, minutes
from index.query import Figure, Measure

_COMPARED = re.compile(r"(?P<sign>>=|<=|>|<|=)?(?P<figure>.+)")
_BEFORE_UNIT = re.compile(r"^[\d,.]+")  # what stands before it


@dataclass(frozen=True, slots=True)
class _Written:
    """A figure as typed: all that it may be read as, and its currency where that is said."""

    values: Sequence[Decimal]
    currency: str = ""


def parse_figure(measure: Measure, typed: str) -> Figure:
    """The range that is meant.

    Raises ValueError where there is no such figure, or the range ends before it begins.
    """
    text = reading(typed).text.replace(" ", "")
    read, step = _READERS[measure]
    if ".." in text:
        first, _, last = text.partition("..")
        if not (first or last):
            raise ValueError(typed)
        if first.replace(".", "").isdecimal() and measure is not Measure.AMOUNT:
            first += _BEFORE_UNIT.sub("", last)  # 30..60日 are days at both ends
        return _figure(measure, read(first) if first else None, read(last) if last else None)
    match = _COMPARED.fullmatch(text)
    if match is None:
        raise ValueError(typed)
    written = read(match["figure"])
    return _compared(measure, match["sign"], written, step)


def _compared(measure: Measure, sign: str | None, written: _Written, step: Decimal) -> Figure:
    match sign:
        case ">=":
            return _figure(measure, written, None)
        case "<=":
            return _figure(measure, None, written)
        case ">":
            return Figure(measure, max(written.values) + step, None, written.currency)
        case "<":
            return Figure(measure, None, min(written.values) - step, written.currency)
    return _figure(measure, written, written)


def _figure(measure: Measure, first: _Written | None, last: _Written | None) -> Figure:
    least = min(first.values) if first else None
    most = max(last.values) if last else None
    currencies = {end.currency for end in (first, last) if end and end.currency}
    if len(currencies) > 1 or (least is not None and most is not None and least > most):
        raise ValueError(measure)
    return Figure(measure, least, most, next(iter(currencies), ""))


def _amount(text: str) -> _Written:
    for written in (text, f"{text}元"):
        found = list(find_amounts(written))
        if len(found) == 1 and written[found[0].start : found[0].end].strip() == written:
            said = written == text
            return _Written([found[0].value], found[0].currency if said else "")
    raise ValueError(text)


def _duration(text: str) -> _Written:
    for found in find_quantities(text):
        is_whole = text[found.end :] in ("", "内", "以内")
        if found.measure is quantity.Measure.DURATION and is_whole and found.value is not None:
            return _Written(minutes(found))
    raise ValueError(text)


def _percent(text: str) -> _Written:
    for found in find_quantities(text):
        if found.measure is quantity.Measure.SHARE and found.value is not None:
            return _Written([found.value])
    try:
        return _Written([Decimal(text)])
    except InvalidOperation as error:
        raise ValueError(text) from error


_READERS: dict[Measure, tuple[Callable[[str], _Written], Decimal]] = {
    Measure.AMOUNT: (_amount, AMOUNT_STEP),
    Measure.DURATION: (_duration, DURATION_STEP),
    Measure.PERCENT: (_percent, PERCENT_STEP),
}
