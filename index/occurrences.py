"""Where a query's words stand in a stored text: what back ends verify by, and highlights mark.

It follows the same runs as ``analysis``, so that nothing is marked that was not found.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contracts.text import fold, reading
from index.analysis import is_east_asian, runs, spellings
from index.query import Near, Prefix, Text

Place = tuple[int, int]  # half-open, in the characters of a Row
_PARTING = " "  # stands between two runs


@dataclass(frozen=True, slots=True)
class Row:
    """The indexed characters of one spelling of a text, its runs parted by spaces.

    ``offsets`` are the printed offsets of the characters; ``counts`` says for each place how many
    indexed characters stand before it, and has one entry more, for the end.
    """

    text: str
    offsets: Sequence[int]
    counts: Sequence[int]

    def printed(self, place: Place) -> tuple[int, int]:
        """The printed offsets of a place, half-open."""
        return self.offsets[place[0]], self.offsets[place[1] - 1] + 1


def rows(text: str) -> tuple[Row, ...]:
    """The spellings of a printed text: as folded, and as read where that differs."""
    folded = fold(text)
    read = reading(text)
    first = _row(folded, range(len(folded)))
    return (first,) if read.text == folded else (first, _row(read.text, read.positions))


def places(part: Text | Prefix, row: Row) -> list[Place]:
    """Where a text stands in the row, overlapping places included, in order."""
    found: set[Place] = set()
    for needle in _needles(part.text):
        at_word_start = isinstance(part, Prefix) and not is_east_asian(needle[0])
        start = row.text.find(needle)
        while start >= 0:
            if not at_word_start or start == 0 or row.text[start - 1] == _PARTING:
                found.add((start, start + len(needle)))
            start = row.text.find(needle, start + 1)
    return sorted(found)


def near_places(near: Near, row: Row) -> list[Place]:
    """Where the two texts of a Near stand close enough to each other; empty where they don't."""
    left, right = places(near.left, row), places(near.right, row)
    return sorted(
        {*_close(left, right, near.distance, row), *_close(right, left, near.distance, row)}
    )


def stands_in(part: Text | Prefix | Near, text: str) -> bool:
    """Whether the part matches the printed text."""
    if isinstance(part, Near):
        return any(near_places(part, row) for row in rows(text))
    return any(places(part, row) for row in rows(text))


def _close(
    ones: Sequence[Place], others: Sequence[Place], distance: int, row: Row
) -> Iterator[Place]:
    """Those of ``ones`` that have one of ``others`` near, before or after, not overlapping."""
    starts = [start for start, _ in others]
    ends = sorted(end for _, end in others)
    for start, end in ones:
        after = bisect_left(starts, end)
        before = bisect_right(ends, start) - 1
        follows = after < len(starts) and row.counts[starts[after]] - row.counts[end] <= distance
        precedes = before >= 0 and row.counts[start] - row.counts[ends[before]] <= distance
        if follows or precedes:
            yield start, end


def _needles(text: str) -> tuple[str, ...]:
    joined = (_PARTING.join(run.text for run in runs(spelling)) for spelling in spellings(text))
    return tuple(dict.fromkeys(needle for needle in joined if needle))


def _row(spelling: str, positions: Sequence[int]) -> Row:
    characters: list[str] = []
    offsets: list[int] = []
    counts: list[int] = []
    count = 0
    for run in runs(spelling):
        if characters:
            characters.append(_PARTING)
            offsets.append(positions[run.start])
            counts.append(count)
        characters.append(run.text)
        offsets.extend(positions[run.start : run.start + len(run.text)])
        counts.extend(range(count, count + len(run.text)))
        count += len(run.text)
    return Row("".join(characters), offsets, [*counts, count])
