"""A statement: one fact of a document, and where its text says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact's field and value, and where in the reading (contracts.text) it is stated.

    Where the value is the text's own words, ``words`` is their place.
    """

    field: str
    value: str
    start: int
    end: int
    words: tuple[int, int] | None = None
