"""What a document states explicitly about itself: dates, total price, law, renewal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from contracts.amounts import Amount, find_amounts
from contracts.dates import find_dates


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact's field and value, and where in the reading (contracts.text) it is stated.

    Where the value is the text's own words, ``words`` is their place.
    """

    field: str
    value: str
    start: int
    end: int
    words: tuple[int, int] | None = None


_DATE = "\0+"  # dates are covered by these, character for character, before the patterns search
_ANY = r"[^。;\n\0]"  # within a Chinese sentence, before the next date
_SIGNED = (
    rf"(?:签订|签署|签约|订立|签字|签定|签立)(?:合同|协议)?(?:的)?(?:日期|时间|日)?(?:于)?\s*[:为是]?\s*(?P<date>{_DATE})",
    rf"于\s*(?P<date>{_DATE}){_ANY}{{0,30}}?(?:签订|签署|订立|签定|达成)(?!的|了)",
    rf"\b(?:made|entered into|dated|executed|signed)\b[^;\0]{{0,60}}?(?P<date>{_DATE})",
    rf"(?P<date>{_DATE})\s*\((?:the )?[\"“](?:effective|signing|execution) date",
)
_EFFECTIVE = (
    rf"(?:自|于|从)\s*(?P<date>{_DATE})\s*(?:起|开始)?(?:正式)?(?:生效|施行|实施)",
    rf"(?m:^(?P<date>{_DATE})\s*(?:起)?(?:施行|实施|生效)$)",
    rf"(?:生效|施行|实施)(?:日期|日|时间)\s*[:为是]\s*(?P<date>{_DATE})",
    rf"(?P<date>{_DATE})[^.;\0]{{0,20}}\((?:the )?[\"“]effective date",
    rf"effective date[\"”]?\)?\s*(?:is|of|:|shall be|means|shall mean)?\s*(?P<date>{_DATE})",
    rf"\beffective (?:(?:as )?(?:of|on|from))?(?: the| this)?(?: date of)?\s*(?P<date>{_DATE})",
    rf"\bcommencement date[\"”]?\s*(?:is|:|shall be|means:?|for [^.;\0]{{0,40}}be)\s*"
    rf"(?P<date>{_DATE})",
    rf"\b(?:term|agreement|contract)\b[^.;\0]{{0,80}}?\b(?:commenc|begin)\w* "
    rf"(?:on|as of|from|upon)(?: the)? (?P<date>{_DATE})",
)
_PERIOD = (
    rf"(?:有效期|合同期|协议期|合作期|服务期|租赁期|租期|授权期|承包期|聘期|委托期|许可期|期限|开发时间){_ANY}{{0,24}}"
    rf"(?P<from>{_DATE})\s*(?:\([^)]*\))?\s*(?:起|开始)?\s*(?:至|到|-|—|~)\s*(?P<date>{_DATE})",
    rf"\b(?:term|agreement)\b[^;.\0]{{0,120}}?\bcommenc\w*[^;.\0]{{0,30}}?(?P<from>{_DATE})"
    rf"[^;.\0]{{0,20}}?and (?:end|terminat|expir)\w*[^;.\0]{{0,20}}?(?P<date>{_DATE})",
    rf"\bterm\b[^;\0]{{0,120}}?(?P<from>{_DATE})[^;.\0]{{0,40}}?"
    rf"(?:to|through|until|and (?:end|terminat|expir)\w*)[^;.\0]{{0,20}}?(?P<date>{_DATE})",
)
_EXPIRES = (
    rf"(?:有效期|合同期|期限|届满|到期)(?:日|日期)?{_ANY}{{0,10}}(?:至|到|为|:)\s*(?P<date>{_DATE})",
    rf"\b(?:expiration|expiry|termination) date[\"”]?\s*(?:is|:|shall be|means)?\s*"
    rf"(?P<date>{_DATE})",
    rf"\b(?:term|agreement|contract)\b[^.;\0]{{0,160}}?\b(?:expire\w*|terminate\w*|until|through|end|ending|ends|"
    rf"conclude)\b[^.;\0]{{0,30}}?(?P<date>{_DATE})",
)
# "that certain Purchase Agreement dated May 15, 2002" is another contract's date.
_OTHER_AGREEMENT = re.compile(r"\bcertain\b[^.;]{0,120}?\bdated\b[^.;]{0,40}")
_LONE_DATE = re.compile(
    r"^(?!.*(?:生效|施行|实施|届满|到期|截止))"
    rf"(?:[^\n\0。,;于自至应]{{0,12}}[:\s])?[ ]*(?P<date>{_DATE})[ )]*$",
    re.MULTILINE,
)


