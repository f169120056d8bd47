"""Ruled tables on a scanned page: long dark lines in its picture → cells."""

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from ingest.parsers.pdf_tables import Grid, grids_between
from ingest.parsers.pdf_text import Box

WIDTH = 1200  # pixels of the picture that is looked at
LEAST_SHARE = 0.04  # of the width: a ruled line is longer than any stroke of a character
DARK = 0.72  # of the paper's brightness
THICKEST = 6  # pixels of a ruled line; more is a bar or a picture
LEAN = 2  # pixels that a line may rise or fall: scans are never quite straight

Dark = NDArray[np.bool_]


def find_pictured_grids(page: pdfium.PdfPage) -> list[Grid]:
    """The ruled tables in the picture of a page, from top to bottom."""
    across = page.get_width()
    scale = WIDTH / max(across, 1)
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    grey = picture.reshape(picture.shape[0], picture.shape[1])
    dark = grey < DARK * float(np.median(grey))
    points = 1 / scale
    boxes = [
        *(_scaled(box, points) for box in _level_lines(dark)),
        *(_scaled((y0, x0, y1, x1), points) for x0, y0, x1, y1 in _level_lines(dark.T)),
    ]
    return grids_between(boxes)


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
