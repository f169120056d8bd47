"""The laws a contract cites, and whether they were in force when it was made.

The register (laws.yaml) is data for lawyers. A repealed law is a defect in a contract made after
the repeal; in an older one it's a note for its renewal, since the old law may still govern what
happened under it (Provisions on the Temporal Effect of the Civil Code, Articles 1 to 3). That a
contract cites a repealed law says nothing of its validity, and no message here does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import PositiveInt

from contracts.amounts import chinese_amount
from contracts.clause import Clause
from contracts.document import Document, DocumentKind
from contracts.text import HANZI, reading
from contracts.yaml_data import load_yaml
from review.checklist import LegalBasis
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording, Words

CHECK = "laws"


@dataclass(frozen=True, slots=True)
class Law:
    """An entry of the register; laws.yaml says what each part is."""

    name: Words
    name_en: Words
    in_force_from: date
    short_names: tuple[Words, ...] = ()
    articles: PositiveInt | None = None
    repealed_on: date | None = None
    replaced_by: Words = "—"
    source: LegalBasis | None = None
    only_within: tuple[Words, ...] = ()


LAWS = load_yaml(Path(__file__).with_name("laws.yaml"), tuple[Law, ...])


@dataclass(frozen=True, slots=True)
class Citation:
    """A law cited in a clause, with the articles named there; offsets are in the clause's text."""

    law: Law
    articles: tuple[int, ...]
    clause: Clause
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The sentence that cites it, as printed."""
        return sentence_around(self.clause.text, self.start, self.end)


class Standing(StrEnum):
    """How a cited law stands to the day of the contract."""

    IN_FORCE = "in_force"
    REPEALED = "repealed"  # before the contract was made
    REPEALED_BEFORE_USE = "repealed_before_use"  # what is made of a template will be newer
    REPEALED_SINCE = "repealed_since"
    REPEALED_UNDATED = "repealed_undated"  # the contract bears no date
    NOT_YET = "not_yet"  # made before the law was in force


def standing(law: Law, document: Document) -> Standing:
    """How a law stands to the day on which the document was made."""
    made = document.agreement_date or document.effective_date
    if made is not None and made < law.in_force_from:
        return Standing.NOT_YET
    if law.repealed_on is None:
        return Standing.IN_FORCE
    if document.kind is DocumentKind.TEMPLATE:
        return Standing.REPEALED_BEFORE_USE
    if made is None:
        return Standing.REPEALED_UNDATED
    return Standing.REPEALED if made >= law.repealed_on else Standing.REPEALED_SINCE


def remarks(document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """What is to be said of the laws that a document cites, in the order of its text."""
    for clause in clauses:
        for citation in find_citations(clause):
            yield from _remarks_on(citation, document)


def _remarks_on(citation: Citation, document: Document) -> Iterator[Remark]:
    law, found = citation.law, standing(citation.law, document)
    if found is not Standing.IN_FORCE:
        weight = Weight.DEFECT if found in _DEFECTS else Weight.NOTE
        message = _MESSAGES[found]
        yield Remark(CHECK, weight, citation.clause, citation.quote, _filled(message, law))
    beyond = [article for article in citation.articles if law.articles and article > law.articles]
    if beyond:
        message = Wording(
            f"引用了《{law.name}》第{beyond[0]}条，但该法只有{law.articles}条。请核对条号。",
            f"Article {beyond[0]} of the {law.name_en} is cited, which has only {law.articles} "
            "articles. Check the number.",
        )
        yield Remark(CHECK, Weight.DEFECT, citation.clause, citation.quote, message)


_DEFECTS = frozenset({Standing.REPEALED, Standing.REPEALED_BEFORE_USE})
_MESSAGES: Mapping[Standing, Wording] = {
    Standing.REPEALED_BEFORE_USE: Wording(
        "《{name}》已于{repealed}废止{source}。范本今后仍会使用，请改引{replaced_by}的相应条文。",
        "The {name_en} was repealed on {repealed}{source}. A template will be used hereafter: cite "
        "the corresponding articles of what replaced it ({replaced_by}).",
    ),
    Standing.REPEALED: Wording(
        "《{name}》已于{repealed}废止{source}，早于本文件的签订；请改引{replaced_by}的相应条文。",
        "The {name_en} was repealed on {repealed}{source}, before this document was made; cite "
        "the corresponding articles of what replaced it ({replaced_by}).",
    ),
    Standing.REPEALED_SINCE: Wording(
        "《{name}》已于{repealed}废止{source}。本文件签订在先，原法律仍可能适用于当时的法律事实"
        "（民法典时间效力规定第1条）；续签或者修订时请改引{replaced_by}。",
        "The {name_en} was repealed on {repealed}{source}, after this document was made; it may "
        "still govern what happened under it (Provisions on the Temporal Effect of the Civil Code, "
        "Article 1). At renewal cite what replaced it ({replaced_by}).",
    ),
    Standing.REPEALED_UNDATED: Wording(
        "《{name}》已于{repealed}废止{source}。未读到签订日期：此后签订的，请改引{replaced_by}；"
        "此前签订的，续签时更新。",
        "The {name_en} was repealed on {repealed}{source}. No date was read: if this document was "
        "made later, cite what replaced it ({replaced_by}), else update it at renewal.",
    ),
    Standing.NOT_YET: Wording(
        "《{name}》自{in_force}起施行，晚于本文件的签订日期。请核对签订日期，或者确认双方有意约定适用。",
        "The {name_en} is in force from {in_force}, later than the date of this document. Check "
        "the date, or whether the parties meant to apply it.",
    ),
}


def _filled(message: Wording, law: Law) -> Wording:
    places = {
        "name": law.name,
        "name_en": law.name_en,
        "repealed": str(law.repealed_on),
        "in_force": str(law.in_force_from),
        "replaced_by": law.replaced_by,
    }
    source_zh = f"（《{law.source.law}》第{law.source.article}条）" if law.source else ""
    source_en = f" ({law.source})" if law.source else ""
    return Wording(
        message.zh.format(source=source_zh, **places), message.en.format(source=source_en, **places)
    )


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


def find_citations(clause: Clause) -> Iterator[Citation]:
    """The laws of the register that a clause cites, each place by itself.

    A name inside another one (合同法 in 劳动合同法, or in the title of a court's interpretation) is
    no citation of that law.
    """
    read = reading(clause.text)
    for match in _pattern().finditer(read.text):
        name = match["quoted"] or match["plain"]
        before = read.text[max(0, match.start() - 8) : match.start()]
        if name is None or _INTERPRETATION.search(before):
            continue
        articles = _ARTICLES.match(read.text, match.end())
        end = articles.end() if articles else match.end()
        start, stop = read.span(match.start(), end)
        yield Citation(laws_by_name()[name], tuple(_numbers(articles)), clause, start, stop)


def _numbers(articles: re.Match[str] | None) -> Iterator[int]:
    for written in re.findall(_NUMBER, articles.group() if articles else ""):
        number = re.sub(r"[第条\s]|之.", "", written)
        value = int(number) if number.isdigit() else chinese_amount(number)
        if value:
            yield int(value)
