"""Decisions: what a person makes of a finding, what that rested on, and the second person's word.

A decision belongs to a document and to an item of a checklist. Nothing is ever overwritten: the
last one on an item is the one that may count, and ``review/decisions.py`` says whether it does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from contracts.clause import Span
from contracts.errors import TiaoliError


class UnclearDecision(TiaoliError):
    """A decision that can't be recorded: something is lacking, or there is nothing to decide."""

    code = "unclear_decision"


class DecisionKind(StrEnum):
    """What a person says of a finding; WITHDRAWN takes back what was said before."""

    CONFIRMED = "confirmed"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision rested on.

    ``found`` is the verdict as it was read, ``passages`` are those that it turned on. ``item`` is
    the fingerprint of the checklist's item, ``laws`` are those of the laws that it rests on.
    """

    found: str
    item: str
    passages: tuple[Span, ...] = ()
    laws: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision about to be made: on which item, what, and why.

    A waiver names its ``reason``, who approved it, and the last day on which it holds.
    """

    checklist: str
    item: str
    kind: DecisionKind
    reason: str = ""
    approver: str = ""
    expires_on: date | None = None

    def require_complete(self, today: date) -> None:
        """Raise UnclearDecision where a waiver says too little, or is over already."""
        if self.kind is not DecisionKind.WAIVED:
            return
        if not self.reason.strip() or not self.approver.strip() or self.expires_on is None:
            raise UnclearDecision(
                "豁免须写明理由、批准人和到期日。请补全后再保存。",
                "A waiver needs a reason, who approved it, and the day it ends. Fill in what is "
                "missing, then save again.",
            )
        if self.expires_on < today:
            raise UnclearDecision(
                f"到期日 {self.expires_on} 已经过去。请填写今天或以后的日期。",
                f"The waiver would have ended on {self.expires_on}. Give today or a later day.",
            )


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that was made, with its basis; ``version_id`` is the version it was made on."""

    id: int
    document_id: int
    version_id: int
    deed: Deed
    basis: Basis
    made_by: str
    made_at: datetime

    @property
    def review(self) -> tuple[int, str]:
        """The review it belongs to: a document and a checklist."""
        return self.document_id, self.deed.checklist

    @property
    def kind(self) -> DecisionKind:
        """What the person said."""
        return self.deed.kind


def last_decisions(decisions: Iterable[Decision], checklist: str) -> dict[str, Decision]:
    """Item → the last decision on it, unless that was withdrawn."""
    last: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda one: one.id):
        if decision.deed.checklist == checklist:
            last[decision.deed.item] = decision
    return {
        item: decision
        for item, decision in last.items()
        if decision.kind is not DecisionKind.WITHDRAWN
    }


@dataclass(frozen=True, slots=True)
class SignedItem:
    """An item as it was signed off: the verdict that counted, and the item's fingerprint."""

    verdict: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A second person's word on a review: everything it rested on is remembered.

    ``decision_id`` is the last decision that was made before, 0 where there was none.
    """

    id: int
    document_id: int
    version_id: int
    checklist: str
    items: Mapping[str, SignedItem]
    laws: Mapping[str, str]
    decision_id: int
    signed_by: str
    signed_at: datetime

    @property
    def review(self) -> tuple[int, str]:
        """The review it belongs to: a document and a checklist."""
        return self.document_id, self.checklist
