"""Runs on a page → lines in reading order: rows first, then columns where a gutter parts them.

A gutter is a vertical stripe that several rows in sequence leave empty, with running text on both
sides (the XY cut, found while going down the page). What is only two short pieces on one row, a
pair of signatures or a label and its value, stays one line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contracts.structure.numbering import parse_label
from ingest.parsers.joined_text import WIDE
from ingest.parsers.paragraphs import Line
from ingest.parsers.pdf_text import Run

LEAST_ROWS = 5  # on both sides of a gutter
LEAST_GUTTER = 8.0  # points
LEAST_SHARE = 0.25  # of the width, for the narrower column
LEAST_FILL = 0.6  # of the column's width, by the median row: running text, not labels
WIDE_CHARACTER = re.compile(WIDE)
ASKEW = -1  # the column of lines that are not level
TAB_GAP = 3.0  # in heights: a gap this wide is printed as a tab


@dataclass(frozen=True, slots=True)
class Row:
    """Runs that stand on one line, from left to right."""

    runs: tuple[Run, ...]

    @property
    def x0(self) -> float:
        """The left end."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return max(run.x1 for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read from top to bottom, and the edges their text keeps."""

    rows: tuple[Row, ...]
    left: float
    right: float


def read_lines(runs: Sequence[Run], page: int) -> list[Line]:
    """The lines of a page in reading order; text that is not level comes last, as drawn."""
    rows = _rows([run for run in runs if run.level])
    lines: list[Line] = []
    if rows:
        left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
        for index, column in enumerate(_columns(rows, left, right)):
            lines += [_line(row, page, index, column.left, column.right) for row in column.rows]
    askew = (Row((run,)) for run in runs if not run.level)
    return lines + [_line(row, page, ASKEW, row.x0, row.x1) for row in askew]


def with_common_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of all pages, the text edges of single-column pages taken from the whole file.

    A last page with two short lines would otherwise seem to be a narrow column filled to its edge;
    and a few lines that stick out on the right are not the edge of the others.
    """
    lines = [line for lines in pages if _is_single_column(lines) for line in lines]
    level = [line for line in lines if line.column != ASKEW]
    if not level:
        return [list(lines) for lines in pages]
    left = sorted(line.x0 for line in level)[len(level) // 10]
    right = sorted(line.x1 for line in level)[len(level) * 9 // 10]
    return [
        [line.between(left, right) for line in lines]
        if _is_single_column(lines) and max(line.x1 for line in lines) < 1.25 * right
        else list(lines)
        for lines in pages
    ]


def _is_single_column(lines: Sequence[Line]) -> bool:
    return bool(lines) and all(line.column in (0, ASKEW) for line in lines)


def _rows(runs: Sequence[Run]) -> list[Row]:
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.top + run.bottom):
        middle = (run.top + run.bottom) / 2
        if rows:
            first = rows[-1][0]
            within = min(first.height, run.height) * 0.25
            if first.top + within < middle < first.bottom - within or (
                abs(middle - (first.top + first.bottom) / 2) < 1
            ):
                rows[-1].append(run)
                continue
        rows.append([run])
    return [Row(tuple(sorted(row, key=lambda run: run.x0))) for row in rows]


def _columns(rows: Sequence[Row], left: float, right: float) -> Iterator[Column]:
    """The rows cut into columns, and into what stands above, between and below them."""
    plain: list[Row] = []
    start = 0
    while start < len(rows):
        stretch = _two_column_stretch(rows, start, left, right)
        if stretch is None:
            plain.append(rows[start])
            start += 1
            continue
        if plain:
            yield Column(tuple(plain), left, right)
            plain = []
        end, middle = stretch
        right_side = _side(rows[start:end], middle, left=False)
        yield from _columns(_side(rows[start:end], middle, left=True), left, middle)
        yield from _columns(right_side, min(row.x0 for row in right_side), right)
        start = end
    if plain:
        yield Column(tuple(plain), left, right)


def _side(rows: Sequence[Row], middle: float, left: bool) -> list[Row]:
    sides = (tuple(run for run in row.runs if (run.x1 <= middle) == left) for row in rows)
    return [Row(runs) for runs in sides if runs]


def _two_column_stretch(
    rows: Sequence[Row], start: int, left: float, right: float
) -> tuple[int, float] | None:
    """How far from ``start`` a gutter reaches and where it is, if it parts two columns of text."""
    gutter = _widest_gap(rows[start : start + 2])
    if gutter is None:
        return None
    end = start
    for row in rows[start:]:
        narrowed = _narrowed(gutter, row)
        if narrowed is None:
            break
        gutter, end = narrowed, end + 1
    middle = (gutter[0] + gutter[1]) / 2
    stretch = rows[start:end]
    width = right - left
    if min(middle - left, right - middle) < LEAST_SHARE * width:
        return None
    if _is_running_text(_side(stretch, middle, left=True)) and _is_running_text(
        _side(stretch, middle, left=False)
    ):
        return end, middle
    return None


def _is_running_text(rows: Sequence[Row]) -> bool:
    if len(rows) < LEAST_ROWS:
        return False
    widths = sorted(row.x1 - row.x0 for row in rows)
    whole = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    return widths[len(widths) // 2] >= LEAST_FILL * whole


def _widest_gap(rows: Sequence[Row]) -> tuple[float, float] | None:
    """The widest empty stripe between the runs of these rows."""
    runs = sorted((run for row in rows for run in row.runs), key=lambda run: run.x0)
    best: tuple[float, float] | None = None
    reach = runs[0].x1
    for run in runs[1:]:
        if run.x0 - reach >= LEAST_GUTTER and (best is None or run.x0 - reach > best[1] - best[0]):
            best = (reach, run.x0)
        reach = max(reach, run.x1)
    return best


def _narrowed(gutter: tuple[float, float], row: Row) -> tuple[float, float] | None:
    """The part of the gutter that this row leaves empty too, if enough is left."""
    low, high = gutter
    for run in row.runs:
        if run.x1 <= low or run.x0 >= high:
            continue
        if run.x0 - low >= high - run.x1:
            high = run.x0
        else:
            low = run.x1
    return (low, high) if high - low >= LEAST_GUTTER else None


def _line(row: Row, page: int, column: int, left: float, right: float) -> Line:
    widest = max(row.runs, key=lambda run: run.x1 - run.x0)
    return Line(
        text=_text(row),
        x0=row.x0,
        top=min(run.top for run in row.runs),
        x1=row.x1,
        bottom=max(run.bottom for run in row.runs),
        em=widest.height / 1.2,  # the height includes the usual room above and below
        left=left,
        right=right,
        bold=all(run.bold for run in row.runs),
        page=page,
        column=column,
    )


def _text(row: Row) -> str:
    text = row.runs[0].text.strip()
    for previous, run in pairwise(row.runs):
        gap = (run.x0 - previous.x1) / max(previous.height, 1)
        text += _separator(text, run.text[:1], gap) + run.text.strip()
    return text


def _separator(before: str, after: str, gap: float) -> str:
    if gap > TAB_GAP:
        label = parse_label(before)
        return " " if label and label.length == len(before) else "\t"
    beside_chinese = WIDE_CHARACTER.match(before[-1:]) or WIDE_CHARACTER.match(after)
    return " " if gap > (0.6 if beside_chinese else 0.1) else ""
