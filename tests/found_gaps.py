"""Clauses with tags as a test gives them, and what checklists find in these."""

from collections.abc import Sequence

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource, clause_id
from contracts.document import Document
from review.checklist import SHIPPED
from review.findings import Finding
from review.gaps import find_gaps

DOCUMENT = Document(7, 1, "设备维保协议", contract_type="售后服务合同", language="zh-Hans")
SERVICE = SHIPPED["after_sales_service"]


def clauses(*texts: str) -> tuple[Clause, ...]:
    """Clauses of these texts, one after the other: 3.0, 3.1 …"""
    found = []
    start = 0
    for order, text in enumerate(texts):
        span = Span(start, start + len(text), text)
        found.append(
            Clause(
                clause_id(3, order), 3, None, order, ClauseKind.CLAUSE, "", (), "", text, (order,),
                span, page=1,
            )
        )  # fmt: skip
        start += len(text) + 1
    return tuple(found)


def tag(
    clause_type: str,
    score: float = 0.9,
    strength: Strength = Strength.OPERATIVE,
    reason: str = "cue",
    evidence: Sequence[Span] = (),
) -> Tag:
    """A tag as the rules would give it."""
    return Tag(clause_type, score, TagSource.RULE, strength, reason, tuple(evidence))


def by_item(findings: Sequence[Finding]) -> dict[str, Finding]:
    """The findings by their items' ids."""
    return {finding.item.id: finding for finding in findings}


def finding_of(item: str, text: str, *types: str) -> Finding:
    """What the after-sales checklist finds on an item in a clause with these tags."""
    tags = {"3.0": tuple(tag(each) for each in types)}
    return by_item(find_gaps(SERVICE, DOCUMENT, clauses(text), tags))[item]
