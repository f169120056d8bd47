"""What was recognised on a scanned page, put level: runs like those of a page with text.

Scans lean, and a line's upright box grows with its lean, so that a full line would seem to be in
larger type than the short one that ends its paragraph. Level, and with the few sizes of type that
a page has, lines join to paragraphs by the rules for all pages.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import radians, tan
from statistics import median_low

from contracts.document import Block, BlockSource, PageBox
from contracts.recognition import RecognisedLine
from ingest.parsers.joined_text import LINE_END_HYPHEN
from ingest.parsers.page_frame import Box, holds
from ingest.parsers.paragraphs import Line
from ingest.parsers.pdf_text import Run
from ingest.parsers.pictured_tables import PicturedGrids

LOWEST, HIGHEST = 0.72, 1.32  # of the usual height: boxes of one type, without capitals or with
LEAST_HEIGHT = 0.5  # of a line's box that is type, however much it leans
ROOM = 0.87  # of a level box: the type with the room that runs have; recognition leaves more
BROKEN_WORD = re.compile(r"(?<=[A-Za-z])[-‐]$")
NUMBER_SIGN = re.compile(r"^(\d{1,3}) ?[·•・。](?!\d)")  # a full-width stop after a number, misread


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A recognised line, and the run as which it stands on the level page."""

    line: RecognisedLine
    run: Run


def level_lines(lines: Sequence[RecognisedLine], page: PicturedGrids) -> tuple[LevelLine, ...]:
    """The lines with any text, level, those of about the same height equally high."""
    read = [line for line in lines if line.text.strip()]
    heights = [_height(line, page.lean) for line in read]
    usual = _usual(heights)
    return tuple(
        LevelLine(line, _run(line, usual[height], page))
        for line, height in zip(read, heights, strict=True)
    )


def in_common_type(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
    """The lines of a file's recognised pages, in the same few sizes of type on all of them."""
    usual = _usual([line.em for lines in pages for line in lines])
    return (tuple(replace(line, em=usual[line.em]) for line in lines) for lines in pages)


def hyphenated(line: Line) -> Line:
    """The line, a hyphen at its end marked as one that may part a word."""
    return replace(line, text=BROKEN_WORD.sub(LINE_END_HYPHEN, line.text))


def recognised_block(block: Block, pages: Mapping[int, Sequence[LevelLine]]) -> Block:
    """The block with its places on the pages as they lie, and how sure its lines are.

    One without recognised lines is as it was.
    """
    found = [
        (
            box,
            [each.line for each in pages.get(box.page, ()) if holds(_edges(box), _edges(each.run))],
        )
        for box in block.boxes
    ]
    sure = [line.confidence for _, lines in found for line in lines]
    if not sure:
        return block
    return replace(
        block,
        boxes=tuple(_around(box, lines) for box, lines in found),
        source=BlockSource.OCR,
        confidence=round(sum(sure) / len(sure), 4),
    )


def _height(line: RecognisedLine, lean: float) -> float:
    """The height of the line's run: without what the lean adds to its box."""
    box = line.bottom - line.top
    return ROOM * max(LEAST_HEIGHT * box, box - (line.x1 - line.x0) * abs(tan(radians(lean))))


def _usual(heights: Sequence[float]) -> Mapping[float, float]:
    """For each height the middle one of those that are about the same."""
    usual: dict[float, float] = {}
    left = sorted(heights)
    while left:
        middle = median_low(left)
        alike = [each for each in left if LOWEST * middle <= each <= HIGHEST * middle]
        usual |= dict.fromkeys(alike, middle)
        left = [each for each in left if each not in usual]
    return usual


def _run(line: RecognisedLine, height: float, page: PicturedGrids) -> Run:
    x0, top, x1, bottom = page.level((line.x0, line.top, line.x1, line.bottom))
    middle = (top + bottom) / 2
    text = NUMBER_SIGN.sub(r"\1.", line.text.strip())
    return Run(text, x0, middle - height / 2, x1, middle + height / 2)


def _edges(place: PageBox | Run) -> Box:
    return place.x0, place.top, place.x1, place.bottom


def _around(box: PageBox, lines: Sequence[RecognisedLine]) -> PageBox:
    if not lines:
        return box
    return PageBox(
        box.page,
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
