"""Blanks left in a contract that bears a date: ____, 【　】."""

import re
from collections.abc import Iterator, Sequence

from contracts.clause import Clause, ClauseKind
from contracts.document import Document, DocumentKind
from contracts.text import reading
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "blanks"
_BLANK = re.compile(r"_{2,}|【\s*】|\[\s{2,}\]|(?<![\d.])\.{6,}|…{3,}")


def remarks(document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """One remark for each clause of a dated contract in which something is left to fill in."""
    if document.kind is not DocumentKind.CONTRACT or document.agreement_date is None:
        return
    for clause in clauses:
        if clause.kind is ClauseKind.SIGNATURE:
            continue  # what is written there by hand isn't in the file
        read = reading(clause.text)
        blanks = list(_BLANK.finditer(read.text))
        if blanks:
            start, end = read.span(*blanks[0].span())
            yield Remark(
                CHECK,
                Weight.DEFECT,
                clause,
                sentence_around(clause.text, start, end),
                Wording(
                    f"合同已有签订日期，此处仍有{len(blanks)}处空白未填。请补填或者划去。",
                    f"The contract bears a date, but {len(blanks)} blank(s) are left here. "
                    "Fill them in or strike them out.",
                ),
            )
