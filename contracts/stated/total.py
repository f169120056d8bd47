"""The total price of a contract."""

import re
from dataclasses import replace

from contracts.alternatives import any_of
from contracts.amounts import Amount, find_amounts
from contracts.stated.statement import Statement
from contracts.stated.words import WORDS

_REACH = 60  # characters from the label to the sum
_BEHIND = 100  # characters that hold the sum, in figures and in words, and what it is paid for
# Plain words alone, which are found fast; what makes them part of another word is looked at then.
_LABELS = tuple(re.compile(any_of(words)) for words in WORDS.totals)
_WITHIN_A_WORD = re.compile(r"(?<=不)[^a-z]|(?<=[a-z])[a-z]")
_BRACKETED = re.compile(r"\([^()\n]*\)")
_NOT_THE_TOTAL = re.compile(
    r"违约|赔偿|保证金|定金|押金|逾期|%|％|‰|每|罚|注册资本|不含税|[。;]"
    r"|\b(?:per|each|every|month|monthly|hour|hourly|year|yearly|annual|annually|liability|exceeds|"
    r"interest|increase\w*|less|minus|portion|percent)\b|\.\s"
)
_SAID_TWICE = re.compile(r"[\s,(:;)=即计为]*(?:大写|小写|人民币)?[\s(:)]*")
_A_RATE = re.compile(
    r"\s*[)】]?\s*(?:/|每|per\b|a\s+(?:month|year|day)|each\b|every\b|monthly|annually|for each)"
)
_FOR_EACH = re.compile(  # said before it: 每年维护费用总额, For each year … a sponsorship fee
    r"(?:\b(?:for|in|during) (?:each|every)\b|每(?:一?个?合同)?(?:年|月|季|次|台))"
    r"[^,，。；;:：\n]*$"
)


def total_price(text: str) -> Statement | None:
    """The first sum behind a label of the total; none where figures and words disagree.

    ``text`` is a reading (contracts.text). A sum for each month or piece is no total, nor is one
    that the label doesn't reach without another subject between.
    """
    for labels in _LABELS:
        for label in labels.finditer(text):
            if _WITHIN_A_WORD.match(text, label.start()) or _is_for_each(text, label.start()):
                continue
            total = _sum_behind(text, label.end())
            if total:
                return Statement("amount", str(total), label.start(), total.end)
    return None


def _is_for_each(text: str, begin: int) -> bool:
    return _FOR_EACH.search(text, max(0, begin - _REACH), begin) is not None


def _sum_behind(text: str, begin: int) -> Amount | None:
    behind = text[begin : begin + _BEHIND]
    sums = list(find_amounts(behind))
    if not sums or sums[0].start > _REACH:
        return None
    first, *others = sums
    # What stands in brackets before it (含13%增值税) says nothing against it.
    between = _BRACKETED.sub("", behind[: first.start])
    if _NOT_THE_TOTAL.search(between) or _A_RATE.match(behind, first.end):
        return None
    said_again = others and _SAID_TWICE.fullmatch(behind, first.end, others[0].start)
    if said_again and others[0].value != first.value:
        return None
    return replace(first, start=begin + first.start, end=begin + first.end)
