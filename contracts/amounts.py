"""Amounts of money as contracts write them: figures, 万元, Chinese capital numerals, currencies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {c: v for v, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {c: v for v, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "参": 3}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8}
_NUMERALS = "".join([*_DIGITS, *_SMALL_UNITS, *_LARGE_UNITS])
CURRENCIES = {  # ISO 4217: how it is written
    "CNY": ("人民币", "rmb", "cny", "￥", "¥", "元", "圆"),
    "USD": ("美元", "美金", "us$", "usd", "u.s. dollars", "$"),
    "HKD": ("港元", "港币", "hk$", "hkd"),
    "TWD": ("新台币", "台币", "nt$", "ntd", "twd"),
    "EUR": ("欧元", "eur", "euro", "€"),
    "GBP": ("英镑", "gbp", "£"),
    "JPY": ("日元", "日圆", "jpy"),
    "SGD": ("新加坡元", "新元", "s$", "sgd"),
    "AUD": ("澳元", "a$", "aud"),
    "CAD": ("加元", "c$", "cad"),
    "MOP": ("澳门元", "mop"),
}
_NAMES = {name: code for code, names in CURRENCIES.items() for name in names}
_NAME = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
# What stands in the next line is another thing. Taken whole (*+): parted in every way, a hundred
# spaces took seconds.
_GAP = r"[^\S\n]*+"
_AMOUNT = re.compile(
    rf"(?P<before>{_NAME})?{_GAP}(?:\((?:大写|小写)\)|大写|小写)?[: \t\u3000]*+"
    rf"(?P<sign>[¥￥$€£])?{_GAP}"
    r"[【\[]?"  # a blank that was filled in
    rf"(?:(?<![\d.,])(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*[】\]]?\s*(?P<unit>万|亿|million|billion)?"
    rf"|(?P<words>[{_NUMERALS}]{{2,}}|[{_NUMERALS}](?=[元圆]|美元|美金|港[元币]|欧元|日元)))"
    rf"\s*[】\]]?\s*(?:(?P<after>{_NAME})(?!(?<=\$)\s*\d))?(?P<cents>(?:[{_NUMERALS}]角)?(?:[{_NUMERALS}]分)?)整?正?"
)
# Nearly all texts hold none of these; the whole pattern takes longer to say so.
_MAY_BE_AMOUNT = re.compile(
    rf"(?:{_NAME})[\s:()大小写¥￥$€£【\[]*[\d{_NUMERALS}]"
    rf"|[\d{_NUMERALS}]\s*[】\]]?\s*(?:万|亿|million|billion)?\s*(?:{_NAME})"
)
_UNITS = {"万": 10**4, "亿": 10**8, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money and where it stands; ``currency`` is an ISO 4217 code."""

    currency: str
    value: Decimal
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.currency} {self.value:.2f}"


def chinese_amount(words: str) -> Decimal | None:
    """The value of folded numerals such as 壹拾贰万伍仟 or 一亿二千万; None for other words."""
    if len(words) > 2 and not any(character in _DIGITS for character in words):
        return None  # 百十万千百十元, the head of a table
    total = section = digit = 0
    for character in words:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL_UNITS:
            section += (digit or 1) * _SMALL_UNITS[character]
            digit = 0
        elif character in _LARGE_UNITS:
            unit, part = _LARGE_UNITS[character], section + digit
            # 一亿二千万 adds up, 一万亿 multiplies.
            total = total + part * unit if total > unit else (total + part) * unit
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit) or None


def find_amounts(text: str) -> Iterator[Amount]:
    """The sums of money in a reading (contracts.text); a bare number without a currency is none."""
    if not _MAY_BE_AMOUNT.search(text):
        return
    for match in _AMOUNT.finditer(text):
        name = match["after"] or match["sign"] or match["before"]
        if name is None:
            continue
        if match["after"] in ("元", "圆") and match["before"]:
            name = match["before"]  # 港币壹万元
        value = _value(match)
        if value is not None:
            start = match.start() + len(match.group()) - len(match.group().lstrip(": (【["))
            yield Amount(_NAMES[name], value, start, match.end())


def _value(match: re.Match[str]) -> Decimal | None:
    if match["figure"]:
        return Decimal(match["figure"].replace(",", "")) * _UNITS.get(match["unit"] or "", 1)
    value = chinese_amount(match["words"])
    if value is None or not match["cents"]:
        return value
    tenths = re.search(r"(.)角", match["cents"])
    hundredths = re.search(r"(.)分", match["cents"])
    for place, found in ((Decimal("0.1"), tenths), (Decimal("0.01"), hundredths)):
        if found:
            value += place * _DIGITS.get(found[1], 0)
    return value
