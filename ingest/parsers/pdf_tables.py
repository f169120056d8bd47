"""Ruled tables on a PDF page: drawn lines → cells, by pdfplumber's geometry.

The lines come from pdfium, which has the page open already; reading the page a second time with
pdfplumber's own engine takes ten times as long as all the rest.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from ingest.parsers.page_frame import Box, PageFrame

LEAST_CROSSINGS = 4
LEAST_CELLS = 3
LEAST_ROW_HEIGHT = 16.0  # points, asked of a table of one row
MOST_SEGMENTS = 4000  # on a page; more make a drawing, not a table
MOST_DEPTH = 3  # of forms (reusable drawings) inside forms
THIN = 3.0  # points: a rectangle no thicker is a ruled line
LEAST_LENGTH = 5.0  # points
TOLERANCE = 3.0  # points between ends that are meant to meet


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its place on the page, its row and column in the table and how many it spans."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its place on the page and its cells, row by row."""

    box: Box
    cells: tuple[GridCell, ...]


def find_grids(page: pdfium.PdfPage) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; a frame is none."""
    return grids_between(_ruled_lines(page))


def grids_between(lines: Iterable[Box]) -> list[Grid]:
    """The tables that ruled lines make, from top to bottom; what is no thin line is left out."""
    edges = [edge for box in lines if (edge := _edge(box))]
    if len(edges) < LEAST_CROSSINGS:
        return []
    merged = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    crossings = edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    if len(crossings) < LEAST_CROSSINGS:
        return []
    tables = cells_to_tables(intersections_to_cells(crossings))
    grids = (_grid(cells) for cells in tables if len(cells) >= LEAST_CELLS)
    ruled = (grid for grid in grids if not _is_shading(grid))
    return sorted(ruled, key=lambda grid: grid.box[1])


def _is_shading(grid: Grid) -> bool:
    """Whether it is one narrow row: every other line shaded, with no room as ruled cells have."""
    rows = {cell.row for cell in grid.cells}
    return len(rows) == 1 and grid.box[3] - grid.box[1] < LEAST_ROW_HEIGHT


def _grid(boxes: Sequence[Box]) -> Grid:
    columns = {x: index for index, x in enumerate(sorted({box[0] for box in boxes}))}
    rows = {y: index for index, y in enumerate(sorted({box[1] for box in boxes}))}
    cells = [
        GridCell(
            box=box,
            row=rows[box[1]],
            column=columns[box[0]],
            row_span=sum(box[1] <= y < box[3] for y in rows),
            column_span=sum(box[0] <= x < box[2] for x in columns),
        )
        for box in boxes
    ]
    outline = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return Grid(outline, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _edge(box: Box) -> dict[str, object] | None:
    """A ruled line in pdfplumber's words, if the box is one."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if width >= LEAST_LENGTH and height <= THIN:
        top = bottom = (top + bottom) / 2
        orientation = "h"
    elif height >= LEAST_LENGTH and width <= THIN:
        x0 = x1 = (x0 + x1) / 2
        orientation = "v"
    else:
        return None
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top, "orientation": orientation,
    }  # fmt: skip


def _ruled_lines(page: pdfium.PdfPage) -> Iterator[Box]:
    """The straight pieces of all paths, as boxes on the page as displayed."""
    frame = PageFrame.of(page)
    left = MOST_SEGMENTS
    for path, matrix in _paths(page, None, MOST_DEPTH):
        count = pdfium_c.FPDFPath_CountSegments(path)
        left -= count
        if left < 0:
            return
        for piece in _pieces(path, count, matrix, frame):
            if _on_page(piece, frame):
                yield piece


def _on_page(box: Box, frame: PageFrame) -> bool:
    """Whether a line lies on the page: a browser prints a page as a cut-out of one long sheet."""
    width, height = frame.size
    return box[0] > -THIN and box[1] > -THIN and box[2] < width + THIN and box[3] < height + THIN


def _paths(
    container: object, matrix: pdfium.PdfMatrix | None, depth: int
) -> Iterator[tuple[object, pdfium.PdfMatrix]]:
    """The path objects of a page or form, each with the matrix that leads onto the page."""
    form = matrix is not None
    count_objects = pdfium_c.FPDFFormObj_CountObjects if form else pdfium_c.FPDFPage_CountObjects
    get_object = pdfium_c.FPDFFormObj_GetObject if form else pdfium_c.FPDFPage_GetObject
    for index in range(count_objects(container)):
        item = get_object(container, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH or (kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth):
            own = _matrix(item)
            combined = own.multiply(matrix) if matrix is not None else own
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                yield item, combined
            else:
                yield from _paths(item, combined, depth - 1)


def _matrix(item: object) -> pdfium.PdfMatrix:
    raw = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, raw)
    return pdfium.PdfMatrix.from_raw(raw)


def _pieces(path: object, count: int, matrix: pdfium.PdfMatrix, frame: PageFrame) -> Iterator[Box]:
    """The straight pieces of a path; a thin rectangle is one line, a closed path comes back."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO:
            yield from _between(points)
            points = []
        points.append(frame.point(*matrix.on_point(x.value, y.value)))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from _between(points)


def _between(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    for (xa, ya), (xb, yb) in pairwise(points):
        yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
