"""Counting how well types are found present or missing, over documents and types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Presence:
    """Counts: there and found, there and called missing, absent and found, absent and missing."""

    found: int = 0
    false_gaps: int = 0
    missed_gaps: int = 0
    gaps: int = 0

    @classmethod
    def of(cls, *, true: bool, said: bool) -> "Presence":
        """One document and type."""
        return cls(true and said, true and not said, said and not true, not true and not said)

    def __add__(self, other: "Presence") -> "Presence":
        return Presence(
            self.found + other.found,
            self.false_gaps + other.false_gaps,
            self.missed_gaps + other.missed_gaps,
            self.gaps + other.gaps,
        )

    @property
    def mistakes(self) -> int:
        """False gaps and missed gaps together."""
        return self.false_gaps + self.missed_gaps

    @property
    def missing_f1(self) -> float:
        """F1 of what is called missing."""
        return _ratio(2 * self.gaps, 2 * self.gaps + self.false_gaps + self.missed_gaps)

    @property
    def present_f1(self) -> float:
        """F1 of what is called present."""
        return _ratio(2 * self.found, 2 * self.found + self.false_gaps + self.missed_gaps)

    @property
    def false_gap_rate(self) -> float:
        """Of what is there, the share called missing."""
        return _ratio(self.false_gaps, self.found + self.false_gaps)

    @property
    def missed_gap_rate(self) -> float:
        """Of what is missing, the share found."""
        return _ratio(self.missed_gaps, self.gaps + self.missed_gaps)

    def __str__(self) -> str:
        return (
            f"missing F1 {self.missing_f1:.3f}, present F1 {self.present_f1:.3f}, "
            f"false gaps {self.false_gap_rate:.1%}, missed gaps {self.missed_gap_rate:.1%}"
        )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
