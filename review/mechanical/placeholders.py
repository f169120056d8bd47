"""Placeholders nobody replaced: {{name}}, 【请填写】, XXX, TBD, 待定."""

import re
from collections.abc import Iterator, Sequence

from contracts.clause import Clause
from contracts.document import Document, DocumentKind
from contracts.text import reading
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "placeholders"
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|<<[^<>]*>>"
    r"|[【\[(](?:请?(?:填写|填入|插入|输入|补充|选择)[^】\])]{0,20}|待(?:定|补充|填|确认)|●|•|tbd|tbc|insert[^\]]{0,30})[】\])]"
    r"|(?<![a-z0-9])x{3,}(?![a-z0-9])|×{2,}|某某|(?<![a-z])(?:tbd|tbc)(?![a-z])|lorem ipsum"
    r"|(?:另行|日期|金额|价格|数量)待定"
)


def remarks(document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """One remark for each clause of a document, not a template, that holds placeholders."""
    if document.kind is DocumentKind.TEMPLATE:
        return
    for clause in clauses:
        read = reading(clause.text)
        found = list(_PLACEHOLDER.finditer(read.text))
        if found:
            start, end = read.span(*found[0].span())
            words = clause.text[start:end]
            yield Remark(
                CHECK,
                Weight.DEFECT,
                clause,
                sentence_around(clause.text, start, end),
                Wording(
                    f"有{len(found)}处占位文字未替换，如“{words}”。请填写实际内容。",
                    f"{len(found)} placeholder(s) were not replaced, e.g. “{words}”. Fill them in.",
                ),
            )
