"""The gap review of one document: findings with their evidence, and what people decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from contracts.decisions import Decision
from contracts.document import Document
from review.applicable_law import other_law
from review.checklist import Checklist, ChecklistItem, Level
from review.choice import choose_checklist, why_chosen
from review.clause_library import offered_for
from review.findings import GAPS, Finding, Verdict
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.mechanical import remarks_on
from review.reviewing import review_of
from review.signing import undecided
from store.documents import get_document, newest_readable
from store.readings import clauses_of
from webapp.access import reading
from webapp.language import choose_language
from webapp.pages.asked_checklist import asked_for
from webapp.pages.basis import read_at_once
from webapp.reports.sources import preferred_for

blueprint = Blueprint("review", __name__)

# The gravest first; what doesn't apply last.
_ORDER = (
    Verdict.MISSING,
    Verdict.UNACCEPTABLE,
    Verdict.WEAK,
    Verdict.PRESENT,
    Verdict.WAIVED,
    Verdict.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class _ShownLevel:
    """The findings of a level, and how many of them are grave and undecided."""

    level: Level
    findings: Sequence[Finding]
    undecided: int


@blueprint.get("/documents/<int:document_id>/review")
def show_document(document_id: int) -> str:
    """What the document's newest readable version provides, touches and lacks."""
    with reading() as access:
        version = newest_readable(access.connection, document_id, access.visible)
    basis = read_at_once(access, version)
    today = date.today()
    with reading() as access:
        document = get_document(access.connection, document_id, access.visible)
        checklists = checklists_in_force(access.connection)
        fitting = choose_checklist(document, checklists)
        checklist = asked_for(checklists) or fitting
        review = None
        if version is not None and checklist is not None:
            review = review_of(access.connection, document_id, checklist, access.visible, today)
            remarks = review.remarks
        elif version is not None:
            clauses = clauses_of(access.connection, version.id, access.visible)
            remarks = remarks_on(document, clauses, laws_in_force(access.connection))
        else:
            remarks = ()
        findings = review.findings if review else ()
        return render_template(
            "pages/review.html",
            document=document,
            editable=access.may_edit(document.collection_id),
            version=review.version if review else version,
            basis=basis,
            checklist=checklist,
            checklists=checklists.values(),
            why_chosen=_why_chosen(checklist, document) if checklist is fitting else "",
            other_law=other_law(document),
            uncertain=[finding for finding in findings if finding.uncertain],
            review=review,
            history=_history(review.decisions if review else ()),
            open=undecided(findings),
            questions={item.id for item in checklist.items} if checklist else set(),
            counts=_counts(findings),
            remarks=remarks,
            levels=[_of_level(findings, level) for level in Level],
            today=today,
            preferred=preferred_for(access.connection, review, access.visible) if review else {},
            house_wording=offered_for(access.connection, _gaps(findings), document, access.visible),
        )


def _gaps(findings: Iterable[Finding]) -> list[ChecklistItem]:
    return [each.item for each in findings if each.verdict in GAPS]


def _why_chosen(checklist: Checklist | None, document: Document) -> str:
    """Why the checklist was chosen; "" where there is none."""
    if checklist is None:
        return ""
    return why_chosen(checklist, document.contract_type, choose_language())


def _history(decisions: Iterable[Decision]) -> Mapping[str, Sequence[Decision]]:
    """Item → all that was decided of it, oldest first."""
    by_item = defaultdict(list)
    for decision in decisions:
        by_item[decision.deed.item].append(decision)
    return by_item


def _counts(findings: Iterable[Finding]) -> dict[Verdict, int]:
    verdicts = [finding.verdict for finding in findings]
    return {verdict: verdicts.count(verdict) for verdict in _ORDER}


def _of_level(findings: Iterable[Finding], level: Level) -> _ShownLevel:
    """The gravest first as they were found, else in the checklist's order.

    A decision changes nothing about the order, so that the next finding stays the next.
    """
    held = [finding for finding in findings if finding.level is level]
    held.sort(key=lambda finding: _ORDER.index(finding.found))
    return _ShownLevel(level, held, len(undecided(held)))
