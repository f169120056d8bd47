"""Reading numbers that say by a word what they number: 第三条, Article IV, 附件一."""

import re

from contracts.structure.after_numbers import goes_on_as_sentence, is_cited
from contracts.structure.numerals import (
    CHINESE_NUMERALS,
    ROMAN_PATTERN,
    letter_value,
    number_value,
    roman_value,
)
from contracts.structure.schemes import Reading, Scheme

_NUMBER = rf"(?:\d{{1,4}}|[{CHINESE_NUMERALS}](?: ?[{CHINESE_NUMERALS}]){{0,6}})"
_ORDINAL = re.compile(
    rf"第 ?({_NUMBER}) ?(部分|[编篇章节条款项点]|(?=[、,]))(?:之([{CHINESE_NUMERALS}]))?"
)
_ORDINAL_SCHEMES = {
    "部分": Scheme.PART,
    "编": Scheme.PART,
    "篇": Scheme.PART,
    "章": Scheme.CHAPTER,
    "节": Scheme.SECTION,
    "条": Scheme.ARTICLE,
    "款": Scheme.PARAGRAPH,
    "项": Scheme.ITEM,
    "点": Scheme.ITEM,
    "": Scheme.HANZI,  # 第一、
}
_WORD = re.compile(
    r"(part|chapter|article|section|sec\.|clause|§{1,2}) ?"
    rf"(\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|{ROMAN_PATTERN}(?![a-z]))\.?"
)
_WORD_SCHEMES = {"part": Scheme.PART, "chapter": Scheme.CHAPTER, "article": Scheme.ARTICLE}
_ATTACHMENT = re.compile(
    rf"(?:附(?:件|录|表|图) ?({_NUMBER}|[a-z](?![a-z]))?"
    rf"|(?:exhibit|schedule|annex|appendix|attachment) ({ROMAN_PATTERN}(?![a-z])|[a-z](?![a-z])"
    r"|\d{1,3}(?:\.\d{1,3})?))(?:[-‑–.]\d{1,3})*"
)


def read_ordinal(folded: str, printed: str, start: int) -> list[Reading]:
    """第三条, 第1章, 第一、"""
    match = _ORDINAL.match(folded, start)
    if not match or is_cited(folded, match.end()):
        return []
    number, unit, sub_number = match.groups()
    value = number_value(number)
    path = (value, number_value(sub_number)) if sub_number else (value,)
    return [(_ORDINAL_SCHEMES[unit], path, match.end())]


def read_word(folded: str, printed: str, start: int) -> list[Reading]:
    """Article IV, Section 3.1, §5."""
    match = _WORD.match(folded, start)
    if not match or goes_on_as_sentence(printed, match.end()):
        return []
    word, number = match.groups()
    if number[0].isdigit():
        path = tuple(map(int, number.split(".")))
    else:
        path = (roman_value(number) or 0,)
    scheme = _WORD_SCHEMES.get(word, Scheme.NUMBERED_SECTION)
    return [(Scheme.DECIMAL if len(path) > 1 else scheme, path, match.end())]


def read_attachment(folded: str, printed: str, start: int) -> list[Reading]:
    """附件一, Exhibit A, Schedule 2.1."""
    match = _ATTACHMENT.match(folded, start)
    if not match or is_cited(folded, match.end()) or goes_on_as_sentence(printed, match.end()):
        return []
    number = match[1] or match[2] or ""
    if not number:
        path: tuple[int, ...] = ()
    elif "." in number:
        path = tuple(map(int, number.split(".")))
    else:
        path = (roman_value(number) or letter_value(number) or number_value(number),)
    return [(Scheme.ATTACHMENT, path, match.end())]
