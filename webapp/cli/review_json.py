"""What ``review --json`` prints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from contracts.clause import RULES
from contracts.decisions import Decision
from review.checklist import Checklist
from review.figures import Figure
from review.findings import Finding, Lapse, Objection
from review.nearest import NearPassage
from review.remarks import Remark

if TYPE_CHECKING:
    from review.reviewing import Review


def review_json(
    number: int | None,
    checklist: Checklist,
    weights: str,
    findings: Sequence[Finding],
    remarks: Sequence[Remark],
    review: "Review | None",
) -> dict[str, Any]:
    """A review as docs/json.md describes it; ``number`` is None for a file that is not stored.

    ``review`` is what people made of a stored one.
    """
    return {
        "document": number,
        "checklist": checklist.id,
        "weights": weights or RULES,
        "sign_off": _sign_off(review) if review else None,
        "findings": [
            {
                "item": finding.item.id,
                "clause_types": finding.item.clause_types,
                "level": finding.level,
                "verdict": finding.verdict,
                "found": finding.found,
                "uncertain": finding.uncertain,
                "baseline": review and review.baseline(finding),
                "decision": decision_with_lapse(finding.decision, finding.lapse),
                "evidence": [
                    {"clause": piece.clause.id, "quote": piece.quote, "page": piece.clause.page}
                    for piece in finding.evidence
                ],
                "nearest": [_near(passage) for passage in finding.nearest],
                "figures": [_figure(figure) for figure in finding.figures],
                "objections": [_objection(objection) for objection in finding.objections],
                "unmet": [{"zh": reason.zh, "en": reason.en} for reason in finding.unmet],
            }
            for finding in findings
        ],
        "remarks": [_remark(remark) for remark in remarks],
    }


def decision_with_lapse(decision: Decision | None, lapse: Lapse | None) -> dict[str, Any] | None:
    """A decision, and why it no longer counts; None where there is none."""
    return None if decision is None else {**decision_json(decision), "lapse": lapse}


def decision_json(decision: Decision) -> dict[str, Any]:
    """What was decided, by whom and when."""
    deed = decision.deed
    return {
        "kind": deed.kind,
        "reason": deed.reason,
        "approver": deed.approver,
        "expires_on": deed.expires_on and deed.expires_on.isoformat(),
        "made_by": decision.made_by,
        "made_at": decision.made_at.isoformat(),
    }


def _sign_off(review: "Review") -> dict[str, Any] | None:
    if not review.sign_offs:
        return None
    last = review.sign_offs[-1]
    return {
        "signed_by": last.signed_by,
        "signed_at": last.signed_at.isoformat(),
        "stands": review.signed is not None,
        "changes": [{"reason": each.reason, "subject": each.subject} for each in review.changes],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "check": remark.check,
        "weight": remark.weight,
        "clause": remark.clause.id,
        "quote": remark.quote,
        "page": remark.clause.page,
        "message_zh": remark.message.zh,
        "message_en": remark.message.en,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    parameter = figure.parameter
    return {
        "parameter": parameter.id,
        "value": None if figure.value is None else float(figure.value),
        "unit": parameter.unit,
        "at_least": None if parameter.at_least is None else float(parameter.at_least),
        "at_most": None if parameter.at_most is None else float(parameter.at_most),
        "outcome": figure.outcome,
        "clause": figure.clause.id,
        "quote": figure.sentence,
        "page": figure.clause.page,
        "message_zh": figure.message("zh"),
        "message_en": figure.message("en"),
    }


def _objection(objection: Objection) -> dict[str, Any]:
    return {
        "clause": objection.clause.id,
        "quote": objection.quote,
        "page": objection.clause.page,
        "message_zh": objection.why.zh,
        "message_en": objection.why.en,
    }


def _near(passage: NearPassage) -> dict[str, Any]:
    return {
        "clause": passage.clause.id,
        "quote": passage.quote,
        "page": passage.clause.page,
        "clause_type": passage.tag.clause_type,
        "reason": passage.reason,
        "message_zh": passage.explanation("zh"),
        "message_en": passage.explanation("en"),
    }
