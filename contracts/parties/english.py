"""Parties introduced in English: X, a Delaware corporation ("Supplier"), and Y ("Customer")."""

import re
from collections.abc import Iterator

from contracts.parties.party import BLANK, FoundParty
from contracts.parties.roles import ENGLISH_ROLE

_DEFINED_AS = re.compile(
    r"(?:\((?P<before>[^()]{0,120}?)"
    r"|\b(?:herein\w*|referred to as|called|known as)\s+(?:as\s+)?(?:the\s+)?)"
    r"[\"“](?:[Tt]he\s+)?(?P<role>(?:[A-Z]|[a-z](?=[A-Z]))[^\"”()]{1,40}?)[.,]?[\"”](?:[^()]{0,60}?\))?"
    rf"|\((?:the|The)\s+(?P<unquoted>(?i:{ENGLISH_ROLE}))\)"
)
_SUFFIX = (
    r"(?:Inc|INC|Ltd|LTD|LLC|L\.L\.C|LLP|LP|L\.P|Co|CO|Corp|CORP|N\.A|S\.A|B\.V|PLC|GmbH|AG|"
    r"Limited|LIMITED)"
)
_CAPITALISED = r"(?:(?:[A-Z0-9]|[a-z](?=[A-Z]))[\w.&'’/-]*|[a-z]+\.com\b)"
_ENGLISH_NAME = re.compile(
    rf"{_CAPITALISED}(?:\s+(?:{_CAPITALISED}|&|\([A-Z][A-Za-z ]*\)|of|de|du|von|the(?=\s[A-Z])"
    rf"|and(?=\s+[A-Z][\w.]*,?\s+{_SUFFIX})))*(?:,\s*{_SUFFIX}\b\.?)*"
)
_WHOLE_WORD = r"(?:Corporation|CORPORATION|Incorporated|INCORPORATED)"


def company(gap: str) -> str:
    """A pattern for a company's name that ends by saying what it is: X Repair, Inc.

    ``gap`` is what may part its words.
    """
    words = rf"(?:{_CAPITALISED}{gap}){{1,5}}"
    return (
        rf"(?:{_CAPITALISED}{gap}(?:(?:{_CAPITALISED}|&|\([A-Z][\w ]*\)){gap}){{0,5}}"
        rf"|{_CAPITALISED},{gap}|{words}{_CAPITALISED},{gap})(?:{_SUFFIX}|{_WHOLE_WORD})\b\.?"
        rf"(?:,?{gap}(?:{_SUFFIX})\b\.?)?"
    )


_COMPANY = re.compile(company(r"\s+"))
# Supplier: X Ltd., and a form's "SPONSOR:" with "Name: X Ltd." below it.
_FIELD = re.compile(
    rf"^[ \t]*(?:[Tt]he )?(?P<role>(?i:{ENGLISH_ROLE}s?))[ \t]*(?:[:：]|\t)[ \t]*"
    r"(?:\n+[ \t]*(?i:(?:company |legal |full )?name)[ \t]*[:：][ \t]*)?(?P<rest>[^\n]+)",
    re.MULTILINE,
)
_AND = re.compile(r"(?:,\s+|\s+and\s+|\s+&\s+)(?=[A-Z])")  # Tenants: Owen Price and Lily Price
_FIELDS = 3_000  # characters at the head in which a form names its parties
_BETWEEN = re.compile(r"\b(?:between|among|BETWEEN|AMONG|Between|Among|entered into by|made by)\b")
_CONNECTORS = re.compile(
    r"(?:[\s,;:.&–-]|\b(?:and|AND|And|the|by|or|between|among|on the (?:one|other) (?:hand|part))\b"
    r"|\(\w{1,3}\)|\b[1-9A-Z]\.\s)*"
)
_LATER_NAME = re.compile(
    rf"(?:\)|;|\band|\bAND|\bbetween|\bamong)\s+(?:the\s+)?(?P<name>{_ENGLISH_NAME.pattern})(?=\s*[,(]|\s*$)"
)
_SENTENCE_END = re.compile(r"\.\s+[A-Z][a-z]+\s[a-z]")
_RECITALS = re.compile(
    r"WHEREAS|Whereas|RECITALS|Recitals|WITNESSETH|W I T N E S S|Background|BACKGROUND|"
    r"NOW, THEREFORE|DEFINITIONS|TABLE OF CONTENTS"
)
_INTRODUCTIONS = 20_000  # characters at the head of an English contract that name its parties
_COMPANIES = 800  # characters in which companies without roles are named
_INTRODUCTION = 2_500  # characters of the sentence that does
_NOT_ENGLISH = re.compile(
    r"^(?:This|THIS|Section|Exhibit|Article|In|It|If|As|Any|All|Each|Such|For|By|And|No|To|Term|A|An|Company|\d+)$"
    r"|AGREEMENT|Agreement|Effective|^(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b|^\d"
)
_ROLES = frozenset({"Service Provider", "Party A", "Party B", "Party C", "Party D"})
_NOT_ROLES = re.compile(
    r"Agreement|Effective|Term|Act|Products?|Services?|Territory|Part(?:y|ies)|Date|Marks?|Property|Plan|Fund|"
    r"Software|Technology|Program|Site|Shares?|Securit|Exhibit|License$|Confidential|Commission|Code|Business"
)


