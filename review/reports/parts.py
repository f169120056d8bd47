"""Parts: what a report is made of, whatever it is written as.

A report is put into words once (``contract_parts``, ``portfolio_parts``); the writers of HTML and
of Word lay out the same parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from office.colours import Tone
from review.findings import Verdict
from review.reports.severity import Severity

TONE_OF_SEVERITY = {
    Severity.HIGH: Tone.GRAVE,
    Severity.MEDIUM: Tone.WARNING,
    Severity.LOW: Tone.NOTE,
    Severity.NONE: Tone.GOOD,
}
TONE_OF_VERDICT = {
    Verdict.MISSING: Tone.GRAVE,
    Verdict.UNACCEPTABLE: Tone.REFUSED,
    Verdict.WEAK: Tone.WARNING,
    Verdict.PRESENT: Tone.GOOD,
    Verdict.WAIVED: Tone.NOTE,
    Verdict.NOT_APPLICABLE: Tone.PLAIN,
}
MARKS = {
    Verdict.MISSING: "●",
    Verdict.UNACCEPTABLE: "■",
    Verdict.WEAK: "◐",
    Verdict.PRESENT: "○",
    Verdict.WAIVED: "◇",
    Verdict.NOT_APPLICABLE: "–",
}


class Fact(NamedTuple):
    """A line that says what something is: "Reviewed on: 2024-03-01"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: the report's title, what it is about, the conclusion, and the facts."""

    title: str
    note: str
    subject: str
    subtitle: str
    tone: Tone
    conclusion: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is a chapter of the report."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``soft`` makes it less prominent."""

    text: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what was counted."""

    label: str
    number: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts side by side."""

    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: the counts lie end to end; ``note`` stands behind the bar."""

    label: str
    counts: tuple[Count, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars; the longest bar has ``whole``."""

    title: str
    bars: tuple[Bar, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and its share of the table's width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that is repeated on each page."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts as a table of two columns."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the contract, where it stands, and why it is quoted."""

    place: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a card: passages of the contract, or a text of our own."""

    title: str
    passages: tuple[Passage, ...] = ()
    text: str = ""
    wording: bool = False  # the text is wording for the contract


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: number and name, what it is found to be, the question, and what speaks for it."""

    title: str
    badge: str
    tone: Tone
    question: str
    basis: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Documents against items: a mark for each, with the words of the marks beside it."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, tuple[Verdict, ...]]]
    legend: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: who, and when."""

    lines: tuple[str, ...]
    date: str


Part = (
    Cover | Heading | Paragraph | Tally | Bars | Table | Facts | Card | Matrix | Signatures
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """A report in words: its name and language, and its parts in order.

    ``footer`` stands below each page.
    """

    name: str
    language: str
    footer: str
    parts: tuple[Part, ...]