_TOTAL_LABELS = (
    re.compile(
        r"(?:合同|协议)?(?:总价款|总价|总金额|合同价款|合同金额|合同价|签约合同价|价款总额|总费用|费用总额|开发费用|服务费总额|工程价款|"
        r"转让价款|转让价格|货款总额|工程总价|设计费总额|报酬总额|酬金总额)"
        r"|total (?:contract |purchase )?(?:price|fee|value|consideration)\b"
    ),
    re.compile(r"(?:借款|贷款)(?:金额|总额|人民币)"),
    re.compile(r"合计金额|金额合计|合计|总计|共计|总额"),
)
_TOTAL_REACH = 40  # characters from the label to the sum
_NOT_THE_TOTAL = re.compile(r"违约|赔偿|保证金|定金|押金|逾期|%|％|‰|每|罚|注册资本|[。;]")
_RENEWAL = re.compile(
    r"(?:合同|协议|期限|有效期|期满|届满|到期|服务期|合作)[^。;\n]{0,60}?自动(?:续期|续约|续展|延长|顺延|续延|延续|续签)[^。;\n]{0,16}?"
    r"(?P<zh>(?:\d+|[一二三四五六七八九十两]+)\s*(?:\(\d+\))?\s*(?:年|个月))"
    r"|\b(?:renew|extend)\w*[^.;]{0,100}?\b"
    r"(?P<en>(?:one|two|three|four|five|ten|twelve|\d+)(?:\s*\(\d+\))?[\s-]*(?:years?|months?))\b"
)
_COUNTRY = r"中华人民共和国|中国|香港特别行政区|香港|台湾|澳门特别行政区|澳门"
_PLACE = (
    r"(?P<{0}>england\s+and\s+wales|(?:(?:state|commonwealth|province|people['’]s republic|"
    r"federal republic|republic|kingdom)\s+of\s+)?"
    r"(?!such|its|any|all|each|that|this|which|appropriate|intellectual|state\b)"
    r"[a-z][a-z'’]+(?:\s(?:and\s)?[a-z]+){{0,2}}?)"
    r"(?=\s*[,.;()\n]|\s(?:without|applicable|and|as|excluding|regardless|except|shall|will|in|to|but|"
    r"irrespective|u\.s|usa|govern|appl|are|is|that|where|for|on|by|or|with|including|exclusive)|\s*$)"
)
_LAW = re.compile(
    rf"适用(?:法律)?[\s:]*(?P<applies>{_COUNTRY})[^,。;\n]{{0,14}}?法"
    rf"|受\s*(?P<binds>{_COUNTRY})[^。;\n]{{0,60}}?法律[^。;\n]{{0,8}}(?:约束|管辖|保护)"
    r"|\bgoverned\b[^.;]{0,80}?\bunited states of america and (?:the )?laws? of (?:the )?"
    + _PLACE.format("of_state")
    + r"|\b(?:governed|construed|interpreted|enforced|controlled)\b[^;]{0,240}?\blaws?\b"
    r"[^;.]{0,40}?\bof\s+(?:the\s+)?"
    + _PLACE.format("of")
    + r"|\blaws?\s+of\s+(?:the\s+)?"
    + _PLACE.format("of_place")
    + r"[^.;]{0,40}?\bgovern"
    r"|\b(?:governed by|(?:governed|construed|interpreted)\b[^.;]{0,60}?\baccordance with,?)\s+"
    r"(?:the\s+)?(?P<national>(?!the|such|any|all|its|these|those|applicable|appropriate|local|federal|state|substantive|internal)[a-z]+(?:\s[a-z]+)?\s+laws?)\b"
)
_OPENING = 5_000  # characters at the head that hold the date of an English contract


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def find_date_statements(text: str, signed_from: int) -> Iterator[Statement]:
    """Signing, effective and expiration date, where the text states them.

    ``signed_from`` is where the signature block begins: a date on a line of its own there is a
    signing date, the last of several, since the last one concludes the contract (民法典 §490).
    """
    covered = _CoveredDates.of(text)
    signed = covered.first(_SIGNED, _OPENING) or covered.last_alone(signed_from)
    signed = signed or covered.first(_SIGNED[:1])
    if signed:
        yield covered.statement("agreement_date", signed)
    period = covered.first(_PERIOD)
    effective = covered.first(_EFFECTIVE)
    if effective:
        yield covered.statement("effective_date", effective)
    elif period:
        yield covered.statement("effective_date", period, "from")
    expires = period or covered.first(_EXPIRES)
    if expires:
        yield covered.statement("expiration_date", expires)


