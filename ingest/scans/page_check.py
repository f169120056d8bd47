"""Looking at a scanned page before its characters are recognised: is it blank, blurred, askew, cut?

What nobody could read is asked for again instead of being read badly.
"""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from contracts.recognition import Defect

Grey = NDArray[np.float32]

FAINT = 40.0  # levels of grey between ink and paper, of 255
SHARP = 0.125  # of that step, taken from one pixel to the next at 200 dots an inch
LEAST_INK = 0.0004  # of the page; less is dust
MOST_LEAN = 5.0  # degrees beyond which a page is to be looked at
STRAIGHTEN_FROM = 0.7  # degrees
LEANS = np.arange(-9, 9.01, 0.5)  # degrees that are tried
SMALL = 420  # pixels wide: enough to see rows of text
EDGE = 3  # pixels at the edge of the page
CUT_STROKES = 8  # in which ink runs over one edge: more than specks
BORDER = 0.5  # of the height: what is dark along so much of an edge is the scanner's lid


@dataclass(frozen=True, slots=True)
class Look:
    """What a page's picture is like: blank, what is wrong with it, and by how much it leans.

    ``lean`` is in degrees, anticlockwise.
    """

    is_blank: bool
    defect: Defect | None
    lean: float


def look_at(picture: bytes) -> Look:
    """Look at the picture of a page, drawn at about 200 dots an inch."""
    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L")
    pixels = np.asarray(grey, dtype=np.float32)
    paper = float(np.median(pixels))
    step = paper - float(np.percentile(pixels, 0.2))
    dark = pixels < paper - 0.5 * step
    if step < 8 or (step < FAINT and float(dark.mean()) < LEAST_INK):
        return Look(True, None, 0.0)
    if step < FAINT:
        return Look(False, Defect.FAINT, 0.0)
    if float(dark.mean()) < LEAST_INK:
        return Look(True, None, 0.0)
    if _sharpness(pixels, step) < SHARP:
        return Look(False, Defect.BLURRED, 0.0)
    lean = _lean(grey, paper - 0.5 * step)
    if abs(lean) > MOST_LEAN:
        return Look(False, Defect.SKEWED, lean)
    return Look(False, Defect.CUT if _is_cut(dark) else None, lean)


def lean_of(grey: Image.Image) -> float:
    """By how many degrees, anticlockwise, a page's picture leans, to half a degree."""
    pixels = np.asarray(grey)[::4, ::4]  # enough to tell ink from paper
    paper, ink = float(np.median(pixels)), float(np.percentile(pixels, 0.2))
    return _lean(grey, (paper + ink) / 2)


def turn_of(lean: float) -> float:
    """By how many degrees a leaning page is turned to be recognised: none where it hardly leans."""
    return lean if abs(lean) >= STRAIGHTEN_FROM else 0.0


def turned(picture: bytes, turn: float) -> bytes:
    """The picture of a page, turned clockwise by some degrees."""
    if not turn:
        return picture
    with Image.open(io.BytesIO(picture)) as image:
        resolution = image.info.get("dpi", (200, 200))
        upright = turned_image(image if image.mode == "L" else image.convert("RGB"), turn)
    png = io.BytesIO()
    upright.save(png, "PNG", dpi=resolution)
    return png.getvalue()


def turned_image(image: Image.Image, turn: float) -> Image.Image:
    """The picture turned clockwise: by quarters, and then about its middle, as large as it is."""
    quarters = round(turn / 90)
    upright = image.rotate(-90 * quarters, expand=True)
    rest = turn - 90 * quarters
    if not rest:
        return upright
    paper = int(np.median(np.asarray(image.convert("L"))))
    fill = paper if image.mode == "L" else (paper, paper, paper)
    return upright.rotate(-rest, Image.Resampling.BICUBIC, fillcolor=fill)


def _sharpness(pixels: Grey, step: float) -> float:
    """Which part of the step from paper to ink the steepest edges take within one pixel."""
    steps = np.abs(np.diff(pixels, axis=1))
    edges = steps[steps > 0.08 * step]
    return float(np.percentile(edges, 95)) / step if edges.size else 0.0


def _lean(grey: Image.Image, threshold: float) -> float:
    """By how much the lines lean: the turn after which ink gathers on fewest rows."""
    small = grey.resize((SMALL, max(1, grey.height * SMALL // grey.width)), Image.Resampling.BOX)
    ink = Image.fromarray((np.asarray(small) < (threshold + 255) / 2).astype(np.uint8) * 255)
    spread = [
        float(np.square(np.diff(np.asarray(ink.rotate(-lean)).sum(axis=1, dtype=np.float64))).sum())
        for lean in LEANS.tolist()
    ]
    best = int(np.argmax(spread))
    level = spread[len(LEANS) // 2]
    return float(LEANS[best]) if spread[best] > 1.15 * level else 0.0


def _is_cut(dark: NDArray[np.bool_]) -> bool:
    """Whether writing runs over the left or right edge; a dark border is none."""
    for edge in (dark[:, :EDGE], dark[:, -EDGE:]):
        inked = edge.all(axis=1)
        strokes = int((np.diff(inked.astype(np.int8)) == 1).sum())
        if strokes >= CUT_STROKES and float(inked.mean()) < BORDER:
            return True
    return False
