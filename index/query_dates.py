"""Date ranges as typed after ``date:``: 2024, 2024-06, 2023..2024-06, ..2024, >=2024-01-01."""

import re
from calendar import monthrange
from datetime import date, timedelta

from index.query import DateRange

_DATE = r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
_RANGE = re.compile(rf"(?P<first>{_DATE})?\.\.(?P<last>{_DATE})?")
_COMPARED = re.compile(rf"(?P<sign>>=|<=|>|<|=)?(?P<date>{_DATE})")
_DAY = timedelta(days=1)


def parse_date_range(typed: str) -> DateRange:
    """The range of days that is meant; a year or a month stands for all its days.

    Raises ValueError where there is no such date, or the range ends before it begins.
    """
    if match := _RANGE.fullmatch(typed):
        if not (match["first"] or match["last"]):
            raise ValueError(typed)
        first = _period(match["first"])[0] if match["first"] else None
        last = _period(match["last"])[1] if match["last"] else None
        if first and last and first > last:
            raise ValueError(typed)
        return DateRange(first, last)
    compared = _COMPARED.fullmatch(typed)
    if not compared:
        raise ValueError(typed)
    first, last = _period(compared["date"])
    match compared["sign"]:
        case ">=":
            return DateRange(first, None)
        case "<=":
            return DateRange(None, last)
        case ">":
            return DateRange(_moved(last, _DAY), None)
        case "<":
            return DateRange(None, _moved(first, -_DAY))
        case _:
            return DateRange(first, last)


def _period(typed: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day."""
    year, month, day = (int(part) if part else None for part in _parts(typed))
    if year is None or year == 0:
        raise ValueError(typed)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _parts(typed: str) -> tuple[str | None, ...]:
    match = re.fullmatch(_DATE, typed)
    if match is None:
        raise ValueError(typed)
    return match.groups()


def _moved(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError as error:
        raise ValueError(str(day)) from error
