"""Severity: how grave a finding is, by its verdict and the level of its item."""

from enum import StrEnum

from review.checklist import Level
from review.findings import Finding, Verdict
from review.wording import Wording


class Severity(StrEnum):
    """HIGH must be mended before signing, MEDIUM should be, LOW is worth a look."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"

    def name_in(self, language: str) -> str:
        """The severity as a word in the reader's language."""
        return SEVERITY_WORDS[self].text(language)


SEVERITY_WORDS = {
    Severity.HIGH: Wording("高", "High"),
    Severity.MEDIUM: Wording("中", "Medium"),
    Severity.LOW: Wording("低", "Low"),
    Severity.NONE: Wording("无", "None"),
}
ISSUES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


def severity(verdict: Verdict, level: Level) -> Severity:
    """What is missing or unacceptable is gravest, and what is mandatory a step graver."""
    mandatory = level is Level.MANDATORY
    match verdict:
        case Verdict.MISSING | Verdict.UNACCEPTABLE:
            return Severity.HIGH if mandatory else Severity.MEDIUM
        case Verdict.WEAK:
            return Severity.MEDIUM if mandatory else Severity.LOW
        case _:
            return Severity.NONE


def severity_of(finding: Finding) -> Severity:
    """The severity of a finding."""
    return severity(finding.verdict, finding.level)


def at_least(held: Severity, limit: Severity) -> bool:
    """Whether a severity is as grave as the limit, or graver."""
    order = list(Severity)
    return order.index(held) <= order.index(limit)
