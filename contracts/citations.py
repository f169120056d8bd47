"""The laws that a clause cites, by the names and article numbers that stand in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from contracts.amounts import chinese_amount
from contracts.laws import Law, LawRegister
from contracts.text import HANZI, reading


@dataclass(frozen=True, slots=True)
class Citation:
    """A law cited in a clause, with the articles named there, and where it stands in the text."""

    law: Law
    articles: tuple[int, ...]
    start: int
    end: int


# Before a name without 《》: what isn't part of a longer name.
_LEAD = rf"(?:(?<![{HANZI}a-z])|(?<=[据照按依合反用于和与及、的在从以为有受到]))"
_NATION = r"(?:中华人民共和国)?"
_EDITION = r"(?:\s*\((?:修订|修正|\d{4}年?[^()]{0,6})\))?"
_NUMBER = r"第\s?(?:\d+|[零〇一二三四五六七八九十百千]+)\s?条(?:之[一二三四五])?"
_DETAIL = r"(?:\s?第[^,。;、第条]{1,5}[款项])*"
_ARTICLES = re.compile(rf"\s?{_NUMBER}{_DETAIL}(?:(?:[、,和及与]|至|以及){_NUMBER}{_DETAIL})*")
_INTERPRETATION = re.compile(r"关于(?:适用|贯彻执行|执行)[《〈<]?$")


@lru_cache(maxsize=4)
def _pattern(register: LawRegister) -> re.Pattern[str]:
    longest_first = sorted(register.by_name, key=len, reverse=True)
    longer = {word for law in register.laws for word in law.only_within} - set(register.by_name)
    covered = "|".join(map(re.escape, sorted(longer, key=len, reverse=True))) or "(?!)"
    names = "|".join(map(re.escape, longest_first))
    return re.compile(
        rf"(?:{covered})"
        rf"|《{_NATION}(?P<quoted>{names}){_EDITION}》"
        rf"|(?:中华人民共和国|{_LEAD})(?P<plain>{names})(?![编律定])"
    )


def find_citations(text: str, register: LawRegister) -> Iterator[Citation]:
    """The laws of the register that a clause's printed text cites, each place by itself.

    A name inside another one (合同法 in 劳动合同法, or in the title of a court's interpretation) is
    no citation of that law.
    """
    read = reading(text)
    for citation in citations_read(read.text, register):
        start, end = read.span(citation.start, citation.end)
        yield replace(citation, start=start, end=end)


def citations_read(text: str, register: LawRegister) -> Iterator[Citation]:
    """The same for a clause's folded reading (contracts.text), with places in that reading."""
    for match in _pattern(register).finditer(text):
        name = match["quoted"] or match["plain"]
        before = text[max(0, match.start() - 8) : match.start()]
        if name is None or _INTERPRETATION.search(before):
            continue
        articles = _ARTICLES.match(text, match.end())
        end = articles.end() if articles else match.end()
        yield Citation(register.by_name[name], tuple(_numbers(articles)), match.start(), end)


def _numbers(articles: re.Match[str] | None) -> Iterator[int]:
    for written in re.findall(_NUMBER, articles.group() if articles else ""):
        number = re.sub(r"[第条\s]|之.", "", written)
        value = int(number) if number.isdigit() else chinese_amount(number)
        if value:
            yield int(value)
