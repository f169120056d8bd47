"""Reading numbers that only count (一、 3.1 (a) ①) off a text, and the table of all readers.

Each reader takes the folded text, the text as printed (for capitals) and the place, and gives the
readings found there: scheme, path, and where the label ends. What merely looks like a number is
none (``after_numbers``). Numbers with a word are read by ``named_labels``.
"""

import re
import unicodedata
from collections.abc import Callable

from contracts.structure.after_numbers import (
    is_measured,
    next_counted,
)
from contracts.structure.named_labels import read_attachment, read_ordinal, read_word
from contracts.structure.numerals import (
    CHINESE_NUMERALS,
    chinese_number,
    letter_value,
    number_value,
    roman_value,
)
from contracts.structure.schemes import Reading, Scheme
from contracts.text import HANZI

_HANZI_LABEL = re.compile(rf"([{CHINESE_NUMERALS}]{{1,4}})( ?[、,.:]| (?=[{HANZI}]))")
_HANZI_DECIMAL_LABEL = re.compile(
    rf"([{CHINESE_NUMERALS}]{{1,4}})\.(\d{{1,2}}(?:\.\d{{1,2}})*)(?!\d)"
)
_DECIMAL_LABEL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})(?!\.?\d)[.、)]?")
# 1-1. and 2-3、 as old forms and Taiwan's contracts write 1.1 and 2.3; 1-2 天 is a length of time.
_DASHED_LABEL = re.compile(rf"(\d{{1,2}}(?:-\d{{1,2}}){{1,3}})(?:[.、)](?!\d)| (?=[{HANZI}]))")
# 2、1、3 and 2. 1. 3, careless forms of 2.1.3, may also be item 2 with a text that begins with 1.
_LOOSE_DECIMAL_LABEL = re.compile(
    r"\d{1,2}(?P<separator>、|\. )\d{1,2}(?:(?P=separator)\d{1,2}){0,3}(?!\d|[、.] ?\d)[、.]?"
)
_ARABIC_LABEL = re.compile(
    rf"(\d{{1,3}}) ?([.、,·](?!\d|\.\.)|\)(?!\.\.))|(\d{{1,3}}) ?([.、])(?=(?:19|20)\d\d ?年)"
    rf"|(\d{{1,3}})( +)(?=[{HANZI}a-z])"
)
_LISTED = re.compile(r" *[a-z\d]")  # Sections 3, 5, and 9
_ARABIC_SCHEMES = {
    ".": Scheme.ARABIC,
    "、": Scheme.ARABIC_COMMA,
    ",": Scheme.ARABIC_COMMA,
    "·": Scheme.ARABIC,
    ")": Scheme.ARABIC_HALF,
}
_BRACKETED_LABEL = re.compile(
    rf"\( ?(\d{{1,3}}|[{CHINESE_NUMERALS}]{{1,4}}|[a-z]{{1,6}}) ?\)[、.]?"
)
_LETTER_LABEL = re.compile(
    rf"(?:([a-zⅰ-ⅻ]{{1,5}}) ?([.、)])(?=[ {HANZI}\"“])|([a-z])(\.)(?=[a-z]{{2}}))(?! ?[a-z]\.)"
)
_SINGLE_CHARACTERS = (
    ("①", "⑳", Scheme.CIRCLED),
    ("㉑", "㉟", Scheme.CIRCLED),
    ("❶", "❿", Scheme.CIRCLED),
    ("⑴", "⒇", Scheme.ARABIC_BRACKETED),
    ("⒈", "⒛", Scheme.ARABIC),
    ("㈠", "㈩", Scheme.HANZI_BRACKETED),
)


def _read_hanzi(folded: str, printed: str, start: int) -> list[Reading]:
    if decimal := _HANZI_DECIMAL_LABEL.match(folded, start):  # Word without "legal" numbering
        path = (number_value(decimal[1]), *map(int, decimal[2].split(".")))
        return [(Scheme.DECIMAL, path, decimal.end())]
    match = _HANZI_LABEL.match(folded, start)
    value = chinese_number(match[1]) if match else None
    if not match or not value:
        return []
    if match[2] == " " and is_measured(folded, match.end()):
        return []  # 一九  年  月
    if next_counted(folded, match.end()) == value + 1:
        return []
    return [(Scheme.HANZI, (value,), match.end())]


