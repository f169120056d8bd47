"""The heading of a clause: alone on its line, or in front of the text (违约责任：乙方…)."""

import re

from contracts.text import HANZI, fold

_BRACKETED = re.compile(r"【([^】]{1,30})】")
_STOPS = re.compile(r"[。;；，,！？!?]")
_CHINESE_INLINE = re.compile(r"([^。;；，,：:！？\s]{2,20})\s*[：:](?!\s*$)")
# One space before a figure is typography (不超过 30 分钟); a gap or a space between hanzi parts.
_SPACED = re.compile(
    rf"([{HANZI}、（）()]{{2,20}})"
    rf"(?:[ \u3000\t]+(?=[{HANZI}])|(?:[\u3000\t]| {{2,}})\s*(?=[\d（(“\"《]))"
)
_ENGLISH_INLINE = re.compile(r"([A-Z][^.:!?\n]{0,90}?)[.:](?:\s+(?=[A-Z“\"(\[\d])|\s*$)")
_CAPITALS = re.compile(r"([A-Z][A-Z0-9 ,;&’'/()-]{3,80}[A-Z)])(?=\s+(?:\d|[A-Z][a-z]|[A-Z] [a-z]))")
_RULE = re.compile(r"\s+[-=_*~]{3,}.*$", re.DOTALL)  # underlined with characters
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into not of on or the to upon with without".split()
)
# What stands alone on a line may be the beginning of a sentence that goes on below.
_OPENS_SENTENCE = re.compile(r"(?:In|If|Upon|Any|All|Each|Every|Either|Where|When|Unless|This)\b")
_DOES = re.compile(
    r"\b(?:shall|will|may|must|can|cannot|is|are|was|were|be|has|have|agrees?|means?|includes?"
    r"|applies|apply|governs?|pays?|warrants?|represents?|provides?|retains?|grants?|we"
    r"|(?<!by )you)\b",
    re.IGNORECASE,
)
_PLAIN_WORDS = 6  # of a heading without capitals
_BLANK = re.compile(r"_{2,}|＿|\{\{|【\s*】|\d{4}|…{2,}")
# Words of a provision, which a heading is not; 供应, 响应 and 应付 are no duties.
_PROVIDES = re.compile(
    r"(?<![供相响反对适])应(?![用急付收届])|必须|不得|可以|有权|如下|下列|下述|以下|在此|由[甲乙]|一式|自.{2,}起"
    r"|(?:[为于是指即时第后前自]|人民币|(?<![目标])的)$|^第.{1,6}[条项款]"
)
# 质量保证 and 甲方的陈述和保证 are headings, 甲方保证 is the beginning of a provision.
_VERB = re.compile("保证|承担|负责|承诺|同意|确认|声明|按照")
_PARTY_DOES = re.compile(f"^[^的]*方[^的]*(?:{_VERB.pattern})$")
# Alone, with nothing below it, it says what isn't owed: 轮胎不在保固范围内.
_EXCLUDES = re.compile("不(?:在|属于|列入|纳入|予|享受|适用)")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_TITLE_LENGTH = 30
_LEAF_LENGTH = 14
_SHORT = 16


def find_heading(rest: str, *, printed_as_heading: bool, alone: bool) -> str:
    """The heading in ``rest``, a clause's first line behind its number; "" when there is none.

    ``printed_as_heading``: the parser found the line to be one. ``alone``: nothing follows, so
    that a heading would be all there is.
    """
    rest = _RULE.sub("", rest).strip()
    if match := _BRACKETED.match(rest):
        return match[1].strip()
    bare = rest.strip(" *").rstrip("：:　 ")
    if printed_as_heading and bare and len(bare) <= 80 and "。" not in bare:
        return bare
    if re.search(f"[{HANZI}]", rest[:_TITLE_LENGTH]):
        return _chinese_heading(rest, bare, alone)
    return _english_heading(rest, alone)


def _chinese_heading(rest: str, bare: str, alone: bool) -> str:
    plain = _BRACKETS.sub("", bare)
    if alone and _EXCLUDES.search(fold(plain)):
        return ""
    longest = _LEAF_LENGTH if alone and not rest.endswith(("：", ":")) else _TITLE_LENGTH
    if len(plain) <= longest and "：" not in plain and not _is_provision(plain):
        stops = _STOPS.findall(plain)
        if not stops or (not alone and len(plain) <= _SHORT and set(stops) <= {"，", ","}):
            return bare
    if (match := _CHINESE_INLINE.match(rest)) and not _is_provision(match[1]):
        return match[1]
    if (match := _SPACED.match(rest)) and not (_is_provision(match[1]) or _VERB.search(match[1])):
        return match[1]
    return ""


def _is_provision(text: str) -> bool:
    text = fold(text)
    if _PROVIDES.search(text) or _BLANK.search(text):
        return True
    return bool(_PARTY_DOES.search(text) or (len(text) > _SHORT and _VERB.search(text)))


def _english_heading(rest: str, alone: bool) -> str:
    match = _ENGLISH_INLINE.match(rest)
    if match and (_is_title_case(match[1]) or (match[0] != rest and is_named_plainly(match[1]))):
        return match[1].strip()
    if capitals := _CAPITALS.match(rest):
        return capitals[1].strip()
    bare = rest.rstrip(".: ")
    if not alone and (
        (len(rest) <= 90 and _is_title_case(bare)) or (bare == rest and is_named_plainly(rest))
    ):
        return bare
    return ""


def is_named_plainly(text: str) -> bool:
    """Whether a few words name something without providing for it: Invoicing and payment."""
    words = re.findall(r"[A-Za-z][\w’'-]*", text)
    return (
        text[:1].isupper()
        and 0 < len(words) <= _PLAIN_WORDS
        and not re.search(r"[,;:_\d]", text)
        and words[-1].lower() not in _SMALL_WORDS
        and _OPENS_SENTENCE.match(text) is None
        and _DOES.search(text) is None
    )


def _is_title_case(text: str) -> bool:
    """Whether it is a few words, capitalised but for the small ones."""
    words = [
        word for word in re.findall(r"[A-Za-z][\w’'-]*", text) if word.lower() not in _SMALL_WORDS
    ]
    if not words or len(words) > 12:
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals == len(words) or (len(words) == 1 and text[0].isupper())