@dataclass(frozen=True, slots=True)
class _CoveredDates:
    """A text with its dates covered, so that patterns can speak of "a date"."""

    text: str
    dates: dict[int, date]  # by the offset where each begins

    @classmethod
    def of(cls, text: str) -> "_CoveredDates":
        dates: dict[int, date] = {}
        pieces: list[str] = []
        end = 0
        for found in find_dates(_OTHER_AGREEMENT.sub(_blank, text)):
            dates[found.start] = found.value
            pieces += text[end : found.start], "\0" * (found.end - found.start)
            end = found.end
        return cls("".join([*pieces, text[end:]]), dates)

    def first(self, patterns: tuple[str, ...], within: int | None = None) -> re.Match[str] | None:
        """The first place of the first pattern that fits, ``within`` so many characters."""
        text = self.text[:within]
        matches = (re.search(pattern, text) for pattern in patterns) if self.dates else ()
        return next((match for match in matches if match), None)

    def last_alone(self, begin: int) -> re.Match[str] | None:
        """The latest date that has a line to itself behind ``begin``."""
        alone = list(_LONE_DATE.finditer(self.text, begin)) if self.dates else []
        return max(alone, key=lambda match: self.dates[match.start("date")], default=None)

    def statement(self, field: str, match: re.Match[str], group: str = "date") -> Statement:
        value = self.dates[match.start(group)].isoformat()
        return Statement(field, value, match.start(), match.end())


def find_term_statements(text: str) -> Iterator[Statement]:
    """Total price, governing law and renewal term, where the text states them."""
    amount = _total(text)
    if amount:
        label, total = amount
        yield Statement("amount", str(total), label, total.end)
    for field, pattern in (("governing_law", _LAW), ("renewal_term", _RENEWAL)):
        match = pattern.search(text)
        if match and match.lastgroup:
            words = match.span(match.lastgroup)
            yield Statement(field, match[match.lastgroup], match.start(), match.end(), words)


def _total(text: str) -> tuple[int, Amount] | None:
    """The first sum after a label of the total; none where figures and words disagree."""
    for labels in _TOTAL_LABELS:
        for label in labels.finditer(text):
            behind = text[label.end() : label.end() + 2 * _TOTAL_REACH]
            sums = list(find_amounts(behind))
            if not sums or sums[0].start > _TOTAL_REACH:
                continue
            if _NOT_THE_TOTAL.search(behind, 0, sums[0].start):
                continue
            twice = len(sums) > 1 and sums[1].start - sums[0].end <= 8
            if not twice or sums[0].value == sums[1].value:
                begin = label.end()
                found = replace(sums[0], start=begin + sums[0].start, end=begin + sums[0].end)
                return label.start(), found
    return None
