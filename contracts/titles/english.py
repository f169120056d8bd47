"""Titles in English: a line that is one from end to end, else what is called one in the text."""

import re
from collections.abc import Iterable

from contracts.titles.found_title import FoundTitle

_MARKS = ' #*<>|-—=_"“”\t'
_SMALL = r"of|and|for|to|the|in|on|with|&|-|–"
_ENGLISH = re.compile(
    r"(?<!\w)(?P<number>(?:\d{1,2}|[A-Z])\.\s+)?(?P<title>(?=[A-Z])"
    rf"(?:[A-Z][\w&/,.’'-]*|{_SMALL})(?:\s+(?:[A-Z(][\w&/,.’'()-]*|{_SMALL})){{0,11}}?"
    r"\s+(?:AGREEMENT|CONTRACT|POLICY|LEASE|Agreement|Contract|Policy|Lease|agreement(?=\s*\n)"
    r"|POWER OF ATTORNEY|Power of Attorney)\b"
    r"(?:\s+(?:NO\.?|No\.?|#)\s*\d+)?)"
)
_FIRST_ENGLISH_LINES = 6
_LINE = re.compile(
    r"(?=[A-Z])(?:[\w&/,.’'()-]+[ ]+){0,10}?(?i:"
    r"agreement|contract|lease|policy|deed|addendum|terms|(?:privacy|cookie) (?:notice|statement)|"
    r"terms (?:and|&) conditions(?: (?:of|for) (?:\w+ ?){1,4})?|terms of (?:\w+ ?){1,4}|"
    r"statement of work(?: (?:no\.? ?|#)?\d+)?|purchase order|order form|letter of intent|"
    r"memorandum of understanding|minutes of (?:[\w’'-]+ ?){1,8}|meeting minutes|price list|"
    r"quotation|(?:limited |product )?warranty|"
    r"(?:act|regulations|ordinance)(?: of)? (?:18|19|20)\d\d)"
)
_ENGLISH_HEAD = 2500  # characters of an English document that hold its title
_ENGLISH_NOISE = re.compile(
    r"^(?:(?:EXHIBIT|Exhibit|Ex|EX)[\s-]*[\d.]+(?:\([a-z0-9]+\))?\s*"
    r"|.*(?:EXECUTION (?:COPY|VERSION)|REDACTED VERSION)\s*|FORM OF\s+|Form of\s+"
    r"|.*\b(?:CORPORATION|INC\.?|LLC|LTD\.?|CORP\.?)\s+|.*\b(?:COMPANY|LIMITED)\s*\n\s*)"
)
_DIGITS = tuple("123456789")
_THIS = re.compile(r"^(?:THIS|This|The|THE|by|BY|and|AND|to|TO|of|OF)\s+")


def english_title(text: str, begin: int) -> FoundTitle | None:
    """The title of a document in English; one in capitals before others."""
    head = text[: begin + _ENGLISH_HEAD]
    line = _title_line(head, text, begin)
    matches = list(_ENGLISH.finditer(head, begin))
    if line and not any(match.start("title") < line.end for match in matches):
        return line
    unnumbered = [match for match in matches if not match["number"]]
    # "1. Hosting Agreement" heads a clause, yet names the contract where nothing else does.
    headings = (match for match in matches if (match["number"] or "").startswith(_DIGITS))
    titled = _titles(unnumbered) or _titles(headings)
    capitals = [found for found in titled if found.title.isupper()]
    return min(capitals or titled, key=lambda found: found.start, default=None)


def _title_line(head: str, text: str, begin: int) -> FoundTitle | None:
    """The first line that is a title from end to end, in whatever letters.

    With the line before it where the text names the two in one, as at the head of its pages.
    """
    before: FoundTitle | None = None
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", head[begin:]))
    for line in lines[:_FIRST_ENGLISH_LINES]:
        title = line.group().strip(_MARKS)
        start = begin + line.start() + line.group().index(title)
        here = FoundTitle(title, start, start + len(title))
        if _LINE.fullmatch(title):
            whole = (
                FoundTitle(f"{before.title} {title}", before.start, here.end) if before else here
            )
            return whole if whole.title in text else here
        before = here if title else None
    return None


def _titles(matches: Iterable[re.Match[str]]) -> list[FoundTitle]:
    return [found for found in map(_trimmed, matches) if found]


def _trimmed(match: re.Match[str]) -> FoundTitle | None:
    start = match.start("title")
    title = match["title"]
    while found := _ENGLISH_NOISE.match(title) or _THIS.match(title):
        title, start = title[found.end() :], start + found.end()
    words = title.split()
    return (
        FoundTitle(title, start, start + len(title))
        if len(words) >= 2 and words[0] != "ENTIRE"
        else None
    )
