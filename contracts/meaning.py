"""Meaning: clauses as directions in an encoder's space; the closer two are, the more alike.

A direction is a vector of signed bytes, as long as the encoder of its language makes it: directions
of different lengths can't be compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause
from contracts.text import reading


@dataclass(frozen=True, slots=True)
class DirectedVersion:
    """A version whose clauses have directions; another reading of it has another ``stamp``."""

    stamp: int
    version_id: int
    document_id: int


@dataclass(frozen=True, slots=True)
class Direction:
    """Where a clause points."""

    version_id: int
    order: int
    direction: bytes


_FEWEST_CHARACTERS = 8  # of a clause's body: less says nothing that could be alike
_LONGEST = 600  # characters of a clause that say what it is about


def meanings_of(clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Each clause's order with what it means in a few sentences, the heading above it first.

    Clauses of a few characters are left out.
    """
    by_id: Mapping[str, Clause] = {clause.id: clause for clause in clauses}
    for clause in clauses:
        if len(clause.body.strip()) >= _FEWEST_CHARACTERS:
            parent = by_id.get(clause.parent or "")
            heading = clause.heading or (parent.heading if parent else "")
            yield clause.order, reading(f"{heading}\n{clause.body}".strip()).text[:_LONGEST]
