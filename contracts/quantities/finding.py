"""Quantities as contracts write them: durations, rates and shares, counts of times.

30日内, 三十个工作日, 二十四（24）小时, thirty (30) days; 千分之三, 0.05%, 3‰, each with
the time for which it runs (每逾期一日, /日, per annum); 每年两次. Blanks left to fill in are found
too. Sums of money are found by ``contracts.amounts``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from contracts.amounts import chinese_amount


class Measure(StrEnum):
    """What a quantity measures."""

    DURATION = "duration"
    SHARE = "share"  # of something, in percent; with a time, a rate
    COUNT = "count"  # how often


_HANZI_DIGITS = "零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟半"
_BLANK = r"_{1,}|【[^】\d]*】|\[[\s_•]*\]|\{\{[^}]*\}\}"
_NUMBER = rf"\d+(?:,\d{{3}})*(?:\.\d+)?|[{_HANZI_DIGITS}]+(?:点[{_HANZI_DIGITS}]+)?|{_BLANK}"
_GAP = r"[^\S\n]?"  # typographers set figures off; what stands in the next line is another thing
# 三十(30)日, 两个(2)星期: the figure goes.
_BOTH = rf"(?:个?{_GAP}[(\[]{_GAP}(?P<again>\d+(?:\.\d+)?){_GAP}[)\]])?"
_ONE_OF_SEVERAL = (
    "上",
    "下",
    "这",
    "该",
    "同",
    "某",
    "次",
    "最后",
    "末",
)  # 上一年, 最后一天, 每季末一个月
_ENGLISH_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30, "forty": 40, "forty-five": 45, "forty-eight": 48, "fifty": 50, "sixty": 60,
    "seventy-two": 72, "seventy": 70, "eighty": 80, "ninety": 90, "twenty-four": 24,
    "twenty-one": 21, "twenty-five": 25, "hundred": 100, "one hundred": 100,
    "one hundred twenty": 120, "one hundred eighty": 180, "thirty-six": 36,
}  # fmt: skip
_ENGLISH = "|".join(sorted(_ENGLISH_NUMBERS, key=len, reverse=True))
_UNITS = {
    "minutes": ("分钟", "minutes", "minute"),
    "hours": ("小时", "钟头", "hours", "hour"),
    "working_days": ("工作日", "工作天", "营业日", "business days", "business day", "working days",
                     "working day"),
    "days": ("日历天", "日历日", "自然日", "日", "天", "calendar days", "days", "day"),
    "weeks": ("星期", "周", "weeks", "week"),
    "months": ("月", "months", "month"),
    "years": ("周年", "年", "years", "year"),
}  # fmt: skip
_UNIT_NAMES = {name: unit for unit, names in _UNITS.items() for name in names}
_HANZI_UNIT = "|".join(
    sorted((name for name in _UNIT_NAMES if not name.isascii()), key=len, reverse=True)
)
_LATIN_UNIT = "|".join(
    sorted((name for name in _UNIT_NAMES if name.isascii()), key=len, reverse=True)
)
_DURATION = re.compile(
    rf"(?<!\d[,.:])(?<![\d._年月第{_HANZI_DIGITS}])(?P<number>{_NUMBER}){_GAP}{_BOTH}{_GAP}个?(?P<unit>{_HANZI_UNIT})(?P<half>半)?"
    r"(?![\d_])(?!(?<=日)期(?![限间满内届]))"  # 一个日期
    rf"|(?<!\d[,.])(?<![a-z\d.])(?P<english>(?:{_ENGLISH})(?![a-z-])|\d+|{_BLANK}){_GAP}(?:\((?P<figure>\d+)\){_GAP})?"
    rf"(?:consecutive |full |additional )?(?P<english_unit>{_LATIN_UNIT})(?![a-z])"
)
# Nine clauses in ten hold none of these; the whole patterns take ten times as long to say so.
_MAY_BE_DURATION = re.compile(
    rf"[\d_{_HANZI_DIGITS}】\])}}]{_GAP}{_GAP}个?(?:{_HANZI_UNIT})|(?:{_LATIN_UNIT})(?![a-z])"
)
_MAY_BE_SHARE = re.compile("[%‰‱]|percent|per cent|分之")
_MAY_BE_COUNT = re.compile("次| times")
_NEXT_OF_YEAR = re.compile(rf"\s*(?:{_NUMBER})\s*月|\s*月\s*日|\s+月")  # 一九 年 月 日
_YEAR = re.compile("[零〇一二三四五六七八九]{2,}")  # a year's name, digit by digit
_UNTIL_YEAR = re.compile(r"\s*[至到]")
_MONTHS_LONG = re.compile(
    r"\s?(?:之?[内后]|以[内上下]|期|时间|的|租金)"
)  # 三月内; else 三月 is March
_NEXT_OF_MONTH = re.compile(rf"\s*(?:(?:{_NUMBER})\s*日|份)")
_A_YEAR = 1000  # a number of years that is the name of one
_EACH = re.compile(r"每(?:逾期|迟延|延迟|延误|延期|超过|拖延|推迟|迟|晚|延|超|隔|满)?$")
_JUST_BEFORE = 8  # characters that hold all of _EACH and _ONE_OF_SEVERAL
_SHARE = re.compile(
    rf"(?<![\d.])(?P<figure>\d+(?:\.\d+)?|{_BLANK})\s?(?P<sign>%|‰|‱|percent(?![a-z])|per cent)"
    rf"|(?P<base>百分|千分|万分)之\s?(?P<words>\d+(?:\.\d+)?|[{_HANZI_DIGITS}]+(?:点[{_HANZI_DIGITS}]+)?|{_BLANK})"
)
_SCALE = {
    "%": 1,
    "percent": 1,
    "per cent": 1,
    "‰": 10,
    "‱": 100,
    "百分": 1,
    "千分": 10,
    "万分": 100,
}
_LATE = "(?:逾期|迟延|延迟|延误|延期|超过|拖延|推迟|迟|晚|延|超)"
_PERIODS = {
    "day": rf"每{_LATE}*(?:支付|付款|交付|交货|履行)?(?:一|1)?个?(?:日|天|工作日)|按日|逐日"
    r"|(?<![\d月一二三四五六七八九十])日$|日(?=利率)",
    "week": rf"每{_LATE}*(?:一|1)?个?(?:周|星期)|每{_LATE}*(?:七|7)(?:日|天)",
    "month": rf"每{_LATE}*(?:一|1)?个?月|按月|月(?:利率|息)",
    "year": r"每年|按年|年(?:利率|化|息)|年度",
}
_BEFORE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _PERIODS.items()))
_AFTER = re.compile(
    r"\s?(?:/|每|(?:of [a-z ,]{0,60})?(?:per|a|for each|for every|each)\s)\s?"
    r"(?:(?P<day>日|天|day)|(?P<week>周|week)|(?P<month>月|month)|(?P<year>年|annum|year))"
)
_PART = 40  # characters before a share in which the time it runs for is said
_BREAK = re.compile(r"[。;!?\n]|\.\s")
_COUNT = re.compile(
    rf"(?<![\d.第{_HANZI_DIGITS}])(?P<number>{_NUMBER})\s?次|(?P<english>(?:{_ENGLISH})|\d+) times"
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_HOURS = {
    "minutes": Decimal(1) / 60, "hours": Decimal(1), "days": Decimal(24),
    "working_days": Decimal(24) * 7 / 5, "weeks": Decimal(168), "months": Decimal(720),
    "years": Decimal(8760),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands in the reading; ``value`` is None where a blank is left.

    ``unit`` is that of the text: a unit of time, "%" for a share, "times" for a count. ``per`` is
    the time for which a share runs (day, week, month, year), or "".
    """

    measure: Measure
    value: Decimal | None
    unit: str
    start: int
    end: int
    per: str = ""

    def in_unit(self, unit: str) -> Decimal | None:
        """The value in another unit of the same measure: hours, days …, "‰ a day", "%", "times".

        A month counts as 30 days, a year as 365, and five working days as seven days. None where
        a blank is left or the unit is of another kind (a share without a time has no daily rate).
        """
        if self.value is None:
            return None
        if self.measure is Measure.DURATION:
            return self.value * _HOURS[self.unit] / _HOURS[unit] if unit in _HOURS else None
        if unit == "‰ a day":
            return self.value * 10 / _DAYS[self.per] if self.per else None
        return self.value if unit == self.unit and not self.per else None


