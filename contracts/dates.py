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
_DATE = re.compile(
    # What a date can begin with, so that little else is tried.
    rf"(?=[\d民]|\b[jfmasond]|{_HANZI_NUMBER})(?:"
    r"(?:(?P<era>民国)\s*)?(?<!\d)(?P<year>\d{2,4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    rf"|(?P<era_zh>民国)?(?P<year_zh>{_HANZI_NUMBER}{{2,6}})年(?P<month_zh>{_HANZI_NUMBER}{{1,3}})月"
    rf"(?P<day_zh>{_HANZI_NUMBER}{{1,3}})日"
    r"|(?<![\d./-])(?P<y>\d{4})(?P<part>[-/.])(?P<m>\d{1,2})(?P=part)(?P<d>\d{1,2})(?![\d./-]*\d)"
    rf"|\b(?P<month_en>{_MONTH})\b\.?\s+(?P<day_en>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*,?\s+(?P<year_en>\d{{4}})\b"
    r"|(?<!\d)(?P<day_uk>\d{1,2})\s*(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?"
    rf"(?P<month_uk>{_MONTH})\b\.?,?\s+(?P<year_uk>\d{{4}})\b)"
)
_REPUBLIC = 1911  # 民国元年 is 1912


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands."""

    value: date
    start: int
    end: int


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates of a reading (contracts.text), in order; 31 June is no date.

    Years of two digits are left alone, save 民国 ones: 94年 may mean 1994 or 2005.
    """
    for match in _DATE.finditer(text):
        value = _value(match)
        if value is not None:
            yield FoundDate(value, match.start(), match.end())


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
    if not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
