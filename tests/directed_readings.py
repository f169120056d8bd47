"""Readings of an encoder as tests make them up, and the index that holds the same."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from contracts.clause import clause_id
from contracts.meaning import DirectedVersion, Direction
from contracts.visibility import EVERYTHING, Visible
from index.protocol import ClauseEntry, DocumentEntry

Numbers = Sequence[int]


def direction(numbers: Numbers) -> bytes:
    """A direction of these signed bytes."""
    return np.array(numbers, dtype=np.int8).tobytes()


@dataclass(slots=True)
class MadeReadings:
    """Version → directions of its clauses; a version's document and collection have its number."""

    clauses: Mapping[int, Sequence[Numbers]]
    weights: str = "made-1"
    visible: Visible = EVERYTHING

    def versions(self) -> list[DirectedVersion]:
        seen = self.visible.collections
        return [
            DirectedVersion(number, number, number)
            for number in self.clauses
            if seen is None or number in seen
        ]

    def directions(self, versions: Collection[int]) -> Iterator[Direction]:
        for version in versions:
            for order, numbers in enumerate(self.clauses[version]):
                yield Direction(version, order, direction(numbers))

    def seen_by(self, *collections: int) -> "MadeReadings":
        """The same for a person who may see these collections alone."""
        return replace(self, visible=Visible(frozenset(collections)))

    def documents(self) -> list[DocumentEntry]:
        """The documents as an index takes them."""
        return [
            DocumentEntry(
                number, number, number, "", "", "contract", "", "zh", (), None,
                tuple(
                    ClauseEntry(
                        clause_id(number, order), order, "保密", "", (),
                        direction=direction(numbers),
                    )
                    for order, numbers in enumerate(clauses)
                ),
                self.weights,
            )
            for number, clauses in self.clauses.items()
        ]  # fmt: skip
