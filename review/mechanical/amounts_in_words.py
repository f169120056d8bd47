"""An amount in words that differs from the figures beside it: 壹万元整（¥12,000.00）."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contracts.amounts import Amount, find_amounts
from contracts.clause import Clause
from contracts.document import Document
from contracts.text import reading
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "amounts_in_words"
_BETWEEN = re.compile(r"(?:[\s(),:;=_|]|即|大写|小写|人民币|rmb|cny|金额|¥|￥|为|整|元|\*)*")
_LONGEST = 24  # characters between an amount and its other form
_FIGURES = re.compile(r"\d")
_CAPITALS = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]")
_CENTS = re.compile(r"[角分]")


def remarks(_document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """The places where the two forms of one amount differ."""
    for clause in clauses:
        read = reading(clause.text)
        amounts = sorted(find_amounts(read.text), key=lambda amount: amount.start)
        for first, second in pairwise(amounts):
            if _are_one(read.text, first, second) and first.value != second.value:
                start, end = read.span(first.start, second.end)
                yield _remark(clause, start, end)


def _are_one(text: str, first: Amount, second: Amount) -> bool:
    """Whether the second is the first in its other form, with nothing but signs between them."""
    one, other = text[first.start : first.end], text[second.start : second.end]
    in_words = [bool(_CAPITALS.search(each)) and not _FIGURES.search(each) for each in (one, other)]
    between = text[first.end : second.start]
    return (
        in_words[0] != in_words[1]
        and first.currency == second.currency
        and len(between) <= _LONGEST
        and _BETWEEN.fullmatch(between) is not None
        and not _CENTS.search(one + other)  # amounts are read to the yuan
    )


def _remark(clause: Clause, start: int, end: int) -> Remark:
    words = clause.text[start:end].strip()
    return Remark(
        CHECK,
        Weight.DEFECT,
        clause,
        sentence_around(clause.text, start, end),
        Wording(
            f"大写与小写金额不一致：“{words}”。请核对并统一。",
            f"The amount in words differs from the figures: “{words}”. Check and correct.",
        ),
    )
