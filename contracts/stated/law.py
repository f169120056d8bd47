"""Which law governs a contract, and for how long it is renewed."""

import re
from collections.abc import Iterator

from contracts.stated.statement import Statement

_RENEWAL = re.compile(
    r"(?:合同|协议|期限|有效期|期满|届满|到期|服务期|合作)[^。;\n]{0,60}?自动(?:续期|续约|续展|延长|顺延|续延|延续|续签)[^。;\n]{0,16}?"
    r"(?P<zh>(?:\d+|[一二三四五六七八九十两]+)\s*(?:\(\d+\))?\s*(?:年|个月))"
    r"|\b(?:renew|extend)\w*[^.;]{0,100}?\b"
    r"(?P<en>(?:one|two|three|four|five|ten|twelve|\d+)(?:\s*\(\d+\))?[\s-]*(?:years?|months?))\b"
)
_COUNTRY = (
    r"(?:(?:中华人民共和国|中国)?(?:香港|澳门)(?:特别行政区)?|中国台湾|中华人民共和国|中华民国"
    r"|中国|台湾)"
)
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
    rf"|适用于\s*(?P<applies_to>{_COUNTRY})(?:大陆|现行|有关|相关|的|之){{0,2}}法律"
    rf"|以\s*(?P<chosen>{_COUNTRY})[^,。;\n]{{0,8}}?法律?[^,。;\n]{{0,4}}?为(?:其|本合同|本合约|本协议)?(?:之|的)?(?:准据法|依据)"
    rf"|受\s*(?P<binds>{_COUNTRY})[^。;\n]{{0,60}}?法律[^。;\n]{{0,8}}(?:约束|管辖|保护)"
    r"|\bgoverned\b[^.;]{0,80}?\bunited states of america and (?:the )?laws? of (?:the )?"
    + _PLACE.format("of_state")
    + r"|\b(?:governed|construed|interpreted|enforced|controlled)\b[^;]{0,240}?\blaws?\b"
    r"[^;.]{0,40}?\bof\s+(?:the\s+)?"
    + _PLACE.format("of")
    + r"|\blaws?\s+of\s+(?:the\s+)?"
    + _PLACE.format("of_place")
    + r"[^.;]{0,40}?\b(?:govern|appl(?:y|ies) to this)"
    r"|(?:^|[.;)]\s+)(?P<law>(?!the|such|any|all|its|these|those|applicable|local|federal|state)"
    r"[a-z]+(?:\s[a-z]+)?\s+law)\s+(?:shall\s+)?governs?\b"
    r"|\b(?:agreement|contract|terms|tos)\b[^.;]{0,20}?\b(?:is|are|shall be)(?: exclusively)?"
    r" subject to (?:the )?"
    r"(?P<subject>(?!the|such|any|all|its|these|those|applicable|mandatory)[a-z]+ laws?)\b"
    r"|\b(?:governed by|(?:governed|construed|interpreted)\b[^.;]{0,60}?\baccordance with,?)\s+"
    r"(?:the\s+)?(?P<national>(?!the|such|any|all|its|these|those|applicable|appropriate|local|federal|state|substantive|internal)[a-z]+(?:\s[a-z]+)?\s+laws?)\b"
)


def law_and_renewal(text: str) -> Iterator[Statement]:
    """Governing law and renewal term in the reading's own words, where it states them."""
    for field, pattern in (("governing_law", _LAW), ("renewal_term", _RENEWAL)):
        match = pattern.search(text)
        if match and match.lastgroup:
            words = match.span(match.lastgroup)
            yield Statement(field, match[match.lastgroup], match.start(), match.end(), words)
