"""The law register, and the laws that a clause cites.

The register (laws.yaml) is data for lawyers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import PositiveInt

from contracts.amounts import chinese_amount
from contracts.text import HANZI, fold, reading
from contracts.yaml_data import NonEmpty, load_yaml


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """An article of a law: what asks for something, or repeals it."""

    law: NonEmpty
    article: PositiveInt

    def __str__(self) -> str:
        return f"《{self.law}》§{self.article}"


@dataclass(frozen=True, slots=True)
class Law:
    """An entry of the register; laws.yaml says what each part is."""

    name: NonEmpty
    name_en: NonEmpty
    in_force_from: date
    short_names: tuple[NonEmpty, ...] = ()
    articles: PositiveInt | None = None
    repealed_on: date | None = None
    replaced_by: NonEmpty = "—"
    source: LegalBasis | None = None
    only_within: tuple[NonEmpty, ...] = ()


LAWS = load_yaml(Path(__file__).with_name("laws.yaml"), tuple[Law, ...])


@dataclass(frozen=True, slots=True)
class Citation:
    """A law cited in a clause, with the articles named there, and where it stands in the text."""

    law: Law
    articles: tuple[int, ...]
    start: int
    end: int


# Before a name without 《》: what isn't part of a longer name.
_LEAD = rf"(?:(?<![{HANZI}a-z])|(?<=[据照按依合反用于和与及、的在从以为有受]))"
_NATION = r"(?:中华人民共和国)?"
_EDITION = r"(?:\s*\((?:修订|修正|\d{4}年?[^()]{0,6})\))?"
_NUMBER = r"第\s?(?:\d+|[零〇一二三四五六七八九十百千]+)\s?条(?:之[一二三四五])?"
_DETAIL = r"(?:\s?第[^,。;、第条]{1,5}[款项])*"
_ARTICLES = re.compile(rf"\s?{_NUMBER}{_DETAIL}(?:(?:[、,和及与]|至|以及){_NUMBER}{_DETAIL})*")
_INTERPRETATION = re.compile(r"关于(?:适用|贯彻执行|执行)[《〈<]?$")


@cache
def laws_by_name() -> Mapping[str, Law]:
    """The register by official and short names."""
    return {name: law for law in LAWS for name in (law.name, *law.short_names)}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(laws_by_name(), key=len, reverse=True)
    within = sorted({word for law in LAWS for word in law.only_within}, key=len, reverse=True)
    covered = "|".join(map(re.escape, [word for word in within if word not in laws_by_name()]))
    names = "|".join(map(re.escape, longest_first))
    return re.compile(
        rf"(?:{covered})"
        rf"|《{_NATION}(?P<quoted>{names}){_EDITION}》"
        rf"|(?:中华人民共和国|{_LEAD})(?P<plain>{names})(?![编律定])"
    )


def find_citations(text: str) -> Iterator[Citation]:
    """The laws of the register that a clause's printed text cites, each place by itself.

    A name inside another one (合同法 in 劳动合同法, or in the title of a court's interpretation) is
    no citation of that law.
    """
    read = reading(text)
    for citation in citations_read(read.text):
        start, end = read.span(citation.start, citation.end)
        yield replace(citation, start=start, end=end)


def citations_read(text: str) -> Iterator[Citation]:
    """The same of a clause's reading (contracts.text), with places in that."""
    for match in _pattern().finditer(text):
        name = match["quoted"] or match["plain"]
        before = text[max(0, match.start() - 8) : match.start()]
        if name is None or _INTERPRETATION.search(before):
            continue
        articles = _ARTICLES.match(text, match.end())
        end = articles.end() if articles else match.end()
        yield Citation(laws_by_name()[name], tuple(_numbers(articles)), match.start(), end)


def find_law(name: str) -> Law | None:
    """The law of this official, short or English name, however it is set (《民法典》)."""
    bare = fold(name).strip("《》<> ").removeprefix("中华人民共和国")
    in_english = {law.name_en.lower(): law for law in LAWS}
    return laws_by_name().get(bare) or in_english.get(bare)


def _numbers(articles: re.Match[str] | None) -> Iterator[int]:
    for written in re.findall(_NUMBER, articles.group() if articles else ""):
        number = re.sub(r"[第条\s]|之.", "", written)
        value = int(number) if number.isdigit() else chinese_amount(number)
        if value:
            yield int(value)
