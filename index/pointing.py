"""``Directions``: what finds clauses by where they point, whatever engine holds that.

The database is the truth of what an encoder has read; ``Readings`` is what one may see of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from contracts.meaning import DirectedVersion, Direction
from contracts.visibility import Visible


@dataclass(frozen=True, slots=True)
class Pointing:
    """A clause that points nearly where it was asked for; likeness is a cosine, up to 1."""

    document_id: int
    version_id: int
    order: int
    likeness: float

    @property
    def rank(self) -> tuple[float, int, int]:
        """What they are sorted by, best first."""
        return -self.likeness, self.document_id, self.order


class Readings(Protocol):
    """What an encoder's ``weights`` have read, of what may be seen."""

    @property
    def weights(self) -> str:
        """Their name."""

    @property
    def visible(self) -> Visible:
        """What may be seen."""

    def versions(self) -> Sequence[DirectedVersion]:
        """The documents' newest readable versions that have been read."""

    def directions(self, versions: Collection[int]) -> Iterable[Direction]:
        """Where the clauses of these versions point."""


class Directions(Protocol):
    """Clauses by where they point; whoever asks does not know which engine answers."""

    def closest(
        self,
        direction: bytes,
        readings: Readings,
        *,
        limit: int,
        least: float,
        without_document: int | None = None,
    ) -> list[Pointing]:
        """The clauses that may be seen and point most nearly there, best first.

        Only those at least as alike as ``least``, and none of the document itself. Raises
        SearchUnavailable where that can't be answered now, never an empty list instead.
        """

    def catch_up(self, readings: Readings) -> None:
        """Hold these, which are all that was read, so that no search waits for them."""

    def clear(self) -> None:
        """Let go of what can be had again from the database."""