def find_quantities(text: str) -> Iterator[Quantity]:
    """The quantities in a reading (contracts.text), in no particular order; dates are none."""
    if _MAY_BE_DURATION.search(text):
        yield from _durations(text)
    if _MAY_BE_SHARE.search(text):
        yield from _shares(text)
    if _MAY_BE_COUNT.search(text):
        yield from _counts(text)


def _counts(text: str) -> Iterator[Quantity]:
    for match in _COUNT.finditer(text):
        value = _number(match["number"] or match["english"])
        yield Quantity(Measure.COUNT, value, "times", *match.span())


def _durations(text: str) -> Iterator[Quantity]:
    for match in _DURATION.finditer(text):
        unit = _UNIT_NAMES[match["unit"] or match["english_unit"]]
        written = match["again"] or match["number"] or match["figure"] or match["english"]
        value = _number(written)
        before = text[max(0, match.start() - _JUST_BEFORE) : match.start()]
        if match["unit"] and (_is_date(match, text, value) or _EACH.search(before)):
            continue
        if value == 1 and before.endswith(_ONE_OF_SEVERAL):
            continue  # one of several, and no length
        if match["half"] and value is not None:
            value += Decimal("0.5")
        yield Quantity(Measure.DURATION, value, unit, *match.span())


def _is_date(match: re.Match[str], text: str, value: Decimal | None) -> bool:
    """2024年, 3月1日, ____年____月: a piece of a day in the calendar, not a length of time."""
    unit = match["unit"]
    if unit not in ("年", "月", "日") or "个" in match.group():
        return False
    if unit == "年":
        return _is_year(match, text, value)
    end = match.start()
    while end and text[end - 1].isspace():
        end -= 1
    if text.endswith(("年", "月", "月的"), 0, end):
        return True
    if unit == "月" and value is not None and match["number"] not in ("半", "两"):
        return _MONTHS_LONG.match(text, match.end()) is None
    return unit == "月" and _NEXT_OF_MONTH.match(text, match.end()) is not None


