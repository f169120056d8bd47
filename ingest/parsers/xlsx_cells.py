"""Places in a sheet: "C7" as column and row, and which cells are merged (ECMA-376, 18.3.1)."""

import re
from dataclasses import dataclass

from lxml import etree

from ingest.parsers.tables import MOST_SPAN

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})?")
MOST_COLUMNS = 16_384
MOST_ROWS = 500_000  # covered by merged cells, all together


@dataclass(frozen=True, slots=True)
class Merge:
    """A rectangle of merged cells, counted from 0, the ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Merges:
    """The merged cells of a sheet."""

    def __init__(self, merges: list[Merge]) -> None:
        self._by_corner = {(merge.top, merge.left): merge for merge in merges}
        self._by_row: dict[int, list[Merge]] = {}
        for merge in merges:
            for row in range(merge.top, merge.bottom + 1):
                self._by_row.setdefault(row, []).append(merge)

    def hides(self, row: int, column: int) -> bool:
        """Whether the cell is part of one that begins elsewhere."""
        return any(
            merge.left <= column <= merge.right and (row, column) != (merge.top, merge.left)
            for merge in self._by_row.get(row, ())
        )

    def reach(self, row: int, column: int) -> tuple[int, int]:
        """How many rows the cell covers, and its last column."""
        merge = self._by_corner.get((row, column))
        return (merge.bottom - row + 1, merge.right) if merge else (1, column)

    def rows_joined(self) -> frozenset[int]:
        """The rows that a merged cell reaches into from above: empty or not, they part nothing."""
        return frozenset(
            row for row, merges in self._by_row.items() if any(merge.top < row for merge in merges)
        )


def read_merges(sheet: etree._Element) -> Merges:
    """The sheet's merged cells; what spans more than any reader would is taken for none."""
    merges: list[Merge] = []
    rows = 0
    for element in sheet.iter("{*}mergeCell"):
        ends = [REFERENCE.fullmatch(end) for end in element.get("ref", "").split(":")]
        if len(ends) != 2 or not all(end and end[2] for end in ends):
            continue
        (left, top), (right, bottom) = [_place(end) for end in ends if end]
        if 0 <= bottom - top < MOST_SPAN and 0 <= right - left < MOST_SPAN:
            rows += bottom - top + 1
            if rows > MOST_ROWS:
                break
            merges.append(Merge(top, left, bottom, right))
    return Merges(merges)


def column_of(reference: str, default: int) -> int:
    """The column of a cell's reference, counted from 0; ``default`` where it has none."""
    match = REFERENCE.fullmatch(reference)
    column = _place(match)[0] if match else default
    return min(column, MOST_COLUMNS)


def _place(match: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1, int(match[2] or 1) - 1
