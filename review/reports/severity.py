"""Severity: how much a finding weighs, by its verdict and the level of its item."""

from enum import StrEnum

from review.checklist import Level
from review.findings import Finding, Verdict
from review.wording import Wording


class Severity(StrEnum):
    """HIGH is to be mended before signing, MEDIUM should be, LOW is to be looked at."""

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
    """What is missing or unacceptable weighs most, and what is mandatory a step more."""
    mandatory = level is Level.MANDATORY
    match verdict:
        case Verdict.MISSING | Verdict.UNACCEPTABLE:
            return Severity.HIGH if mandatory else Severity.MEDIUM
        case Verdict.WEAK:
            return Severity.MEDIUM if mandatory else Severity.LOW
        case _:
            return Severity.NONE


def severity_of(finding: Finding) -> Severity:
    """How much a finding weighs."""
    return severity(finding.verdict, finding.level)


def at_least(held: Severity, limit: Severity) -> bool:
    """Whether something weighs as much as the limit, or more."""
    order = list(Severity)
    return order.index(held) <= order.index(limit)