def _is_year(match: re.Match[str], text: str, value: Decimal | None) -> bool:
    """2024年, 一九年, 6.2 年度, ____年____月, from ____年 to ____年: the name of a year."""
    if value is None:
        if _UNTIL_YEAR.match(text, match.end()) or text.endswith(
            ("年至", "年到"), 0, match.start()
        ):
            return True
    elif value >= _A_YEAR or _YEAR.fullmatch(match["number"]):
        return True
    return text.startswith("度", match.end()) or bool(_NEXT_OF_YEAR.match(text, match.end()))


def _shares(text: str) -> Iterator[Quantity]:
    for match in _SHARE.finditer(text):
        value = _number(match["figure"] or match["words"])
        if value is not None:
            value /= _SCALE[match["sign"] or match["base"]]
        per = _per(text, match.start(), match.end())
        yield Quantity(Measure.SHARE, value, "%", *match.span(), per)


def _per(text: str, start: int, end: int) -> str:
    """The time a share runs for, said behind it (/日, per annum) or before it (每逾期一日)."""
    after = _AFTER.match(text, end)
    if after:
        return after.lastgroup or ""
    window = text[max(0, start - _PART) : start]
    breaks = [found.end() for found in _BREAK.finditer(window)]
    said = list(_BEFORE.finditer(window, breaks[-1] if breaks else 0))
    return (said[-1].lastgroup or "") if said else ""


def _number(written: str) -> Decimal | None:
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    if written in _ENGLISH_NUMBERS:
        return Decimal(_ENGLISH_NUMBERS[written])
    if written == "半":
        return Decimal("0.5")
    whole, point, part = written.partition("点")
    if point:
        digits = "".join(str(chinese_amount(digit) or 0) for digit in part)
        return (chinese_amount(whole) or Decimal(0)) + Decimal(f"0.{digits}")
    return chinese_amount(whole)
