"""Text that was recognised in a picture of a page, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DOUBTFUL = 0.85  # mean confidence of a page's lines, below which a person should look


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line with its place, in points from the page's top left, and how sure it is (0 to 1)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


Recognised = Mapping[int, Sequence[RecognisedLine]]  # by page, counted from 1


def is_doubtful(lines: Sequence[RecognisedLine]) -> bool:
    """Whether a page was read so badly that a person should compare it with the picture."""
    characters = sum(len(line.text) for line in lines)
    sure = sum(line.confidence * len(line.text) for line in lines)
    return bool(characters) and sure / characters < DOUBTFUL
