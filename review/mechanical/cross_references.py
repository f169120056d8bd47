"""References to articles that the document doesn't have: 第三十条 in one of twenty."""

import re
from collections.abc import Iterator, Sequence

from contracts.amounts import chinese_amount
from contracts.clause import Clause, ClauseKind
from contracts.document import Document
from contracts.text import reading
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "cross_references"
FEWEST = 3  # articles that must be numbered this way before a reference can be told wrong
_HANZI = "零〇一二三四五六七八九十百"
_NUMBER = rf"(?:\d+|[{_HANZI}]+)"
_LABEL = re.compile(
    rf"^\s*(?:第\s?(?P<number>{_NUMBER})\s?条|(?P<decimal>\d{{1,2}})(?:\.\d{{1,2}})+(?!\d))"
)
_REFERENCE = re.compile(  # 第六条, 第六、七条, 第1.3款
    rf"第\s?(?P<number>{_NUMBER}(?:\s?[、和及与至]\s?{_NUMBER})*)\s?条(?!\s?(?:生产线|线路|款式))"
    r"|第\s?(?P<decimal>\d{1,2})(?:\.\d{1,2})+\s?[条款项]"
)
_ENGLISH_LABEL = re.compile(r"^\s*(?:article|section|clause)?\s*(?P<number>\d{1,3})(?=[.\s:)])")
_ENGLISH_REFERENCE = re.compile(
    r"(?<![a-z])(?:section|article|clause)s?\s(?P<number>\d{1,3})(?:\.\d+)*"
    r"(?![\d.]*\s+(?:of|to) (?!this))"
)
_OF_A_LAW = re.compile(
    r"(?:》|法|典|条例|规定|办法|规则|解释|细则|通知|公约|原合同|主合同|原协议|主协议|该合同|补充协议|附件[^,。;及和与]{0,8})"
    r"(?:\([^()]*\))?(?:中|的|之|关于)?"
    r"(?:第[^,。;]{1,58}[条款项](?:,第[^,。;]{1,58}[条款项])*(?:[、,和及与或至]|以及)?)?$"
)
_OWN = re.compile(
    r"(?:本|此)(?:合同|协议|办法|制度|条款|规定|政策|规则|章程|预案)(?:中|的|之|书)?$"
)
_HEADING = re.compile(r"(?:^|[。.;!?\n])[\s#*]*$")  # a number that begins a line or sentence
_BEFORE = 60


def remarks(document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """References to numbers above the document's last article, each number once a clause."""
    english = document.language == "en"
    label, reference = (_ENGLISH_LABEL, _ENGLISH_REFERENCE) if english else (_LABEL, _REFERENCE)
    numbers = _numbers(label, clauses)
    if len(numbers) < FEWEST:
        return
    for clause in clauses:
        if clause.kind is ClauseKind.ATTACHMENT:
            return  # attachments are numbered by themselves, and refer to themselves
        seen: set[int] = set()
        read = reading(clause.text)
        own = label.match(read.text)
        for match in reference.finditer(read.text, own.end() if own else 0):
            number = max(_values(match))
            heading = _HEADING.search(read.text, max(0, match.start() - 6), match.start())
            if number <= max(numbers) or number in seen or heading:
                continue
            if _of_another(read.text, match.start()):
                continue
            seen.add(number)
            start, end = read.span(*match.span())
            yield _remark(clause, start, end, max(numbers))


def _numbers(label: re.Pattern[str], clauses: Sequence[Clause]) -> set[int]:
    labels = (label.match(reading(clause.text[:40]).text) for clause in clauses)
    return {number for match in labels if match for number in _values(match)}


def _values(match: re.Match[str]) -> list[int]:
    """The article numbers that a label or reference names, without those of their paragraphs.

    Of "the sixth and seventh" both.
    """
    written = next(filter(None, match.groups()))
    numbers = re.findall(_NUMBER, written)
    return [int(one) if one.isdigit() else int(chinese_amount(one) or 0) for one in numbers]


def _of_another(text: str, start: int) -> bool:
    """Whether a law or another contract is named before the number."""
    before = text[max(0, start - _BEFORE) : start]
    return _OF_A_LAW.search(before) is not None and _OWN.search(before) is None


def _remark(clause: Clause, start: int, end: int, last: int) -> Remark:
    words = clause.text[start:end].strip()
    return Remark(
        CHECK,
        Weight.DEFECT,
        clause,
        sentence_around(clause.text, start, end),
        Wording(
            f"引用的“{words}”不存在：本文件编号到第{last}条为止。请核对条号。",
            f"“{words}” does not exist: the numbering of this document ends at {last}. Check it.",
        ),
    )
