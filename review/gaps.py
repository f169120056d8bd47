"""Gaps: what a checklist finds present, weak or missing in a version, and why.

The stored tags tell whether something is there at all: ``find_gaps`` reviews one version by them,
``review/matrix.py`` many. Of what is there, ``find_gaps`` also reads whether it names what the item
is about, the figures in it, and the words that the house doesn't accept.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from contracts.announcing import announced_types
from contracts.clause import Clause, Strength, Tag
from contracts.cues import plain_cue
from contracts.document import Document
from contracts.text import reading
from review.checklist import Checklist, ChecklistItem
from review.evidence import gather_evidence
from review.figures import Figure, read_figures
from review.findings import Evidence, Finding, Objection, Verdict
from review.nearest import nearest_passages
from review.parameters import Outcome, Parameter
from review.quotes import sentence_around
from review.unmet import unmet

_BY_STRENGTH = ((Verdict.PRESENT, Strength.OPERATIVE), (Verdict.WEAK, Strength.WEAK))


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
    announced = announced_types(clauses)
    return tuple(
        _find(item, clauses, tags, announced)
        if item.applies_to(document)
        else Finding(item, Verdict.NOT_APPLICABLE, unmet=unmet(item.applies_when, document))
        for item in checklist.items
    )


def _find(
    item: ChecklistItem,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    announced: Mapping[str, Set[str]],
) -> Finding:
    objections = tuple(_objections(item, clauses))
    naming = [clause for clause in clauses if _names(item, clause)]
    unnamed = [clause for clause in clauses if not _names(item, clause)]
    for verdict, strength in _BY_STRENGTH:
        if evidence := gather_evidence(item, strength, naming, tags, announced):
            figures = _figures(item, evidence, tags)
            return _judged(Finding(item, verdict, evidence, figures=figures, objections=objections))
    nearest = nearest_passages(item.clause_types, naming, tags, unnamed)
    return _judged(Finding(item, Verdict.MISSING, nearest=nearest, objections=objections))


def _names(item: ChecklistItem, clause: Clause) -> bool:
    """Whether a clause names what the item is about; where it needs no name, any does."""
    if not item.must_name:
        return True
    read = reading(clause.text).text
    return any(any(plain_cue(cue).matches(read)) for cue in item.must_name)


def _judged(finding: Finding) -> Finding:
    """The finding with the verdict that its figures and objections lead to."""
    outcomes = {figure.parameter.otherwise for figure in finding.beyond}
    if finding.objections or "unacceptable" in outcomes:
        return replace(finding, found=Verdict.UNACCEPTABLE)
    if finding.found is Verdict.PRESENT and "weak" in outcomes:
        return replace(finding, found=Verdict.WEAK)
    return finding


def _figures(
    item: ChecklistItem, evidence: Sequence[Evidence], tags: Mapping[str, Sequence[Tag]]
) -> tuple[Figure, ...]:
    """The figures, those beyond a limit before the others, else in the order of the text."""
    ordered = sorted(evidence, key=lambda piece: piece.clause.order)
    figures = (
        figure
        for piece in ordered
        for figure in read_figures(_asked_of(item, piece, tags), piece.clause)
    )
    return tuple(sorted(figures, key=lambda figure: figure.outcome is not Outcome.BEYOND))


def _asked_of(
    item: ChecklistItem, piece: Evidence, tags: Mapping[str, Sequence[Tag]]
) -> list[Parameter]:
    """The parameters that are looked for in a clause: not where it is rather of another type."""
    rather = {tag.clause_type for tag in tags[piece.clause.id] if tag.score > piece.tag.score}
    return [each for each in item.parameters if rather.isdisjoint(each.not_where)]


def _objections(item: ChecklistItem, clauses: Sequence[Clause]) -> Iterator[Objection]:
    """The sentences anywhere in the document that hold unacceptable words, each once."""
    for unacceptable in item.unacceptable:
        for clause in clauses:
            read = reading(clause.text)
            quotes = {
                sentence_around(clause.text, *read.span(*match.span()))
                for cue in unacceptable.words
                for match in plain_cue(cue).matches(read.text)
            }
            for sentence in sorted(quotes, key=clause.text.index):
                yield Objection(clause, sentence, unacceptable.why)
