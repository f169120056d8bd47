"""Lengths of time: 30日内, 三十个工作日, 二十四（24）小时, thirty (30) days; no dates."""

import re
from collections.abc import Iterator
from decimal import Decimal

from contracts.quantities.quantity import Measure, Quantity
from contracts.quantities.written_numbers import BLANK, ENGLISH, HANZI_DIGITS, NUMBER, number

_GAP = r"[^\S\n]?"  # typographers set figures off; what stands in the next line is another thing
# 三十(30)日, 两个(2)星期: the figure goes.
_BOTH = rf"(?:个?{_GAP}[(\[]{_GAP}(?P<again>\d+(?:\.\d+)?){_GAP}[)\]])?"
_ONE_OF_SEVERAL = tuple("上 下 这 该 同 某 次 最后 末".split())  # 上一年, 最后一天, 每季末一个月
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
    rf"(?<!\d[,.:])(?<![\d._年月第{HANZI_DIGITS}])(?P<number>{NUMBER}){_GAP}{_BOTH}{_GAP}个?(?P<unit>{_HANZI_UNIT})(?P<half>半)?"
    r"(?![\d_])(?!(?<=日)期(?![限间满内届]))"  # 一个日期
    rf"|(?<!\d[,.])(?<![a-z\d.])(?P<english>(?:{ENGLISH})(?![a-z-])|\d+|{BLANK}){_GAP}(?:\((?P<figure>\d+)\){_GAP})?"
    rf"(?:consecutive |full |additional )?(?P<english_unit>{_LATIN_UNIT})(?![a-z])"
)
MAY_BE_DURATION = re.compile(
    rf"[\d_{HANZI_DIGITS}】\])}}]{_GAP}{_GAP}个?(?:{_HANZI_UNIT})|(?:{_LATIN_UNIT})(?![a-z])"
)
_NEXT_OF_YEAR = re.compile(rf"\s*(?:{NUMBER})\s*月|\s*月\s*日|\s+月")  # 一九 年 月 日
_YEAR = re.compile("[零〇一二三四五六七八九]{2,}")  # a year's name, digit by digit
_UNTIL_YEAR = re.compile(r"\s*[至到]")
_MONTHS_LONG = re.compile(
    r"\s?(?:之?[内后]|以[内上下]|期|时间|的|租金)"
)  # 三月内; else 三月 is March
_NEXT_OF_MONTH = re.compile(rf"\s*(?:(?:{NUMBER})\s*日|份)")
_FIRST_YEAR = 1000  # from here on, a number before 年 names a year
_EACH = re.compile(r"每(?:逾期|迟延|延迟|延误|延期|超过|拖延|推迟|迟|晚|延|超|隔|满)?$")
_JUST_BEFORE = 8  # characters that hold all of _EACH and _ONE_OF_SEVERAL


def durations(text: str) -> Iterator[Quantity]:
    """The lengths of time in a reading."""
    for match in _DURATION.finditer(text):
        unit = _UNIT_NAMES[match["unit"] or match["english_unit"]]
        written = match["again"] or match["number"] or match["figure"] or match["english"]
        value = number(written)
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
    elif value >= _FIRST_YEAR or _YEAR.fullmatch(match["number"]):
        return True
    return text.startswith("度", match.end()) or bool(_NEXT_OF_YEAR.match(text, match.end()))
