"""Text that was recognised in a picture of a page, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

DOUBTFUL = 0.85  # confidence of a line, or of a page in the mean, below which to look at it
MOST_BAD = 0.02  # of the width of a page's lines, if the page is to be relied on


class Defect(StrEnum):
    """What is wrong with a scanned page, told by its picture."""

    FAINT = "faint"
    BLURRED = "blurred"
    UNREADABLE = "unreadable"  # no characters were found, though there is ink
    SKEWED = "skewed"
    CUT = "cut"


TO_BE_SCANNED_AGAIN = frozenset({Defect.FAINT, Defect.BLURRED, Defect.UNREADABLE})


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line with its place, in points from the page's top left, and how sure it is (0 to 1).

    ``turn`` is by how many degrees the page was turned clockwise to be read; the place is on the
    turned page. It is None where that was not noted: then the page was only straightened.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    turn: float | None = None


Recognised = Mapping[int, Sequence[RecognisedLine]]  # by page, counted from 1


def turn_of_page(lines: Sequence[RecognisedLine]) -> float | None:
    """By how many degrees a page was turned clockwise to be read; None where it was not noted."""
    return lines[0].turn if lines else None


def confidence(lines: Sequence[RecognisedLine]) -> float:
    """The mean confidence of a page's characters, 0 where there are none."""
    characters = sum(len(line.text) for line in lines)
    sure = sum(line.confidence * len(line.text) for line in lines)
    return round(sure / characters, 4) if characters else 0.0


def badly_read(lines: Iterable[RecognisedLine]) -> tuple[RecognisedLine, ...]:
    """The lines of which words may be wrong or missing."""
    return tuple(line for line in lines if line.confidence < DOUBTFUL)


def is_doubtful(lines: Sequence[RecognisedLine]) -> bool:
    """Whether a page was read so badly that a person should compare it with the picture."""
    return bool(lines) and confidence(lines) < DOUBTFUL


def is_reliable(lines: Sequence[RecognisedLine]) -> bool:
    """Whether documents can be compared on this page: hardly any of its lines was read badly.

    Lines count by their width: of a garbled one few characters are left, and the page's mean
    remains high.
    """
    width = sum(line.x1 - line.x0 for line in lines)
    bad = sum(line.x1 - line.x0 for line in badly_read(lines))
    return bool(lines) and bad <= MOST_BAD * width
