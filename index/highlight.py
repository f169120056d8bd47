"""Marking a query's words in a stored clause, and choosing the lines that show them.

The same for every back end: it reads the printed text, not the engine's own offsets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from unicodedata import east_asian_width

from index.occurrences import places, rows
from index.query import And, Fuzzy, Near, Or, Prefix, Query, Text

Mark = tuple[int, int]  # printed offsets, half-open

_SENTENCE_END = re.compile(r"[。！？；!?;…]+[”’」』）)]*|\.(?=\s)|\n+")
_MARKS_CONSIDERED = 50  # an excerpt is chosen among the first marks; a text may hold thousands
_BREAK = re.compile(r"[，、,：:。；;\s]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text with its marks (offsets in ``text``), and whether more stands around it."""

    text: str
    marks: tuple[Mark, ...]
    cut_before: bool
    cut_after: bool

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is marked: what a page prints."""
        pieces: list[tuple[str, bool]] = []
        end = 0
        for start, stop in self.marks:
            pieces += [(self.text[end:start], False), (self.text[start:stop], True)]
            end = stop
        return tuple(
            (piece, marked) for piece, marked in [*pieces, (self.text[end:], False)] if piece
        )


def highlight(query: Query, text: str) -> tuple[Mark, ...]:
    """Where the query's words stand in a clause's printed text: in order, not overlapping.

    Words under a Not and words for other fields are not marked.
    """
    wanted = tuple(dict.fromkeys(_marked_parts(query)))
    if not wanted:
        return ()
    return _merged(
        row.printed(place)
        for row in rows(text)
        for part in wanted
        for place in places(part, row.text)
    )


def words_stand(query: Query, text: str) -> bool:
    """Whether all words that the query asks for stand in the text; of an Or one part's."""
    match query:
        case And(parts):
            return all(words_stand(part, text) for part in parts)
        case Or(parts):
            return any(words_stand(part, text) for part in parts)
        case Text() | Prefix() | Fuzzy() | Near():
            return bool(highlight(query, text))
    return True


def excerpt(text: str, marks: Sequence[Mark], width: float = 80) -> Excerpt:
    """The part of a text that shows most marks, at most ``width`` wide, from a sentence's start.

    ``width`` counts in hanzi; a narrow character (Latin, digits) counts half.
    """
    start, end = max(
        (_window(text, start, width) for start in _starts(text, marks, width)),
        key=lambda window: (_marks_within(marks, window), -window[0]),
    )
    inside = tuple(
        (max(first, start) - start, min(last, end) - start)
        for first, last in marks
        if first < end and last > start
    )
    return Excerpt(text[start:end], inside, bool(text[:start].strip()), bool(text[end:].strip()))


def _marked_parts(query: Query) -> Iterator[Text | Prefix | Fuzzy | Near]:
    if isinstance(query, (And, Or)):
        for part in query.parts:
            yield from _marked_parts(part)
    elif isinstance(query, (Text, Prefix, Fuzzy, Near)):
        yield query


def _merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for start, end in sorted(set(marks)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _marks_within(marks: Sequence[Mark], window: Mark) -> int:
    return sum(window[0] <= start and end <= window[1] for start, end in marks)


def _starts(text: str, marks: Sequence[Mark], width: float) -> list[int]:
    """Where an excerpt may begin: at the text's start and at the sentences that hold a mark; in a
    sentence too long to show the mark, a little before it.
    """
    borders = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    starts = {_skip_space(text, 0)}
    border = 0
    for first, _ in marks[:_MARKS_CONSIDERED]:
        while border + 1 < len(borders) and borders[border + 1] <= first:
            border += 1
        sentence = _skip_space(text, borders[border])
        if first - sentence > 2 * width or _width(text[sentence:first]) > width * 2 / 3:
            sentence = _shortly_before(text, first, width / 3)
        starts.add(sentence)
    return sorted(starts)


def _shortly_before(text: str, position: int, width: float) -> int:
    """A place at most ``width`` before the position, after a comma or space where there is one."""
    start = position
    while start > 0 and (width := width - _character_width(text[start - 1])) >= 0:
        start -= 1
    match = _BREAK.search(text, start, position)
    return _skip_space(text, match.end()) if match else start


def _window(text: str, start: int, width: float) -> Mark:
    """From ``start`` as far as the width allows, back to a sentence's end if one is not far."""
    most = text[start : start + int(2 * width) + 1]  # characters are half as wide at least
    end = start + bisect_right(list(accumulate(map(_character_width, most))), width)
    if end == len(text):
        return start, end
    sentence_ends = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    if sentence_ends and sentence_ends[-1] - start > (end - start) * 2 / 3:
        return start, sentence_ends[-1]
    while (
        end > start + 1 and text[end].isascii() and text[end].isalnum() and text[end - 1].isalnum()
    ):
        end -= 1
    return start, end


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _width(text: str) -> float:
    return sum(map(_character_width, text))


@lru_cache(maxsize=20_000)  # far more characters than contracts are written in
def _character_width(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WFA" else 0.5
