"""From when and until when a document is in force, and for how long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.alternatives import any_of
from contracts.quantities.written_numbers import ENGLISH, number
from contracts.stated.covered_dates import DATE, CoveredDates
from contracts.stated.statement import Statement
from contracts.stated.words import WORDS

_ANY = r"[^。;\n\0]"  # within a Chinese sentence, before the next date
_HEADS = "".join({word[0] for word in WORDS.term})  # so that little else is tried
_NOT_OTHER = "".join(f"(?<!{word})" for word in WORDS.other_periods)
_TERM = rf"(?:(?=[{_HEADS}]){_NOT_OTHER}(?:{any_of(WORDS.term)})限?)"
_UNTIL = (
    r"\s*(?:零时|24时)?\s*(?:\([^)]*\))?\s*(?:起|开始)?(?:算|计算|生效)?"
    r"(?:,?(?:为期|共)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月))?,?\s*"
    r"(?:至|到|-|—{1,2}|~)\s*"
)
_PERIOD = (
    # 有效期自…起至…止, the dates in the line below its heading too.
    rf"{_TERM}(?:{_ANY}{{0,24}}|{_ANY}{{0,6}}\n{_ANY}{{0,24}})(?P<from>{DATE}){_UNTIL}(?P<date>{DATE})",
    rf"本(?:合同|协议|合约){_ANY}{{0,12}}[自由从]\s*(?P<from>{DATE}){_UNTIL}(?P<date>{DATE})",
    rf"\b(?:term|agreement)\b[^;.\0]{{0,120}}?\bcommenc\w*[^;.\0]{{0,30}}?(?P<from>{DATE})"
    rf"[^;.\0]{{0,20}}?and (?:end|terminat|expir)\w*[^;.\0]{{0,20}}?(?P<date>{DATE})",
    rf"\bterm\b[^;\0]{{0,120}}?(?P<from>{DATE})[^;.\0]{{0,40}}?"
    rf"(?:to|through|until|and (?:end|terminat|expir)\w*)[^;.\0]{{0,20}}?(?P<date>{DATE})",
    r"\b(?:agreement|contract|lease|engagement|licen[cs]e)\b[^.;\0]{0,40}?"
    rf"\bfrom (?:and including )?(?P<from>{DATE}) (?:to|until|till|through)"
    rf" (?:and including )?(?P<date>{DATE})",
    rf"\bstart date\s*:?\s*(?P<from>{DATE})[^\0]{{0,60}}?\bend date\s*:?\s*(?P<date>{DATE})",
)
_EFFECTIVE = (
    rf"[自于从由]\s*(?P<date>{DATE})\s*(?:起|开始)?(?:正式)?(?:生效|施行|实施|执行|试行)",
    rf"(?m:^(?P<date>{DATE})\s*(?:起)?(?:施行|实施|生效)$)",
    rf"(?:生效|施行|实施|执行)(?:日期|日|时间)\s*[:为是]?\s*(?P<date>{DATE})",
    rf"(?P<date>{DATE})[^.;\0]{{0,20}}\((?:the )?[\"“](?:effective|commencement) date",
    rf"effective date[\"”]?\)?\s*(?:is|of|:|shall be|means|shall mean)?\s*(?P<date>{DATE})",
    rf"\beffective (?:(?:as )?(?:of|on|from))?(?: the| this)?(?: date of)?\s*(?P<date>{DATE})",
    rf"\b(?:enters?|comes?) into (?:force|effect)[^.;\0]{{0,20}}?(?P<date>{DATE})",
    rf"\bcommencement date[\"”]?\s*(?:is|:|shall be|means:?|for [^.;\0]{{0,40}}be)\s*"
    rf"(?P<date>{DATE})",
    rf"\b(?:term|agreement|contract)\b[^.;\0]{{0,80}}?\b(?:commenc|begin)\w* "
    rf"(?:on|as of|from|upon)(?: the)? (?P<date>{DATE})",
)
_BEGINS = (rf"{_TERM}{_ANY}{{0,24}}[自从由]\s*(?P<date>{DATE})\s*(?:起|开始)",)
_EXPIRES = (
    rf"(?:{_TERM}|届满|到期)(?:日|日期)?{_ANY}{{0,10}}(?:至|到|为|:)\s*(?P<date>{DATE})(?!\s*(?:以?前|起))",
    rf"\b(?:expiration|expiry|termination) date[\"”]?\s*(?:is|:|shall be|means)?\s*"
    rf"(?P<date>{DATE})",
    rf"\b(?:term|agreement|contract)\b[^.;\0]{{0,160}}?\b(?:expire\w*|terminate\w*|until|through|end|ending|ends|"
    rf"conclude|extended to)\b[^.;\0]{{0,30}}?(?P<date>{DATE})",
)
_UPON_SIGNING = re.compile(
    r"(?:(?<!各)自|从|经|于)[^。;\n\0]{0,24}?(?:签字|盖章|签署|签订|签章|签约)[^。;\n\0]{0,14}?生效(?!后|前)"
    r"|\b(?:agreement|contract|lease|term)\b[^.;,\0]{0,60}?"
    r"\b(?:commenc\w*|begin\w*|effective|(?:term|period) of[^.;\n]{0,30})"
    r"\s+(?:from|as of|on|upon)\s+"
    r"the date (?:hereof|of this (?:agreement|contract|deed|lease))"
    r"|\b(?:agreement|contract)\b[^.;\0]{0,60}?\b(?:effective|in force|binding)"
    r" (?:up)?on (?:the )?(?:date of )?(?:its |their )?(?:signature|execution|signing)"
)
_ENGLISH_LENGTH = (
    rf"(?P<count>(?:{ENGLISH})|\d{{1,3}})(?:\s*\((?P<figure>\d{{1,3}})\))?[\s-]+"
    r"(?:consecutive |calendar )?(?P<unit>years?|months?)\b"
)
_LENGTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_TERM}[\s:为共是计定]{{0,6}}(?P<length>(?P<count>\d{{1,3}}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{{1,3}})"
        r"(?:\s*\((?P<figure>\d{1,3})\))?\s*(?P<unit>周?年|个?月)(?![度月份]|\s*\d))",
        rf"\binitial (?:period|term)[^.;\0]{{0,60}}?\bof (?P<length>{_ENGLISH_LENGTH})",
        r"\b(?:agreement|contract|lease)\b[^.;\0]{0,40}?\b(?:continue|remain|be)\b[^.;\0]{0,40}?"
        rf"\b(?:period|term) of (?P<length>{_ENGLISH_LENGTH})",
        r"\b(?:the |initial )?term of th(?:is|e) (?:agreement|contract|lease)"
        r"[^.;\0]{0,30}?\b(?:is|be)\b"
        rf"[^.;\0]{{0,16}}? (?P<length>{_ENGLISH_LENGTH})",
    )
)
# "an additional term of ten years", "the sooner of six months or", "two years following the launch"
_NO_TERM = re.compile(r"\b(?:additional|sooner|later|maximum|minimum|renew\w*|extend\w*|firm)\b")
_FROM_ANOTHER_DAY = re.compile(
    r"[^.;,\0]{0,12}?\b(?:from|following|after)\s+"
    r"(?!(?:the\s+)?(?:\0|effective|commencement|date of (?:this|its)|date hereof|"
    r"execution|signature|signing|start))"
)
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class _Length:
    """How long a contract runs, and where it says so."""

    months: int
    match: re.Match[str]


def period_statements(covered: CoveredDates, signed: date | None) -> Iterator[Statement]:
    """Effective and expiration date and the term, where the text states them.

    A contract in force "upon signing" is so from ``signed`` on. An end that isn't stated is
    reckoned from the beginning and the term; its words hold no date then.
    """
    period = covered.first(_PERIOD)
    effective, begins = _beginning(covered, period, signed)
    if effective:
        yield effective
    length = _length(covered)
    if length:
        words = length.match.span("length")
        yield Statement("term", length.match["length"], *length.match.span(), words)
    expires = period or covered.first(_EXPIRES)
    if expires:
        yield covered.statement("expiration_date", expires)
    elif length and begins:
        end = _last_day(begins, length.months).isoformat()
        yield Statement("expiration_date", end, *length.match.span())


def _beginning(
    covered: CoveredDates, period: re.Match[str] | None, signed: date | None
) -> tuple[Statement | None, date | None]:
    field = "effective_date"
    stated = covered.first(_EFFECTIVE)
    if stated:
        return covered.statement(field, stated), covered.day(stated)
    if period:
        return covered.statement(field, period, "from"), covered.day(period, "from")
    begins = covered.first(_BEGINS)
    if begins:
        return covered.statement(field, begins), covered.day(begins)
    upon = _UPON_SIGNING.search(covered.text) if signed else None
    return (
        (Statement(field, signed.isoformat(), *upon.span()), signed)
        if upon and signed
        else (None, None)
    )


def _length(covered: CoveredDates) -> _Length | None:
    found = (pattern.search(covered.text) for pattern in _LENGTHS)
    match = next((each for each in found if each and _is_term(each)), None)
    count = number(match["figure"] or match["count"]) if match else None
    if match is None or not count:
        return None
    a_unit = _MONTHS_A_YEAR if match["unit"].endswith("年") or "year" in match["unit"] else 1
    return _Length(int(count) * a_unit, match)


def _is_term(match: re.Match[str]) -> bool:
    return not (
        _NO_TERM.search(match.group()) or _FROM_ANOTHER_DAY.match(match.string, match.end())
    )


def _last_day(begins: date, months: int) -> date:
    """The day before the one that begins the next term: a year from 1 March is over on 28 or 29
    February."""
    years, month = divmod(begins.month - 1 + months, _MONTHS_A_YEAR)
    try:
        return begins.replace(year=begins.year + years, month=month + 1) - timedelta(days=1)
    except ValueError:  # there is no 30 February: the term ends with the month
        following = begins.replace(day=1, year=begins.year + years, month=month + 1)
        return (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)
