"""Findings: what a checklist finds present, weak or missing in a version, with the evidence.

Whether something is there at all is told by the stored tags alone: ``find_gaps`` reviews one
version and ``matrix`` many, and both go by ``judge``. Of what is there, ``find_gaps`` also reads
the figures and the words that the house doesn't accept; the matrix reads no text and shows neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from contracts.clause import Clause, Strength, Tag
from contracts.cues import compile_cue
from contracts.document import Document
from contracts.text import reading
from review.checklist import Checklist, ChecklistItem, Level
from review.nearest import NearPassage, explain, nearest_passages
from review.parameters import Figure, Outcome, read_figures
from review.quotes import quote, sentence_around
from review.wording import Wording
from store.presence import DocumentPresence


class Verdict(StrEnum):
    """What was found: a provision, a touch, something unacceptable, nothing, no reason to ask."""

    PRESENT = "present"
    WEAK = "weak"
    UNACCEPTABLE = "unacceptable"
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
class Objection:
    """A sentence that holds words the checklist doesn't accept."""

    clause: Clause
    quote: str
    why: Wording


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one item: best evidence first; where it's missing, what came nearest.

    ``figures`` are read in the evidence; ``objections`` are words anywhere that aren't acceptable.
    """

    item: ChecklistItem
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[NearPassage, ...] = ()
    figures: tuple[Figure, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def level(self) -> Level:
        """How much depends on the item."""
        return self.item.level

    @property
    def grave(self) -> bool:
        """Whether something mandatory is missing or can't be accepted."""
        graves = (Verdict.MISSING, Verdict.UNACCEPTABLE)
        return self.verdict in graves and self.level is Level.MANDATORY

    @property
    def beyond(self) -> tuple[Figure, ...]:
        """The figures that are beyond the checklist's limits."""
        return tuple(figure for figure in self.figures if figure.outcome is Outcome.BEYOND)


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
    if verdict is Verdict.NOT_APPLICABLE:
        return Finding(item, verdict)
    objections = tuple(_objections(item, clauses))
    if verdict is Verdict.MISSING:
        nearest = nearest_passages(item.clause_types, clauses, tags)
        return _judged(Finding(item, verdict, nearest=nearest, objections=objections))
    strength = Strength.OPERATIVE if verdict is Verdict.PRESENT else Strength.WEAK
    evidence = _evidence(item, strength, clauses, tags)
    figures = _figures(item, evidence)
    return _judged(Finding(item, verdict, evidence, figures=figures, objections=objections))


def _judged(finding: Finding) -> Finding:
    """The finding with the verdict that its figures and objections lead to."""
    outcomes = {figure.parameter.otherwise for figure in finding.beyond}
    if finding.objections or "unacceptable" in outcomes:
        return replace(finding, verdict=Verdict.UNACCEPTABLE)
    if finding.verdict is Verdict.PRESENT and "weak" in outcomes:
        return replace(finding, verdict=Verdict.WEAK)
    return finding


def _figures(item: ChecklistItem, evidence: Sequence[Evidence]) -> tuple[Figure, ...]:
    """The figures in the order of the text."""
    ordered = sorted(evidence, key=lambda piece: piece.clause.order)
    return tuple(
        figure for piece in ordered for figure in read_figures(item.parameters, piece.clause)
    )


def _objections(item: ChecklistItem, clauses: Sequence[Clause]) -> Iterator[Objection]:
    """The sentences anywhere in the document that hold unacceptable words, each once."""
    for unacceptable in item.unacceptable:
        for clause in clauses:
            read = reading(clause.text)
            quotes = {
                sentence_around(clause.text, *read.span(*match.span()))
                for cue in unacceptable.words
                for match in compile_cue(cue, {}).matches(read.text)
            }
            for sentence in sorted(quotes, key=clause.text.index):
                yield Objection(clause, sentence, unacceptable.why)


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
