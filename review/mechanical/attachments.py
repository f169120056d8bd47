"""Attachments that a document names but that aren't in the file: 见附件三, with no 附件三 below."""

import re
from collections.abc import Iterator, Sequence

from contracts.amounts import chinese_amount
from contracts.clause import Clause
from contracts.document import Document
from contracts.text import reading
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "attachments"
_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z](?![a-z]))"
_NAMED = re.compile(
    rf"(?P<word>附件|附表|附录|annex|exhibit|schedule|appendix)\s?{_NUMBER}(?![\d.]*\d)"
)
_HEAD = re.compile(
    rf"^[\s#*《【\[]*(?P<word>附件|附表|附录|annex|exhibit|schedule|appendix)\s?{_NUMBER}"
    r"(?=[\s:.、《》\]】*)_-]|$|[\u4e00-\u9fff])",
    re.MULTILINE,
)


def remarks(_document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """One remark for each absent attachment, where it is first named."""
    texts = [(clause, reading(clause.text)) for clause in clauses]
    present = {
        _name(match)
        for clause, read in texts
        if not _is_list(clause, read.text)
        for match in _HEAD.finditer(read.text)
    }
    seen: set[tuple[str, int | str]] = set()
    for clause, read in texts:
        for match in _NAMED.finditer(read.text):
            name = _name(match)
            if name in present or name in seen:
                continue
            seen.add(name)
            start, end = read.span(*match.span())
            yield _remark(clause, start, end)


def _is_list(clause: Clause, text: str) -> bool:
    """Whether the clause only lists attachments, one close upon the other."""
    lines = [found.start() for found in _HEAD.finditer(text)]
    return len(lines) > 1 and bool(clause.heading) and len(text) < 60 * len(lines)


def _name(match: re.Match[str]) -> tuple[str, int | str]:
    written = match["number"]
    if written.isdigit():
        return match["word"], int(written)
    value = chinese_amount(written)
    return match["word"], int(value) if value else written


def _remark(clause: Clause, start: int, end: int) -> Remark:
    words = clause.text[start:end].strip()
    return Remark(
        CHECK,
        Weight.NOTE,
        clause,
        sentence_around(clause.text, start, end),
        Wording(
            f"文件中提到“{words}”，但没有找到该附件。请确认附件已随合同签署并归档。",
            f"“{words}” is named but not found in the file. Make sure it was signed and filed.",
        ),
    )
