"""Contract numbers: as a contract prints its own, and as lists quote it.

HT-2023-001, ＨＴ 2023 001 and 浙采〔2024〕15号 are written in many ways: letters, digits and hanzi
decide, signs between them don't.
"""

import re

from contracts.stated.statement import Statement
from contracts.text import HANZI, fold

SHORTEST = 4  # characters: "12" is in every contract
_LABEL = (
    r"(?:合同|协议|协议书|合约|契约|文件|订单|采购单)(?:编号|号码|号|编码)|(?<![\w])编号"
    r"|(?:contract|agreement|reference|order|p\.?o\.?|document|policy)\s*(?:no\b\.?|number|id\b|#)"
    r"|(?<![\w])(?:our )?ref(?:erence|\b\.?)(?=\s*:)"
)
_NUMBER = re.compile(
    rf"(?:{_LABEL})\s*[::]?\s*(?P<number>(?:[^\s,;。、:()]|\([^\s()]{{1,20}}\)){{1,40}})"
)
_OWN = re.compile(
    # At the head of a line or a column, so that one cited in a sentence is another contract's.
    rf"(?:^|\t|  )[ #*|(【]*+(?:(?:[a-z]+ ){{1,4}}(?=agreement no|contract no))?(?:{_LABEL})"
    r"(?:\s*(?:contract|agreement|order)?\s*(?:no\b\.?|number)?)?[ \t]*[::]?[ \t]*"
    r"(?P<number>[^\s,;。、::]+)",
    re.MULTILINE,
)
# Alone in a page header: HT-2024-015, 青采〔2024〕15号; neither a standard's number nor a date.
_ALONE = re.compile(
    rf"(?m:^)[ \t#*|]*(?P<number>(?!gb|iso|iec|astm|din|q/|v\d)(?=[^\n]{{0,20}}\d{{3}})"
    rf"(?:[a-z]{{1,10}}(?=[\d/_(\[〔-])|[{HANZI}]{{1,8}}(?=[(\[〔]))"
    r"[a-z0-9()\[\]〔〕/_-]{3,30}号?)[ \t*|]*(?m:$)"
)
_CONTRACT_FIELD = re.compile(r"(?:合同|协议|合约)(?:编号|号码)")
_OPENING = 3_000  # characters that hold a contract's own number
_OPENING_SIGNS, _CLOSING = ("(", "【"), (")", "】")
_SIGNS = re.compile(r"[\W_]+")


def normal_number(text: str) -> str:
    """The letters, digits and hanzi of a number, folded; "" where that identifies nothing."""
    number = _SIGNS.sub("", fold(text)).removesuffix("号")
    return number if len(number) >= SHORTEST and re.search(r"\d", number) else ""


def numbers_in(text: str) -> frozenset[str]:
    """The normal numbers that a contract gives as its own."""
    found = (normal_number(match["number"]) for match in _NUMBER.finditer(fold(text)))
    return frozenset(number for number in found if number)


def own_number(text: str, begin: int) -> Statement | None:
    """The number that a contract gives itself at its head, as printed.

    ``text`` is a reading (contracts.text); in the page header, which ends at ``begin``, it may
    stand alone. A number holds a digit, a blank to fill in doesn't. What numbers the form
    (文件编号) is not the contract's where that has a field of its own.
    """
    has_field = _CONTRACT_FIELD.search(text, 0, _OPENING) is not None
    for match in _OWN.finditer(text, 0, _OPENING):
        if has_field and "文件编号" in match.group():
            continue
        start, end = match.span("number")
        while text[start:end].endswith(_CLOSING) and _brackets(text[start:end]) < 0:
            end -= 1
        number = text[start:end]
        if normal_number(number) and _brackets(number) == 0 and "_" not in number:
            return Statement("contract_number", number, match.start(), end, (start, end))
    alone = _ALONE.search(text, 0, begin)
    return (
        Statement("contract_number", alone["number"], *alone.span(), alone.span("number"))
        if alone
        else None
    )


def _brackets(number: str) -> int:
    """How many brackets it opens and leaves open; negative where it closes others."""
    return sum(map(number.count, _OPENING_SIGNS)) - sum(map(number.count, _CLOSING))