def _read_digits(folded: str, printed: str, start: int) -> list[Reading]:
    match = _DECIMAL_LABEL.match(folded, start) or _DASHED_LABEL.match(folded, start)
    if match:
        path = tuple(int(part) for part in match[1].replace("-", ".").split("."))
        if len(path) == 2 and match[1].endswith(".0"):
            path = path[:1]  # 1.0 DEFINITIONS, then 1.1
        if 0 in path or is_measured(folded, match.end()):
            return []
        return [(Scheme.DECIMAL if len(path) > 1 else Scheme.ARABIC, path, match.end())]
    return _read_loose_decimal(folded, start) or _read_arabic(folded, printed, start)


def _read_loose_decimal(folded: str, start: int) -> list[Reading]:
    match = _LOOSE_DECIMAL_LABEL.match(folded, start)
    if not match:
        return []
    path = tuple(map(int, match[0].rstrip("、.").split(match["separator"])))
    scheme = Scheme.ARABIC_COMMA if match["separator"] == "、" else Scheme.ARABIC
    plain = (scheme, path[:1], match.start("separator") + 1)
    if 0 in path or is_measured(folded, match.end()):
        return [plain]
    return [plain, (Scheme.DECIMAL, path, match.end())]


def _read_arabic(folded: str, printed: str, start: int) -> list[Reading]:
    match = _ARABIC_LABEL.match(folded, start)
    if not match:
        return []
    number = match[1] or match[3] or match[5]
    delimiter = match[2] or match[4] or ""
    if not delimiter and (is_measured(folded, match.end()) or printed[match.end()].islower()):
        return []
    if delimiter == "," and _LISTED.match(printed, match.end()):
        return []
    scheme = _ARABIC_SCHEMES.get(delimiter, Scheme.ARABIC_BARE)
    return [(scheme, (int(number),), match.end())]


def _read_bracketed(folded: str, printed: str, start: int) -> list[Reading]:
    match = _BRACKETED_LABEL.match(folded, start)
    if not match:
        return []
    content = match[1]
    if content.isdigit():
        return [(Scheme.ARABIC_BRACKETED, (int(content),), match.end())]
    if value := chinese_number(content):
        return [(Scheme.HANZI_BRACKETED, (value,), match.end())]
    return _letter_readings(content, printed[match.start(1)].isupper(), "BRACKETED", match.end())


def _read_letters(folded: str, printed: str, start: int) -> list[Reading]:
    match = _LETTER_LABEL.match(folded, start)
    if not match:
        return []
    upper = printed[match.start()].isupper()
    if match[3] and (upper or not printed[match.end()].isupper()):
        return []  # b.All is an item, p.m and U.S. are none
    content = unicodedata.normalize("NFKC", match[1] or match[3])  # Ⅳ is a character of its own
    position = "HALF" if match[2] == ")" else ""
    readings = _letter_readings(content, upper, position, match.end())
    if printed[match.start()] == "l" and match[2] == "、":  # recognised or typed for a 1
        readings.append((_ARABIC_SCHEMES[match[2]], (1,), match.end()))
    return readings


def _letter_readings(content: str, upper: bool, position: str, end: int) -> list[Reading]:
    """The readings of letters, the likelier first: i as a numeral, c as a letter."""
    suffix = f"_{position}" if position else ""
    letter_scheme = Scheme[("CAPITAL" if upper else "LETTER") + suffix]
    roman_scheme = Scheme[("CAPITAL_" if upper else "") + "ROMAN" + suffix]
    readings: list[Reading] = []
    if roman := roman_value(content):
        readings.append((roman_scheme, (roman,), end))
    if letter := letter_value(content):
        readings.append((letter_scheme, (letter,), end))
    return readings


def _read_single(folded: str, printed: str, start: int) -> list[Reading]:
    character = folded[start]
    for first, last, scheme in _SINGLE_CHARACTERS:
        if first <= character <= last:
            return [(scheme, (int(unicodedata.numeric(character)),), start + 1)]
    return []


Reader = Callable[[str, str, int], list[Reading]]
READERS: dict[str, tuple[Reader, ...]] = {"第": (read_ordinal,), "附": (read_attachment,)}
READERS |= dict.fromkeys(CHINESE_NUMERALS, (_read_hanzi,))
READERS |= dict.fromkeys("0123456789", (_read_digits,))
READERS |= dict.fromkeys("bdfghjklmnoqrtuvwxyzⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ", (_read_letters,))
READERS |= dict.fromkeys("aes", (read_attachment, read_word, _read_letters))
READERS |= dict.fromkeys("cp§", (read_word, _read_letters))
READERS |= {"i": (_read_letters,), "(": (_read_bracketed,)}
for _first, _last, _ in _SINGLE_CHARACTERS:
    READERS |= {chr(code): (_read_single,) for code in range(ord(_first), ord(_last) + 1)}
"""The readers to try, by the folded character that a label begins with."""
