"""Baseline: how a document's gaps compare with those of the version before (SARIF's terms)."""

from collections.abc import Mapping
from enum import StrEnum

from contracts.document import READABLE, Document, Version
from contracts.visibility import Visible
from review.checklist import Checklist
from review.findings import GAPS, Verdict
from review.gaps import find_gaps
from store.database import Connection
from store.documents import versions_of
from store.readings import clauses_of, tags_of


class Baseline(StrEnum):
    """A gap that is NEW, still there (UNCHANGED), another sort of gap (UPDATED), or gone (ABSENT).

    What is a gap in neither version is UNCHANGED too.
    """

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    ABSENT = "absent"


def baseline(before: Verdict, now: Verdict) -> Baseline:
    """How today's verdict compares with the one before."""
    if before is now or (before not in GAPS and now not in GAPS):
        return Baseline.UNCHANGED
    if before not in GAPS:
        return Baseline.NEW
    return Baseline.UPDATED if now in GAPS else Baseline.ABSENT


def found_before(
    connection: Connection,
    document: Document,
    version: Version,
    checklist: Checklist,
    visible: Visible,
) -> Mapping[str, Verdict]:
    """Item → verdict as found in the last readable version before this one; {} without one."""
    older = [
        each
        for each in versions_of(connection, document.id, visible)
        if each.number < version.number and each.status in READABLE
    ]
    if not older:
        return {}
    clauses = clauses_of(connection, older[-1].id, visible)
    tags = tags_of(connection, older[-1].id, visible)
    return {each.item.id: each.found for each in find_gaps(checklist, document, clauses, tags)}
