"""Sign-off: a second person's approval of a review, and what has changed since.

Only what affects this contract undoes it: a new version, a new decision, an edited item or law
that it rested on, a finding that changed. Whatever else is edited leaves it as it is.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from contracts.citations import find_citations
from contracts.clause import Clause
from contracts.decisions import SignedItem, SignOff, UnclearDecision
from contracts.document import Document
from contracts.errors import Forbidden
from contracts.laws import LawRegister
from review.checklist import Checklist
from review.findings import Finding
from review.fingerprints import fingerprints_of_laws, item_fingerprint, laws_behind


class Reason(StrEnum):
    """Why a review must be looked at again."""

    NEW_VERSION = "new_version"
    NEW_DECISION = "new_decision"
    ITEM_CHANGED = "item_changed"
    ITEM_ADDED = "item_added"
    LAW_CHANGED = "law_changed"
    LAW_ADDED = "law_added"
    FINDING_CHANGED = "finding_changed"
    WAIVER_ENDED = "waiver_ended"
    DECISION_LAPSED = "decision_lapsed"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since: ``subject`` is an item's id or a law's name, "" for the review itself."""

    reason: Reason
    subject: str = ""


def signed_items(findings: Iterable[Finding]) -> dict[str, SignedItem]:
    """The items that are asked of the document, as they are signed off."""
    return {
        finding.item.id: SignedItem(finding.verdict, item_fingerprint(finding.item))
        for finding in findings
        if finding.applies
    }


def laws_of(
    findings: Iterable[Finding], clauses: Iterable[Clause], register: LawRegister
) -> dict[str, str]:
    """Law → fingerprint, of the laws behind the items that are asked, and of those cited."""
    behind = [law for each in findings if each.applies for law in laws_behind(each.item, register)]
    found = [each for clause in clauses for each in find_citations(clause.text, register)]
    return fingerprints_of_laws([*behind, *(each.law.name for each in found)], register)


def undecided(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Mandatory items that are missing or unacceptable and that nobody has decided on."""
    return tuple(finding for finding in findings if finding.grave and finding.decided is None)


def require_signable(findings: Sequence[Finding], makers: Set[str], user: str) -> None:
    """Raise Forbidden where the user had a hand in it, UnclearDecision where something is open.

    ``makers`` are those who decided, or corrected the document's tags.
    """
    if user in makers:
        raise Forbidden(
            "您参与了本文件的决定或更正，须由另一位有编辑权限的人签核。",
            "You made decisions or corrections here: another person who may edit has to sign off.",
        )
    open_ = len(undecided(findings))
    if open_:
        raise UnclearDecision(
            f"还有 {open_} 项必备内容缺失或不可接受而未作决定。请先确认、豁免或标为不适用。",
            f"Mandatory items that are missing or unacceptable and undecided: {open_}. Confirm, "
            "waive, or mark them as not applicable first.",
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """What a review rests on besides the text: fingerprints of the items asked and of the laws."""

    items: Mapping[str, str]
    laws: Mapping[str, str]


def changed_rules(before: Rules, now: Rules) -> tuple[Change, ...]:
    """Which items asked now, and which laws that counted then, have changed since."""
    if before.items == now.items and before.laws.items() <= now.laws.items():
        return ()  # nearly always, of thousands
    return (
        *(
            Change(Reason.ITEM_CHANGED if item in before.items else Reason.ITEM_ADDED, item)
            for item, fingerprint in now.items.items()
            if before.items.get(item) != fingerprint
        ),
        *(
            Change(Reason.LAW_CHANGED, law)
            for law, fingerprint in before.laws.items()
            if now.laws.get(law) != fingerprint
        ),
    )


def rules_signed(sign_off: SignOff) -> Rules:
    """What a sign-off rested on."""
    items = {item: signed.fingerprint for item, signed in sign_off.items.items()}
    return Rules(items, sign_off.laws)


def asked_items(checklist: Checklist, document: Document) -> dict[str, str]:
    """Item → fingerprint, of the items that the checklist asks of this document."""
    return {i.id: item_fingerprint(i) for i in checklist.items if i.applies_to(document)}


def changes_since(
    sign_off: SignOff,
    checklist: Checklist,
    document: Document,
    findings: Sequence[Finding],
    *,
    version_id: int,
    laws: Mapping[str, str],
    register: LawRegister,
    last_decision: int,
) -> tuple[Change, ...]:
    """The changes that undo a sign-off; () where it stands.

    ``laws`` are those that the review rests on now.
    """
    now = Rules(asked_items(checklist, document), fingerprints_of_laws(sign_off.laws, register))
    found: list[Change] = []
    if sign_off.version_id != version_id:
        found.append(Change(Reason.NEW_VERSION))
    if sign_off.decision_id != last_decision:
        found.append(Change(Reason.NEW_DECISION))
    found += changed_rules(rules_signed(sign_off), now)
    found += [Change(Reason.LAW_ADDED, law) for law in laws if law not in sign_off.laws]
    if found:
        return tuple(found)
    return tuple(
        Change(Reason.FINDING_CHANGED, finding.item.id)
        for finding in findings
        if finding.applies and sign_off.items[finding.item.id].verdict != finding.verdict
    )
