"""Whether Chinese law governs a contract: the checklists' legal bases are articles of that law."""

import re

from contracts.document import Document
from contracts.text import fold
from review.wording import Wording

_MAINLAND = re.compile(
    r"中华人民共和国(?!香港|澳门)|中国(?!香港|澳门|台湾)"
    r"|\b(?:people.?s republic of china|prc|china|chinese)\b"
)
_ELSEWHERE = re.compile(r"hong kong|macau|macao|taiwan|(?<!people.s )republic of china")
_LIKELY_ELSEWHERE = ("en", "zh-Hant")  # languages of contracts that rarely mean Chinese law unsaid


def other_law(document: Document) -> Wording | None:
    """Why articles of Chinese law are no more than a comparison, as a sentence; None where they
    are the law that governs.

    Where a contract names no law, one in simplified Chinese is taken to be under Chinese law.
    """
    named = document.governing_law
    if named:
        read = fold(named)
        if _MAINLAND.search(read) and not _ELSEWHERE.search(read):
            return None
        return Wording(
            f"合同约定适用的法律是“{named}”，以下所列中国法条文仅供比较，并非适用于本合同的依据。",
            f"The contract is governed by other law ({named}): articles of Chinese law are named "
            "for comparison, not as law that applies to it.",
        )
    if document.language not in _LIKELY_ELSEWHERE:
        return None
    return Wording(
        "合同没有写明适用的法律，以下所列中国法条文仅供比较；适用哪里的法律，请先确认。",
        "The contract names no governing law: articles of Chinese law are named for comparison. "
        "Settle first which law applies.",
    )
