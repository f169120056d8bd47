"""Which decisions still count: what they rested on is compared with what is found now.

A decision that counts waives a finding, makes it not applicable, or confirms it. One that has
lapsed stays with its finding, with the reason: the person is asked again.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from contracts.anchoring import Place, find_passages, same_words
from contracts.clause import Clause, Span
from contracts.decisions import Basis, Decision, DecisionKind, Deed, UnclearDecision
from contracts.laws import LawRegister
from review.findings import GAPS, Finding, Lapse
from review.fingerprints import item_fingerprint, laws_behind
from review.quotes import sentence_around, span_of


def with_decisions(
    findings: Sequence[Finding],
    decisions: Mapping[str, Decision],
    clauses: Sequence[Clause],
    register: LawRegister,
    today: date,
) -> tuple[Finding, ...]:
    """The findings as people decided them; ``decisions`` are the last ones by item."""
    there = _still_there(decisions.values(), clauses)
    return tuple(
        _decided(finding, decisions[finding.item.id], there, register, today)
        if finding.item.id in decisions and finding.applies
        else finding
        for finding in findings
    )


def basis_of(finding: Finding, register: LawRegister) -> Basis:
    """What a decision on this finding rests on."""
    return Basis(
        found=finding.found,
        item=item_fingerprint(finding.item),
        passages=objected(finding) or _best_evidence(finding),
        laws=laws_behind(finding.item, register),
    )


def require_decidable(finding: Finding, deed: Deed, today: date) -> None:
    """Raise UnclearDecision where the deed makes no sense for the finding."""
    deed.require_complete(today)
    if not finding.applies:
        raise UnclearDecision(
            "这一项按审查清单就不适用于本文件，无需决定。",
            "By the checklist this item doesn't apply to the document at all: there is nothing to "
            "decide.",
        )
    if deed.kind is DecisionKind.WITHDRAWN and finding.decision is None:
        raise UnclearDecision(
            "这一项没有可以撤回的决定，可能已经撤回。请重新查看审查结果。",
            "There is no decision to withdraw; it may be withdrawn already. Look at the review"
            " again.",
        )
    if deed.kind is DecisionKind.WAIVED and finding.found not in GAPS:
        raise UnclearDecision(
            "只有缺失、薄弱或不可接受的项才能豁免。请改用“确认”或“不适用”。",
            "Only what is missing, weak or unacceptable can be waived. Confirm it, or say that it "
            "doesn't apply.",
        )


def objected(finding: Finding) -> tuple[Span, ...]:
    """The passages that speak against the item: refused words, figures beyond their limits."""
    sentences = [(each.clause, each.quote) for each in finding.objections]
    sentences += [(figure.clause, figure.sentence) for figure in finding.beyond]
    return tuple(dict.fromkeys(span_of(clause, sentence) for clause, sentence in sentences))


def _best_evidence(finding: Finding) -> tuple[Span, ...]:
    return tuple(span_of(piece.clause, piece.quote) for piece in finding.evidence[:1])


def _still_there(decisions: Iterable[Decision], clauses: Sequence[Clause]) -> Set[Span]:
    """The passages of decisions that still stand in this version, word for word."""
    passages = list({passage for each in decisions for passage in each.basis.passages})
    return {
        passage
        for passage, place in zip(passages, find_passages(passages, clauses), strict=True)
        if place is not None and same_words(_sentence(place), passage.exact)
    }


def _sentence(place: Place) -> str:
    """The whole sentence of a passage, since words added to it may reverse what it says."""
    clause, span = place.clause, place.span
    start = span.start - clause.span.start
    sentence = sentence_around(clause.text, start, start + len(span.exact))
    return span_of(clause, sentence).exact


def _decided(
    finding: Finding, decision: Decision, there: Set[Span], register: LawRegister, today: date
) -> Finding:
    lapse = _lapse(finding, decision, there, register, today)
    return replace(finding, decision=decision, lapse=lapse)


def _lapse(
    finding: Finding, decision: Decision, there: Set[Span], register: LawRegister, today: date
) -> Lapse | None:
    """Why a decision no longer counts; None where it does."""
    basis = decision.basis
    if decision.deed.expires_on is not None and decision.deed.expires_on < today:
        return Lapse.EXPIRED
    if basis.item != item_fingerprint(finding.item):
        return Lapse.ITEM_CHANGED
    if dict(basis.laws) != dict(laws_behind(finding.item, register)):
        return Lapse.LAW_CHANGED
    if basis.found != finding.found:
        return Lapse.FOUND_OTHERWISE
    against = objected(finding)
    if against:
        known = all(_is_one_of(passage, basis.passages) for passage in against)
        return None if known else Lapse.PASSAGE_ADDED
    return None if there >= set(basis.passages) else Lapse.PASSAGE_GONE


def _is_one_of(passage: Span, passages: Sequence[Span]) -> bool:
    return any(same_words(passage.exact, other.exact) for other in passages)
