"""What a cell of a workbook may hold: nothing that a spreadsheet would take for a formula."""

from dataclasses import dataclass
from enum import Enum

from office.xml_text import writable

LONGEST = 32_000  # characters that a cell holds, with some to spare
# Excel takes the full-width signs for the others where it is set to Chinese or Japanese.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class Mark(Enum):
    """How words of a cell are marked: struck out as taken from a text, underlined as put in."""

    TAKEN = "taken"
    PUT = "put"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose words at ``places`` (start and end, in order) bear a mark."""

    text: str
    places: tuple[tuple[int, int], ...]
    mark: Mark

    def __str__(self) -> str:
        return self.text


Value = str | int | Marked


def safe(value: Value) -> str | int:
    """The value as a cell may hold it."""
    return value if isinstance(value, int) else safe_text(str(value))


def safe_text(text: str) -> str:
    """The text as a cell may hold it; what looks like a formula gets a quote before it."""
    text = writable(text)[:LONGEST]
    return f"'{text}" if text.startswith(_FORMULA) else text


def unquoted(text: str) -> str:
    """The text that a cell was given by ``safe_text``."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