def english_parties(printed: str) -> Iterator[FoundParty]:
    """The candidates behind the first "between" that introduces two, with roles or without."""
    best: list[FoundParty] = []
    for between in _BETWEEN.finditer(printed, 0, _INTRODUCTIONS):
        stop = min(len(printed), between.end() + _INTRODUCTION)
        recitals = _RECITALS.search(printed, between.end(), stop)
        found = list(_introduced(printed, between.end(), recitals.start() if recitals else stop))
        best = max(best, found, key=len)
        if len(best) > 1:
            break
    yield from best
    if len(best) < 2:
        yield from _companies(printed)


def _companies(printed: str) -> Iterator[FoundParty]:
    """Supplier: X Ltd.; and the companies between "between" and the recitals, without roles."""
    for line in _FIELD.finditer(printed, 0, _FIELDS):
        start, end = line.span("rest")
        while (named := _ENGLISH_NAME.match(printed, start, end)) and _is_english_name(named[0]):
            yield FoundParty(named[0], line["role"], *named.span(), introduced=line.start("rest"))
            following = _AND.match(printed, named.end(), end)
            if not following:
                break
            start = following.end()
    between = _BETWEEN.search(printed, 0, _INTRODUCTIONS)
    if between is None:
        return
    stop = min(len(printed), between.end() + _COMPANIES)
    recitals = _RECITALS.search(printed, between.end(), stop)
    end = recitals.start() if recitals else stop
    sentence = _SENTENCE_END.search(printed, between.end(), end)
    for name in _COMPANY.finditer(printed, between.end(), sentence.start() if sentence else end):
        if _is_english_name(name.group()):
            yield FoundParty(name.group(), "", name.start(), name.end())


def _introduced(printed: str, begin: int, stop: int) -> Iterator[FoundParty]:
    """The name before each role: at the beginning of its description, else the last one in it."""
    for match in _DEFINED_AS.finditer(printed, begin, stop):
        between = list(_BETWEEN.finditer(printed, begin, match.start()))
        begin, description_end = between[-1].end() if between else begin, match.start()
        connectors = _CONNECTORS.match(printed, begin, description_end)
        name_start = connectors.end() if connectors else begin
        name = _ENGLISH_NAME.match(printed, name_start, description_end)
        start, text = (name.start(), name.group()) if name else (0, "")
        if not name:
            for later in _LATER_NAME.finditer(printed, begin, description_end):
                start, text = later.start("name"), later["name"]
        runs_on = _SENTENCE_END.search(printed, begin, description_end)
        begin = match.end()
        role = (match["role"] or match["unquoted"]).strip(" ,.")
        if text and not runs_on and _is_role(role) and _is_english_name(text):
            yield FoundParty(text, role, start, start + len(text))


def _is_role(text: str) -> bool:
    return not _NOT_ROLES.search(text) or text in _ROLES


def _is_english_name(text: str) -> bool:
    return not _NOT_ENGLISH.search(text) and not BLANK.search(text)
