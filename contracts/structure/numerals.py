"""Numerals other than digits: Chinese, Roman, and letters that count."""

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"○": 0, "两": 2, "参": 3}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
CHINESE_NUMERALS = "".join([*_DIGITS, *_UNITS, *_TENS])


def chinese_number(text: str) -> int | None:
    """The value of a folded Chinese numeral below ten thousand: 十二, 一百零三, 廿一, 二〇二四."""
    if not text or not set(text) <= set(CHINESE_NUMERALS):
        return None
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or (not total)) * _UNITS[character]
            digit = 0
        else:
            total += _TENS.get(character, 0)
            digit = _DIGITS.get(character, 0)
    return total + digit


def number_value(text: str) -> int:
    """The value of a folded number in digits or Chinese numerals, spaces aside; 0 for neither."""
    text = text.replace(" ", "")
    return int(text) if text.isdigit() else chinese_number(text) or 0


def chinese(number: int) -> str:
    """The Chinese numeral of a number from 1 to 9999: 12 is 十二, 103 一百零三."""
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += "零一二三四五六七八九"[digit] + name
        elif written and number % unit:
            written = written.rstrip("零") + "零"
    return written.removeprefix("一") if 10 <= number < 20 else written


ROMAN_PATTERN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}|xl)"
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman_value(text: str) -> int | None:
    """The value of a small Roman numeral up to forty; no contract counts further in them."""
    if not re.fullmatch(ROMAN_PATTERN, text):
        return None
    values = [_ROMAN_VALUES[character] for character in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def roman(number: int) -> str:
    """The small Roman numeral of a number up to forty."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return ("xl" if number == 40 else "x" * (number // 10)) + ones[number % 10]


def letter_value(text: str) -> int | None:
    """The value of a small letter that counts: a is 1, z 26, aa 27."""
    if len(text) > 2 or len(set(text)) != 1 or not "a" <= text[0] <= "z":
        return None
    return ord(text[0]) - ord("a") + 1 + 26 * (len(text) - 1)


def letter(number: int) -> str:
    """The small letter that counts as ``number``."""
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
