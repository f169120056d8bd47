"""The review of a stored document: findings with people's decisions, remarks, and the sign-off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.clause import Clause
from contracts.decisions import (
    Decision,
    Deed,
    SignOff,
    UnclearDecision,
    last_decisions,
)
from contracts.document import Document, Version
from contracts.errors import NotFound
from contracts.visibility import Visible
from review.baseline import Baseline, baseline, found_before
from review.checklist import Checklist
from review.decisions import basis_of, require_decidable, with_decisions
from review.findings import Finding, Verdict
from review.gaps import find_gaps
from review.house_laws import laws_in_force
from review.mechanical import remarks_on
from review.remarks import Remark
from review.signing import Change, changes_since, laws_of, require_signable, signed_items
from store.database import Connection
from store.decisions import add_decision, add_sign_off, decisions_of, sign_offs_of
from store.documents import get_document, newest_readable
from store.following import lock_documents
from store.readings import clauses_of, tags_of
from store.tag_corrections import corrections_of


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person had on the screen: the version, and the last decision by then (0: none).

    For a finding also its verdict as found.
    """

    version_id: int
    decision_id: int
    found: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A document's newest readable version against a checklist, as people decided it.

    ``decisions`` and ``sign_offs`` are the whole history by this checklist, oldest first;
    ``changes`` say what undid the last sign-off, () where it stands. ``makers`` are the people
    whose decisions and corrections count: somebody else has to sign off. ``before`` is what was
    found in the version before this one, by item.
    """

    document: Document
    version: Version
    checklist: Checklist
    clauses: tuple[Clause, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    decisions: tuple[Decision, ...]
    sign_offs: tuple[SignOff, ...]
    changes: tuple[Change, ...]
    makers: frozenset[str]
    before: Mapping[str, Verdict]

    @property
    def newest_decision(self) -> int:
        """The id of the last decision, 0 where there is none."""
        return self.decisions[-1].id if self.decisions else 0

    @property
    def signed(self) -> SignOff | None:
        """The sign-off that stands, None where there is none."""
        return self.sign_offs[-1] if self.sign_offs and not self.changes else None

    def baseline(self, finding: Finding) -> Baseline | None:
        """How the finding compares with the version before; None where there is none."""
        before = self.before.get(finding.item.id)
        return baseline(before, finding.found) if before else None

    def finding(self, item_id: str) -> Finding:
        """The finding on this item; NotFound where the checklist has none."""
        for finding in self.findings:
            if finding.item.id == item_id:
                return finding
        raise NotFound(
            "审查清单中没有这一项，可能已被修改。请重新查看审查结果。",
            "The checklist has no such item; it may have been edited. Look at the review again.",
        )


def review_of(
    connection: Connection, document_id: int, checklist: Checklist, visible: Visible, today: date
) -> Review:
    """The review of a document; NotFound where it is hidden or no version could be read."""
    document = get_document(connection, document_id, visible)
    version = _readable_version(connection, document_id, visible)
    clauses = clauses_of(connection, version.id, visible)
    tags = tags_of(connection, version.id, visible)
    history = decisions_of(connection, document_id, visible)
    last = last_decisions(history, checklist.id)
    register = laws_in_force(connection)
    found = find_gaps(checklist, document, clauses, tags)
    findings = with_decisions(found, last, clauses, register, today)
    decisions = tuple(each for each in history if each.deed.checklist == checklist.id)
    sign_offs = tuple(
        each
        for each in sign_offs_of(connection, document_id, visible)
        if each.checklist == checklist.id
    )
    laws = laws_of(findings, clauses, register)
    newest = decisions[-1].id if decisions else 0
    changes: tuple[Change, ...] = ()
    if sign_offs:
        changes = changes_since(
            sign_offs[-1], checklist, document, findings,
            version_id=version.id, laws=laws, register=register, last_decision=newest,
        )  # fmt: skip
    corrected = {each.made_by for each in corrections_of(connection, document_id, visible)}
    return Review(
        document=document,
        version=version,
        checklist=checklist,
        clauses=clauses,
        findings=findings,
        remarks=remarks_on(document, clauses, register),
        decisions=decisions,
        sign_offs=sign_offs,
        changes=changes,
        before=found_before(connection, document, version, checklist, visible),
        makers=frozenset(corrected | {each.decided.made_by for each in findings if each.decided}),
    )


def _readable_version(connection: Connection, document_id: int, visible: Visible) -> Version:
    version = newest_readable(connection, document_id, visible)
    if version is None:
        raise NotFound(
            "这份文件还没有可读的版本，无法审查。",
            "No version of this document could be read yet, so there is nothing to review.",
        )
    return version


def decide(
    connection: Connection,
    document_id: int,
    checklist: Checklist,
    deed: Deed,
    *,
    seen: Seen,
    user: str,
    visible: Visible,
    today: date,
) -> Decision:
    """Record a person's decision on a finding.

    Raises UnclearDecision where the finding has changed since the person saw it, or the deed lacks
    something, and NotFound.
    """
    lock_documents(connection, document_id)
    review = review_of(connection, document_id, checklist, visible, today)
    finding = review.finding(deed.item)
    last = finding.decision.id if finding.decision else 0
    if seen != Seen(review.version.id, last, finding.found):
        raise UnclearDecision(
            "在您决定之前，这一项的审查结论已经改变，或者别人已作决定。请重新查看审查结果，再作决定。",
            "The finding on this item changed before you decided, or somebody else decided. Look "
            "at the review again, then decide.",
        )
    require_decidable(finding, deed, today)
    basis = basis_of(finding, laws_in_force(connection))
    return add_decision(connection, review.version.id, deed, basis, user, visible)


def sign_off(
    connection: Connection,
    document_id: int,
    checklist: Checklist,
    *,
    seen: Seen,
    user: str,
    visible: Visible,
    today: date,
) -> SignOff:
    """Record a second person's sign-off.

    Raises UnclearDecision where something is open or was decided meanwhile, and Forbidden.
    """
    lock_documents(connection, document_id)
    review = review_of(connection, document_id, checklist, visible, today)
    if seen != Seen(review.version.id, review.newest_decision):
        raise UnclearDecision(
            "在您签核之前又有新的决定或新的版本。请重新查看审查结果，再签核。",
            "Something was decided before you signed off, or there is a new version. Look at the "
            "review again, then sign.",
        )
    require_signable(review.findings, review.makers, user)
    return add_sign_off(
        connection,
        review.version.id,
        checklist.id,
        signed_items(review.findings),
        laws_of(review.findings, review.clauses, laws_in_force(connection)),
        decision_id=review.newest_decision,
        user=user,
        visible=visible,
    )
