"""Reliability: how often a cue was right where it stood in contracts that people labelled.

Hundreds of cues are not alike: of the clauses that hold 验收 a fourth provide for acceptance (it is
also the day from which a warranty runs), of those that hold 经验收合格后 most do.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from contracts.clause import FoundCue

_RAREST = 0.02  # probability beyond which counts say too little, at either end


@dataclass(frozen=True, slots=True)
class Reliability:
    """Log odds that a clause in which a cue was found provides for the cue's type.

    ``by_cue`` has them by clause type and by ``place_of`` a cue; ``otherwise`` by the manner in
    which a cue stands, for cues too rare to be counted.
    """

    by_cue: Mapping[str, Mapping[str, float]]
    otherwise: Mapping[str, float]

    def best(self, clause_type: str, cues: Iterable[FoundCue]) -> float:
        """The log odds of a type's most reliable cue; those of "never" where there is none."""
        counted = self.by_cue.get(clause_type, {})
        return max((self._of(counted, cue) for cue in cues), default=log_odds(0.0, _RAREST))

    def _of(self, counted: Mapping[str, float], cue: FoundCue) -> float:
        manner = manner_of(cue)
        of_type = counted.get(manner, self.otherwise.get(manner, 0.0))
        return counted.get(place_of(cue), of_type)


def manner_of(cue: FoundCue) -> str:
    """The manner in which a cue stands: its strength there, and whether a heading announces it."""
    return f"{cue.strength} at home" if cue.at_home else str(cue.strength)


def place_of(cue: FoundCue) -> str:
    """A cue and how it stands."""
    return f"{manner_of(cue)}: {cue.cue}"


@lru_cache(maxsize=1 << 14)  # scores have four digits
def log_odds(score: float, least: float) -> float:
    """Of a score from 0 to 1, bounded: ``least`` is the smallest that means anything."""
    bounded = min(max(score, least), 1 - least)
    return math.log(bounded / (1 - bounded))
