"""When a document was signed."""

import re
from collections.abc import Iterator
from datetime import date

from contracts.stated.covered_dates import DATE, CoveredDates
from contracts.stated.statement import Statement

_OPENING = 5_000  # characters at the head that hold the date of a contract
_ANY = r"[^。;\n\0]"  # within a Chinese sentence, before the next date
_LABELLED = re.compile(
    rf"(?:签订|签署|签约|订立|签字|签定|签立)(?:合同|协议)?的?(?:日期|时间|日)于?\s*[:为是]?\s*(?P<date>{DATE})"
    rf"|(?:(?:合同|协议|订单|下单)日期|(?:签订|签署|签约|订立|签定|签立)于?)\s*[:为是]?\s*(?P<bare>{DATE})"
    r"|\b(?:date of (?:this |the )?(?:agreement|contract)"
    r"|(?:agreement|contract|order|signing|signature) date)"
    rf"\s*:?\s*(?P<english>{DATE})"
)
_STATED = (
    rf"(?<!应)于\s*(?P<date>{DATE})(?!\s*[之以]?[前后])"
    rf"{_ANY}{{0,30}}?(?:签订|签署|订立|签定|达成)(?!的|了)",
    # "Signed for the Customer: R. Hall  Date: …" is one party's date.
    r"\b(?:made|entered into|dated|executed|signed(?![^;\0]{0,60}:))\b"
    rf"[^;\0]{{0,60}}?(?P<date>{DATE})",
    rf"\beffective as of\b[^.;\0]{{0,20}}?(?P<date>{DATE})"
    r"[^.;\0]{0,40}?\b(?:between|among)\b",
    rf"(?P<date>{DATE})\s*\((?:the )?[\"“](?:effective|signing|execution) date",
)
_OTHER_DAY = re.compile(
    r"生效|施行|实施|执行|届满|到期|截止|更新|发布|公布|修订|修改|上传|发表|添加|打印|出生|开工|竣工|验收|交货|交付|付款|"
    r"effective|updated|revised|start|end\b|expir|birth|deliver|commenc|issued"
)
# Up to a date: columns before it, a label (日期：, Date:), or nothing.
_BEFORE_DATE = re.compile(
    r"[^。;]{0,80}(?<![a-z])(?:date|日期)\s*:?\s*"
    # Spaces are taken whole (*+): 80 of them parted in every way take seconds.
    r"|(?:[^。;]{0,80}(?:\t|  ))?\s*+(?:(?:[^。,;于自至应由\s][^。,;于自至应由]{0,11})?[:\s])?\s*+"
    r"\(?(?:中华)?"
)
_AFTER_DATES = re.compile(r"[\s)]*")


def agreement_date(covered: CoveredDates, signed_from: int) -> Statement | None:
    """The day a contract was signed.

    An English contract's opening states it ("made as of"). Else the latest day counts among those
    labelled as such at the head or behind ``signed_from``, and those alone in the signature block:
    the last signature concludes the contract (民法典 §490).
    """
    if not covered.dates:
        return None
    stated = covered.first(_STATED, _OPENING)
    if stated:
        return covered.statement("agreement_date", stated)
    days = [*_labelled(covered, signed_from), *_alone(covered, signed_from)]
    if not days:
        stated = covered.first(_STATED[:1])
        return covered.statement("agreement_date", stated) if stated else None
    day, start, end = max(days, key=lambda found: found[0])
    return Statement("agreement_date", day.isoformat(), start, end)


def _labelled(covered: CoveredDates, signed_from: int) -> Iterator[tuple[date, int, int]]:
    behind = max(_OPENING, signed_from)
    for start, end in ((0, _OPENING), (behind, len(covered.text))):
        for match in _LABELLED.finditer(covered.text, start, end):
            yield covered.day(match, match.lastgroup or "date"), *match.span()


def _alone(covered: CoveredDates, signed_from: int) -> Iterator[tuple[date, int, int]]:
    """The dates of lines that hold nothing else but their labels, one of each party or more."""
    start = covered.text.rfind("\n", 0, signed_from) + 1
    for line in covered.text[start:].split("\n"):
        end = start + len(line)
        if "\0" in line and not _OTHER_DAY.search(line):
            found = list(covered.each(start, end))
            ends = [start, *(each[2] for each in found)]
            parts = [covered.text[a:b] for a, b in zip(ends, (f[1] for f in found), strict=False)]
            if all(map(_BEFORE_DATE.fullmatch, parts)) and _AFTER_DATES.fullmatch(
                covered.text[ends[-1] : end]
            ):
                yield from found
        start = end + 1
