"""Ruled tables on a scanned page: long dark lines in its picture → cells.

Scans lean. What was recognised stands on the page as it was turned for that: upright, and by half
degrees where it leans much (``ingest.scans.page_check``); ruled lines are looked for on the level
page.
"""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from ingest.parsers.page_frame import Box
from ingest.parsers.pdf_tables import Grid, grids_between
from ingest.scans.page_check import lean_of, turn_of, turned_image

WIDTH = 1200  # pixels of the picture that is looked at
LEAST_SHARE = 0.04  # of the width: a ruled line is longer than any stroke of a character
DARK = 0.72  # of the paper's brightness
THICKEST = 6  # pixels of a ruled line; more is a bar or a picture
LEAN = 2  # pixels that a line may rise or fall: paper is never quite flat
STRIPS = 24  # of the page's width, in which rows of ink are counted
LEANS = np.arange(-1, 1.001, 0.02)  # degrees around the rough lean that are tried
LEVEL = 0.05  # degrees

Dark = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PicturedGrids:
    """The ruled tables of a page, from top to bottom, once it is turned by ``lean`` to be level."""

    grids: tuple[Grid, ...]
    lean: float  # degrees, anticlockwise, of the page on which the lines were recognised
    middle: tuple[float, float]  # of the page, in points

    def level(self, box: Box) -> Box:
        """Where a box of the recognised page stands among the tables: as large, elsewhere."""
        x0, top, x1, bottom = box
        across, down = (x0 + x1) / 2 - self.middle[0], (top + bottom) / 2 - self.middle[1]
        turn = radians(self.lean)
        right = across * cos(turn) - down * sin(turn) - across
        lower = across * sin(turn) + down * cos(turn) - down
        return x0 + right, top + lower, x1 + right, bottom + lower


def find_pictured_grids(page: pdfium.PdfPage, turn: float | None) -> PicturedGrids:
    """The ruled tables in the picture of a page, turned clockwise as it was to be recognised.

    None where that was not noted: then it was straightened.
    """
    points = max(page.get_width(), 1) / WIDTH
    grey = turned_image(
        page.render(scale=1 / points, grayscale=True).to_pil().convert("L"), turn or 0
    )
    paper = int(np.median(np.asarray(grey)[::4, ::4]))
    roughly = lean_of(grey)
    lean = _lean(_dark(grey, paper), roughly)
    if abs(lean) >= LEVEL:
        grey = grey.rotate(-lean, Image.Resampling.BICUBIC, fillcolor=paper)
    dark = _dark(grey, paper)
    boxes = [
        *(_scaled(box, points) for box in _level_lines(dark)),
        *(_scaled((y0, x0, y1, x1), points) for x0, y0, x1, y1 in _level_lines(dark.T)),
    ]
    left = lean - (turn_of(roughly) if turn is None else 0)
    middle = (grey.width * points / 2, grey.height * points / 2)
    return PicturedGrids(tuple(grids_between(boxes)), left, middle)


def _dark(grey: Image.Image, paper: int) -> Dark:
    return np.asarray(grey) < DARK * paper


def _lean(dark: Dark, roughly: float) -> float:
    """By how much a page leans: the turn after which ink gathers most on single rows."""
    strips = np.stack([part.sum(axis=1) for part in np.array_split(dark, STRIPS, axis=1)])
    from_middle = (np.arange(STRIPS) - (STRIPS - 1) / 2) * dark.shape[1] / STRIPS
    gathered = []
    leans = roughly + LEANS
    for lean in leans.tolist():
        falls = np.rint(from_middle * np.tan(radians(lean))).astype(int).tolist()
        rows = sum(np.roll(strip, fall) for strip, fall in zip(strips, falls, strict=True))
        gathered.append(float(np.square(rows, dtype=np.float64).sum()))
    return float(leans[int(np.argmax(gathered))])


def _scaled(box: tuple[int, int, int, int], points: float) -> Box:
    x0, top, x1, bottom = box
    return x0 * points, top * points, x1 * points, bottom * points


def _level_lines(dark: Dark) -> list[tuple[int, int, int, int]]:
    """Long dark stretches from left to right, as x0, top, x1, bottom of their middle line."""
    least = int(LEAST_SHARE * WIDTH)
    thick = dark.copy()
    for shift in range(1, LEAN + 1):  # so that a leaning line is one stretch
        thick[shift:] |= dark[:-shift]
    found: list[tuple[int, int, int, int]] = []
    for y in np.flatnonzero(thick.sum(axis=1) >= least).tolist():
        padded = np.concatenate(([0], thick[y].view(np.int8), [0]))
        steps = np.flatnonzero(np.diff(padded))
        starts, ends = steps[::2], steps[1::2]
        long = ends - starts >= least
        for x0, x1 in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
            found.append((x0, y, x1, y))
    return _merged(found)


def _merged(rows: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Rows of pixels of one line as one; bars thicker than a ruled line are left out."""
    lines: list[list[int]] = []
    for x0, y, x1, _ in rows:
        line = next(
            (
                each
                for each in reversed(lines)
                if y - each[3] <= 1 and x0 < each[2] and x1 > each[0]
            ),
            None,
        )
        if line is None:
            lines.append([x0, y, x1, y])
        else:
            line[0], line[2], line[3] = min(line[0], x0), max(line[2], x1), y
    thin = (line for line in lines if line[3] - line[1] < THICKEST + LEAN)
    return [(x0, (top + bottom) // 2, x1, (top + bottom) // 2) for x0, top, x1, bottom in thin]
