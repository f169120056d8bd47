"""Contract numbers: as a contract prints its own, and as lists quote it.

HT-2023-001, ＨＴ 2023 001 and 浙采〔2024〕15号 are written in many ways: letters, digits and hanzi
decide, signs between them don't.
"""

import re

from contracts.text import fold

SHORTEST = 4  # characters: "12" is in every contract
_LABEL = (
    r"(?:合同|协议|协议书|合约|文件)(?:编号|号码|号|编码)|(?<![\w])编号"
    r"|(?:contract|agreement|reference)\s*(?:no\b\.?|number|id\b|#)"
)
_NUMBER = re.compile(
    rf"(?:{_LABEL})\s*[::]?\s*(?P<number>(?:[^\s,;。、:()]|\([^\s()]{{1,20}}\)){{1,40}})"
)
_SIGNS = re.compile(r"[\W_]+")


def normal_number(text: str) -> str:
    """The letters, digits and hanzi of a number, folded; "" where that identifies nothing."""
    number = _SIGNS.sub("", fold(text)).removesuffix("号")
    return number if len(number) >= SHORTEST and re.search(r"\d", number) else ""


def numbers_in(text: str) -> frozenset[str]:
    """The normal numbers that a contract gives as its own."""
    found = (normal_number(match["number"]) for match in _NUMBER.finditer(fold(text)))
    return frozenset(number for number in found if number)
