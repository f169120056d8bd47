"""Where a query's words stand in a stored text: what back ends verify by, and highlights mark.

It follows the same runs as ``analysis``, so that nothing is marked that was not found.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from contracts.text import fold, reading
from index.analysis import GAP, is_east_asian, joined_runs, run_places, spellings
from index.fuzziness import fuzzy_run, is_nearly, nearly_places
from index.query import Fuzzy, Near, Prefix, Text

Place = tuple[int, int]  # half-open, in joined runs
_WORD = re.compile("[^ ]+")


@dataclass(frozen=True, slots=True)
class Row:
    """The joined runs of one spelling of a text, and the printed offset of each character."""

    text: str
    offsets: Sequence[int]

    def printed(self, place: Place) -> tuple[int, int]:
        """The printed offsets of a place, half-open."""
        return self.offsets[place[0]], self.offsets[place[1] - 1] + 1


def rows(text: str) -> tuple[Row, ...]:
    """The spellings of a printed text: as folded, and as read where that differs."""
    folded = fold(text)
    read = reading(text)
    first = _row(folded, range(len(folded)))
    return (first,) if read.text == folded else (first, _row(read.text, read.positions))


def places(part: Text | Prefix | Fuzzy | Near, row: str) -> list[Place]:
    """Where a part of a query stands in joined runs, overlapping places included, in order.

    Of a Near these are the places of both texts that stand close enough to the other.
    """
    if isinstance(part, Near):
        left, right = places(part.left, row), places(part.right, row)
        near = [_close(left, right, part.distance, row), _close(right, left, part.distance, row)]
        return sorted({place for places in near for place in places})
    if isinstance(part, Fuzzy):
        return list(_nearly(part.text, row))
    found: set[Place] = set()
    for needle in _needles(part.text):
        at_word_start = isinstance(part, Prefix) and not is_east_asian(needle[0])
        start = row.find(needle)
        while start >= 0:
            if not at_word_start or start == 0 or row[start - 1] == " ":
                found.add((start, start + len(needle)))
            start = row.find(needle, start + 1)
    return sorted(found)


def near_test(near: Near) -> Callable[[str], bool]:
    """Whether ``places`` finds both texts near one another in one of the joined runs; faster.

    The test takes those of all spellings of a clause, parted by GAP.
    """
    lefts, rights = _needles(near.left.text), _needles(near.right.text)
    orders = [*product(lefts, rights), *product(rights, lefts)]

    def stand_near(rows: str) -> bool:
        for one, other in orders:  # noqa: SIM110 - thousands of times: a generator takes as long
            if _follows(one, other, rows, near.distance):
                return True
        return False

    return stand_near


def _follows(one: str, other: str, rows: str, distance: int) -> bool:
    """Whether the other stands somewhere after the one with so many characters between."""
    farthest = 2 * distance + 1 + len(other)  # a space may stand before each character
    start = rows.find(one)
    while start >= 0:
        end = start + len(one)
        after = rows.find(other, end, end + farthest)
        if after >= 0 and _between(rows, end, after) <= distance and GAP not in rows[end:after]:
            return True
        start = rows.find(one, start + 1)
    return False


def _nearly(text: str, row: str) -> Iterator[Place]:
    wanted = fuzzy_run(text)
    if wanted is None:
        return
    if wanted.east_asian:
        yield from nearly_places(wanted.text, row)
        return
    for match in _WORD.finditer(row):
        if is_nearly(wanted.text, match[0]):
            yield match.span()


def _close(
    ones: Sequence[Place], others: Sequence[Place], distance: int, row: str
) -> Iterator[Place]:
    """Those of ``ones`` that have one of ``others`` near, before or after, not overlapping."""
    starts = [start for start, _ in others]
    ends = sorted(end for _, end in others)
    for start, end in ones:
        after = bisect_left(starts, end)
        before = bisect_right(ends, start) - 1
        follows = after < len(starts) and _between(row, end, starts[after]) <= distance
        precedes = before >= 0 and _between(row, ends[before], start) <= distance
        if follows or precedes:
            yield start, end


def _between(row: str, start: int, end: int) -> int:
    """How many indexed characters stand there."""
    return end - start - row.count(" ", start, end)


@lru_cache(maxsize=256)
def _needles(text: str) -> tuple[str, ...]:
    joined = (joined_runs(spelling) for spelling in spellings(text))
    return tuple(dict.fromkeys(needle for needle in joined if needle))


def _row(spelling: str, positions: Sequence[int]) -> Row:
    offsets: list[int] = []
    for start, end in run_places(spelling):
        if offsets:
            offsets.append(positions[start])  # of the space before the run
        offsets.extend(positions[start:end])
    return Row(joined_runs(spelling), offsets)
