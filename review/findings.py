"""Findings: the answer to each item of a checklist, with its evidence and people's decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from contracts.clause import Clause, Strength, Tag
from contracts.decisions import Decision, DecisionKind
from review.checklist import ChecklistItem, Level
from review.figures import Figure
from review.nearest import NearPassage, explain
from review.parameters import Outcome
from review.quotes import quote
from review.wording import Wording


class Verdict(StrEnum):
    """The verdict on an item: provided for, merely mentioned, unacceptable, or missing.

    NOT_APPLICABLE: the item isn't asked, or a person said so. WAIVED: a person accepts the gap.
    """

    PRESENT = "present"
    WEAK = "weak"
    UNACCEPTABLE = "unacceptable"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


GAPS = frozenset({Verdict.MISSING, Verdict.UNACCEPTABLE, Verdict.WEAK})
GRAVE = frozenset({Verdict.MISSING, Verdict.UNACCEPTABLE})  # where the item is mandatory
_BY_PASSAGES = frozenset({Verdict.PRESENT, Verdict.WEAK})  # verdicts that evidence speaks for
_BY_DECISION: Mapping[DecisionKind, Verdict] = {
    DecisionKind.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    DecisionKind.WAIVED: Verdict.WAIVED,
}


class Lapse(StrEnum):
    """Why a decision no longer counts, so that the person is asked again."""

    EXPIRED = "expired"
    ITEM_CHANGED = "item_changed"
    LAW_CHANGED = "law_changed"
    FOUND_OTHERWISE = "found_otherwise"
    PASSAGE_GONE = "passage_gone"
    PASSAGE_ADDED = "passage_added"  # something else stands there that isn't acceptable


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause that speaks for a verdict, by one of its tags."""

    clause: Clause
    tag: Tag

    @property
    def quote(self) -> str:
        """The sentence that speaks for it, as printed."""
        return quote(self.clause, self.tag)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: a bare heading and a pointer are surely weak."""
        return self.tag.uncertain and (not self.tag.weak or self.tag.reason == "model")

    def explanation(self, language: str) -> str:
        """Why the clause is no more than weak evidence, in the reader's language.

        Nothing where it does provide: then a figure in it is what is weak.
        """
        if self.tag.strength is Strength.OPERATIVE:
            return ""
        return explain(self.tag.reason, self.tag.clause_type, language)


@dataclass(frozen=True, slots=True)
class Objection:
    """A sentence that holds words the checklist doesn't accept."""

    clause: Clause
    quote: str
    why: Wording


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one item: best evidence first; where it's missing, what came nearest.

    ``found`` is the verdict as it was read; ``unmet`` says why the item isn't asked. ``figures``
    are read in the evidence; ``objections`` are words anywhere that aren't acceptable.
    ``decision`` is the last one that a person made on the item; where it no longer counts,
    ``lapse`` says why.
    """

    item: ChecklistItem
    found: Verdict
    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[NearPassage, ...] = ()
    figures: tuple[Figure, ...] = ()
    objections: tuple[Objection, ...] = ()
    unmet: tuple[Wording, ...] = ()
    decision: Decision | None = None
    lapse: Lapse | None = None

    @property
    def decided(self) -> Decision | None:
        """The decision that counts, None where there is none or it has lapsed."""
        return None if self.lapse else self.decision

    @property
    def verdict(self) -> Verdict:
        """The verdict that counts: what a person decided, else what was found."""
        return _BY_DECISION.get(self.decided.kind, self.found) if self.decided else self.found

    @property
    def uncertain(self) -> bool:
        """Whether the verdict rests on doubtful passages alone, and nobody has decided on it."""
        if self.decided or self.found not in _BY_PASSAGES or self.beyond:
            return False
        return all(piece.doubtful for piece in self.evidence)

    @property
    def applies(self) -> bool:
        """Whether the checklist asks the item of this document."""
        return self.found is not Verdict.NOT_APPLICABLE

    @property
    def level(self) -> Level:
        """How much depends on the item."""
        return self.item.level

    @property
    def grave(self) -> bool:
        """Whether something mandatory is missing or can't be accepted."""
        return self.verdict in GRAVE and self.level is Level.MANDATORY

    @property
    def beyond(self) -> tuple[Figure, ...]:
        """The figures that are beyond the checklist's limits."""
        return tuple(figure for figure in self.figures if figure.outcome is Outcome.BEYOND)

    @property
    def telling_figures(self) -> tuple[Figure, ...]:
        """The figures that the verdict turns on: those beyond their limits, else all."""
        return self.beyond or self.figures
