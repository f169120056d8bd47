"""Dates as contracts write them, in Chinese and English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.structure.numerals import chinese_number

_MONTHS = "january february march april may june july august september october november december"
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_HANZI_NUMBER = "[〇零○一二三四五六七八九十百廿卅]"
_OPEN, _CLOSE = (
    r"[【\[]?\s*",
    r"\s*[】\]]?\s*",
)  # 【2024】年【3】月【1】日: blanks that were filled in
_DATE = re.compile(
    # What a date can begin with, so that little else is tried.
    rf"(?=[\d民中【\[]|\b[jfmasond]|{_HANZI_NUMBER})(?:"
    rf"(?:(?P<era>(?:中华)?民国)\s*)?{_OPEN}(?<!\d)(?P<year>\d{{2,4}}){_CLOSE}年\s*"
    rf"{_OPEN}(?P<month>\d{{1,2}}){_CLOSE}月\s*{_OPEN}(?P<day>\d{{1,2}}){_CLOSE}日"
    rf"|(?P<era_zh>(?:中华)?民国)?(?P<year_zh>{_HANZI_NUMBER}{{2,6}})年(?P<month_zh>{_HANZI_NUMBER}{{1,3}})月"
    rf"(?P<day_zh>{_HANZI_NUMBER}{{1,3}})日"
    # 2024.04.01-2024.09.30 is two of them; 1-2024-03-015 and 192.168.10.1 are none.
    r"|(?:(?<![\d./-])|(?<=\d[-/.]\d\d-)|(?<=\d[-/.]\d-))"
    r"(?P<y>\d{4})(?P<part>[-/.])(?P<m>\d{1,2})(?P=part)(?P<d>\d{1,2})(?!\d|[./]\d|-\d{1,3}(?!\d))"
    r"|(?<![\d./-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year_us>\d{4}|\d{2})(?![\d/])"
    rf"|\b(?P<month_en>{_MONTH})\b\.?\s+(?P<day_en>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*,?\s+(?P<year_en>\d{{4}})\b"
    r"|(?<!\d)(?P<day_uk>\d{1,2})\s*(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?"
    rf"(?P<month_uk>{_MONTH})\b\.?,?\s+(?P<year_uk>\d{{4}})\b)"
)
_REPUBLIC = 1911  # 民国元年 is 1912
_MOST_MONTHS = 12
_LAST_CENTURY = 60  # from here on, 3/21/98 is of the last century


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands."""

    value: date
    start: int
    end: int


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates of a reading (contracts.text), in order; 31 June is no date.

    A year of two digits is left alone (94年 may mean 1994 or 2005), save 民国 ones and those of
    3/21/08. Of two numbers like these the one above 12 is the day; where none is in the whole text,
    nobody can tell which is the month, and the date is left alone too.
    """
    matches = list(_DATE.finditer(text))
    day_first = _day_first(matches)
    for match in matches:
        value = _slashed(match, day_first) if match["year_us"] else _value(match)
        if value is not None:
            yield FoundDate(value, match.start(), match.end())


def _day_first(matches: list[re.Match[str]]) -> bool | None:
    """Whether 21/3/08 or 3/21/08 is how this text writes; None where it doesn't show, or both."""
    slashed = [match for match in matches if match["year_us"]]
    day_first = any(int(match["first"]) > _MOST_MONTHS for match in slashed)
    month_first = any(int(match["second"]) > _MOST_MONTHS for match in slashed)
    return None if day_first == month_first else day_first


def _slashed(match: re.Match[str], day_first: bool | None) -> date | None:
    if day_first is None:
        return None
    day, month = match["first"], match["second"]
    if not day_first:
        day, month = month, day
    year = int(match["year_us"])
    if year < 100:
        year += 2000 if year < _LAST_CENTURY else 1900
    return _day(year, int(month), int(day))


def _value(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if parts["year"]:
        numbers = [int(parts[name]) for name in ("year", "month", "day")]
    elif parts["year_zh"]:
        numbers = [chinese_number(parts[name]) or 0 for name in ("year_zh", "month_zh", "day_zh")]
    elif parts["y"]:
        numbers = [int(parts[name]) for name in ("y", "m", "d")]
    else:
        style = "en" if parts["year_en"] else "uk"
        month = _MONTH_NUMBERS[parts[f"month_{style}"]]
        numbers = [int(parts[f"year_{style}"]), month, int(parts[f"day_{style}"])]
    year, month, day = numbers
    if parts["era"] or parts["era_zh"]:
        year += _REPUBLIC
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
