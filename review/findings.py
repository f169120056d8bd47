"""Findings: what a checklist finds present, weak or missing in a version, with the evidence.

They are derived from the stored tags alone, never from a second reading of the text.
``find_gaps`` reviews one version and ``matrix`` many; both go by ``judge``, so they can't disagree.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from contracts.clause import Clause, Strength, Tag
from contracts.document import Document
from review.checklist import Checklist, ChecklistItem, Level
from review.nearest import NearPassage, explain, nearest_passages
from review.quotes import quote
from store.presence import DocumentPresence


class Verdict(StrEnum):
    """What was found: a provision, a mere touch, nothing, or no reason to ask."""

    PRESENT = "present"
    WEAK = "weak"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause that speaks for a verdict, by one of its tags."""

    clause: Clause
    tag: Tag

    @property
    def quote(self) -> str:
        """The sentence that speaks for it, as printed."""
        return quote(self.clause, self.tag)

    def explanation(self, language: str) -> str:
        """Why the clause is no more than weak evidence, in the reader's language."""
        return explain(self.tag.reason, self.tag.clause_type, language)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one item: best evidence first; where it's missing, what came nearest."""

    item: ChecklistItem
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[NearPassage, ...] = ()

    @property
    def level(self) -> Level:
        """How much depends on the item."""
        return self.item.level

    @property
    def grave(self) -> bool:
        """Whether something mandatory is missing."""
        return self.verdict is Verdict.MISSING and self.level is Level.MANDATORY


def judge(item: ChecklistItem, document: Document, present: Set[str], weak: Set[str]) -> Verdict:
    """The verdict on an item, given the clause types a version provides and merely touches."""
    if not item.applies_to(document):
        return Verdict.NOT_APPLICABLE
    if not present.isdisjoint(item.clause_types):
        return Verdict.PRESENT
    return Verdict.MISSING if weak.isdisjoint(item.clause_types) else Verdict.WEAK


def find_gaps(
    checklist: Checklist,
    document: Document,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> tuple[Finding, ...]:
    """One finding for each item of the checklist, in its order; ``tags`` are by clause id."""
    present = _types_of(tags, Strength.OPERATIVE)
    weak = _types_of(tags, Strength.WEAK)
    return tuple(
        _find(item, judge(item, document, present, weak), clauses, tags) for item in checklist.items
    )


def _types_of(tags: Mapping[str, Sequence[Tag]], strength: Strength) -> frozenset[str]:
    return frozenset(
        tag.clause_type for held in tags.values() for tag in held if tag.strength is strength
    )


def _find(
    item: ChecklistItem,
    verdict: Verdict,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> Finding:
    match verdict:
        case Verdict.PRESENT:
            return Finding(item, verdict, _evidence(item, Strength.OPERATIVE, clauses, tags))
        case Verdict.WEAK:
            return Finding(item, verdict, _evidence(item, Strength.WEAK, clauses, tags))
        case Verdict.MISSING:
            nearest = nearest_passages(item.clause_types, clauses, tags)
            return Finding(item, verdict, nearest=nearest)
        case Verdict.NOT_APPLICABLE:
            return Finding(item, verdict)


def _evidence(
    item: ChecklistItem,
    strength: Strength,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> tuple[Evidence, ...]:
    """One piece of evidence a clause, by its surest tag.

    The surest clauses come first; of those, the ones that say most of it and least of other things.
    """
    evidence: list[tuple[tuple[float, int, int], Evidence]] = []
    for clause in clauses:
        alike = [tag for tag in tags.get(clause.id, ()) if tag.strength is strength]
        held = [tag for tag in alike if tag.clause_type in item.clause_types]
        if held:
            best = max(held, key=lambda tag: tag.score)
            weight = (best.score, len(best.evidence), -len(alike))
            evidence.append((weight, Evidence(clause, best)))
    evidence.sort(key=lambda weighed: weighed[0], reverse=True)
    return tuple(piece for _, piece in evidence)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A document's verdicts, in the order of the checklist's items, and how many are gaps."""

    document: Document
    version_id: int
    verdicts: tuple[Verdict, ...]
    mandatory_missing: int
    missing: int  # the mandatory ones included
    weak: int


def matrix(checklist: Checklist, presences: Iterable[DocumentPresence]) -> list[MatrixRow]:
    """A row for each document; the order is mandatory gaps, all gaps, weak ones, then the title."""
    rows = [_row(checklist, presence) for presence in presences]
    rows.sort(key=lambda row: (-row.mandatory_missing, -row.missing, -row.weak, row.document.title))
    return rows


def _row(checklist: Checklist, presence: DocumentPresence) -> MatrixRow:
    verdicts = tuple(
        judge(item, presence.document, presence.present, presence.weak) for item in checklist.items
    )
    return MatrixRow(
        document=presence.document,
        version_id=presence.version_id,
        verdicts=verdicts,
        mandatory_missing=sum(
            verdict is Verdict.MISSING and item.level is Level.MANDATORY
            for item, verdict in zip(checklist.items, verdicts, strict=True)
        ),
        missing=verdicts.count(Verdict.MISSING),
        weak=verdicts.count(Verdict.WEAK),
    )
