"""A title and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title as printed and where it stands in the text."""

    title: str
    start: int
    end: int
