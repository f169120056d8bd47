"""Passages: the pieces of clauses that an encoder reads, each with what stands around it.

A passage is a line of a clause (a paragraph, a row of a table), a long line in several pieces; in
Chinese, short lines that follow each other are one. What it is about often stands elsewhere: in the
document's title, in the headings above it, in the words that lead to a list. These go along.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from contracts.clause import Clause, ClauseKind
from contracts.language import language_of
from contracts.text import reading
from contracts.titles.finding import find_title

LONGEST = 350  # characters of a passage: what an encoder reads in one piece
_PACKED = 120  # characters up to which lines of a Chinese clause are read as one
_CONTEXT = 60  # characters kept of what stands above
_TITLE, _HEADING, _LEAD_IN = 24, 24, 40  # characters of the parts of a context
_ENGLISH = 3  # characters that say as much as one hanzi
_FIRST_CLAUSES = 4  # where a title stands
_SENTENCE_END = re.compile(r"(?<=[。;!?])|(?<=[a-z\d)][.;] )")
_RULE = re.compile(r"([_\-─━=.*·…\s])\1{3,}")  # blanks and lines drawn with characters
_WORTH_READING = re.compile(r"\w")  # also a blank to fill in: ____
_BLANK = "___"
# The same, drawn otherwise. A line is taken whole (}+): parted in every way, 80 signs take hours.
_DRAWN_BLANK = re.compile(r"\s*(?:([─━…·])\1{3,}+\s*)+")
_PARTS = {
    ClauseKind.PREAMBLE: ("首部", "preamble"),
    ClauseKind.SIGNATURE: ("签署", "signatures"),
    ClauseKind.ATTACHMENT: ("附件", "attachment"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a clause as it is read: ``text``, and the ``context`` above it.

    ``start`` and ``end`` are its place in the version's text, half-open. Passages whose ``key`` is
    the same read the same, wherever they stand.
    """

    clause_id: str
    start: int
    end: int
    context: str
    text: str

    @property
    def key(self) -> str:
        """A name for what is read: 32 hexadecimal digits."""
        return sha256(f"{self.context}\x1f{self.text}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PassageScores:
    """An encoder's scores for a passage: how surely it provides a type, or only touches on it.

    Scores are from 0 to 1, by clause type; those next to nothing are left out. ``vector`` is its
    direction in the encoder's space, each number of it a signed byte.
    """

    operative: Mapping[str, float] = field(default_factory=dict)
    touched: Mapping[str, float] = field(default_factory=dict)
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with what an encoder makes of it."""

    passage: Passage
    scores: PassageScores


def scored_by_clause(
    passages: Iterable[Passage], scores: Iterable[PassageScores]
) -> dict[str, list[ScoredPassage]]:
    """Passages with their scores, which come in the same order, by clause id."""
    found: dict[str, list[ScoredPassage]] = {}
    for passage, each in zip(passages, scores, strict=True):
        found.setdefault(passage.clause_id, []).append(ScoredPassage(passage, each))
    return found


def passages_of(clauses: Sequence[Clause]) -> tuple[Passage, ...]:
    """The passages of a version's clauses, in their order; empty lines give none."""
    english = language_of("\n".join(clause.text for clause in clauses)) == "en"
    reader = _Reader({clause.id: clause for clause in clauses}, english=english)
    title = reader.title(clauses[:_FIRST_CLAUSES])
    passages: list[Passage] = []
    for clause in clauses:
        above = reader.above(clause)
        part = _PARTS[clause.kind][english] if clause.kind in _PARTS else ""
        for start, end, heading in reader.pieces(clause):
            text = _RULE.sub(r"\1\1\1", reading(clause.text[start:end]).text.strip())
            if heading and _DRAWN_BLANK.fullmatch(clause.body):
                text = _BLANK
            if not _WORTH_READING.search(text):
                continue
            context = " ".join(filter(None, (title, part, above, heading)))
            place = clause.span.start + start, clause.span.start + end
            passages.append(Passage(clause.id, *place, context, text))
    return tuple(passages)


def printed_span(passage: Passage, clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Where ``passage.text[start:end]``, not empty, stands in the text of its clause."""
    first = passage.start - clause.span.start
    read = reading(clause.text[first : passage.end - clause.span.start])
    before = len(read.text) - len(read.text.lstrip())
    kept: list[int] = []  # the places in what is read of each character of the passage's text
    reached = before
    for match in _RULE.finditer(read.text.strip()):
        kept.extend(range(reached, before + match.start() + 3))
        reached = before + match.end()
    kept.extend(range(reached, len(read.text)))
    printed = read.span(kept[start], kept[end - 1] + 1)
    return first + printed[0], first + printed[1]


class _Reader:
    """Reads clauses of one language: English takes more characters to say as much."""

    def __init__(self, clauses: Mapping[str, Clause], *, english: bool) -> None:
        self._clauses = clauses
        self._english = english
        self.scale = _ENGLISH if english else 1

    def title(self, first: Sequence[Clause]) -> str:
        head = "\n".join(clause.text for clause in first)
        found = find_title(head, 0, english=self._english)
        return reading(found.title).text[: _TITLE * self.scale] if found else ""

    def above(self, clause: Clause) -> str:
        """The headings above a clause, the outermost first, and the words that lead to it."""
        headings: list[str] = []
        parent = self._clauses.get(clause.parent or "")
        lead_in = _plain(parent.body)[-_LEAD_IN * self.scale :] if parent else ""
        while parent is not None:
            headings.append(self._heading(parent))
            parent = self._clauses.get(parent.parent or "")
        return " ".join(filter(None, (*reversed(headings), lead_in)))[-_CONTEXT * self.scale :]

    def pieces(self, clause: Clause) -> Iterator[tuple[int, int, str]]:
        """Where the passages of a clause stand in its text, each with the heading it is under.

        Number and heading belong to no passage, unless there is nothing else.
        """
        if not clause.body.strip():
            yield 0, len(clause.text), ""
            return
        heading = self._heading(clause)
        lines = self._lines(clause)
        for start, end in lines if self._english else _packed(lines):
            yield start, end, heading

    def _lines(self, clause: Clause) -> Iterator[tuple[int, int]]:
        start = len(clause.text) - len(clause.body)
        for line in clause.body.split("\n"):
            end = start + len(line)
            yield from self._cut(clause.text, start, end)
            start = end + 1

    def _heading(self, clause: Clause) -> str:
        return _plain(clause.heading)[: _HEADING * self.scale]

    def _cut(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A line in pieces that aren't too long and end with a sentence, if any does."""
        longest = LONGEST * self.scale
        while end - start > longest:
            ends = [m.end() for m in _SENTENCE_END.finditer(text, start, start + longest)]
            cut = ends[-1] if ends and ends[-1] > start else start + longest
            yield start, cut
            start = cut
        if start < end:
            yield start, end


def _packed(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places that follow each other, short ones together."""
    packed: tuple[int, int] | None = None
    for start, end in places:
        if packed and end - packed[0] <= _PACKED:
            packed = packed[0], end
            continue
        if packed:
            yield packed
        packed = start, end
    if packed:
        yield packed


def _plain(text: str) -> str:
    return reading(text).text.strip()
