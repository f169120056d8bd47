"""Shares and rates: 千分之三, 0.05%, 3‰, with the time for which a rate runs."""

import re
from collections.abc import Iterator

from contracts.quantities.quantity import Measure, Quantity
from contracts.quantities.written_numbers import BLANK, HANZI_DIGITS, number

MAY_BE_SHARE = re.compile("[%‰‱]|percent|per cent|分之")

_SHARE = re.compile(
    rf"(?<![\d.])(?P<figure>\d+(?:\.\d+)?|{BLANK})\s?(?P<sign>%|‰|‱|percent(?![a-z])|per cent)"
    rf"|(?P<base>百分|千分|万分)之\s?(?P<words>\d+(?:\.\d+)?|[{HANZI_DIGITS}]+(?:点[{HANZI_DIGITS}]+)?|{BLANK})"
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
    rf"|每{_LATE}*(?:24|二十四)个?小时"
    r"|(?<![\d月一二三四五六七八九十])日$|日(?=利率)",
    "week": rf"每{_LATE}*(?:一|1)?个?(?:周|星期)|每{_LATE}*(?:七|7)(?:日|天)",
    "month": rf"每{_LATE}*(?:一|1)?个?月|按月|月(?:利率|息)",
    # a share of a yearly sum (按年服务费的0.5%) runs for no year
    "year": "每年|按年(?![度\u3400-\u9fff]{0,4}[费金款额价租])|年度?(?:利率|费率|化|息)",
}
_BEFORE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _PERIODS.items()))
_AFTER = re.compile(
    r"\s?(?:/|每|(?:of [a-z ,]{0,60})?(?:per|a|for each|for every|each)\s)\s?"
    r"(?:(?P<day>日|天|day)|(?P<week>周|week)|(?P<month>月|month)|(?P<year>年|annum|year))"
)
# Behind a rate, what bounds the sum of all days: 每日千分之三，累计不超过总价的15%.
_RATE = re.compile("[%‰‱元]|分之|per ?cent")
_CAP_BEFORE = re.compile("累计|最高|最多|至多|上限|封顶|不(?:得|应|能)?(?:超过|超出|高于)")
_CAP_AFTER = re.compile(r"\s?(?:为限|为上限|封顶)")
_PART = 40  # characters before a share in which the time it runs for is said
_BREAK = re.compile(r"[。;!?\n]|\.\s")


def shares(text: str) -> Iterator[Quantity]:
    """The shares and rates in a reading, in percent."""
    for match in _SHARE.finditer(text):
        value = number(match["figure"] or match["words"])
        if value is not None:
            value /= _SCALE[match["sign"] or match["base"]]
        per = _per(text, match.start(), match.end())
        yield Quantity(Measure.SHARE, value, "%", *match.span(), per)


def _per(text: str, start: int, end: int) -> str:
    """The time a share runs for, said behind it (/日, per annum) or before it (每逾期一日).

    A share that bounds what a rate comes to in all runs for no time.
    """
    after = _AFTER.match(text, end)
    if after:
        return after.lastgroup or ""
    window = text[max(0, start - _PART) : start]
    breaks = [found.end() for found in _BREAK.finditer(window)]
    said = list(_BEFORE.finditer(window, breaks[-1] if breaks else 0))
    if not said or _is_cap(window[said[-1].end() :], text, end):
        return ""
    return said[-1].lastgroup or ""


def _is_cap(before: str, text: str, end: int) -> bool:
    """Whether the share that ends there is a bound; ``before`` stands between time and share."""
    rate = _RATE.search(before)
    return rate is not None and bool(
        _CAP_BEFORE.search(before, rate.end()) or _CAP_AFTER.match(text, end)
    )
