"""Fact: what a document states about itself, as it is kept; ``facts`` finds it."""

from dataclasses import dataclass

from contracts.clause import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its field's name; ``evidence`` is None where it isn't said in so many words.

    ``parties`` is a JSON list of {"name", "role"}; dates are ISO 8601; ``amount`` is a currency
    (ISO 4217) and a decimal number.
    """

    field: str
    value: str
    evidence: Span | None
