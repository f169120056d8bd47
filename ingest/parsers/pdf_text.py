"""The pieces of text on a PDF page, with their places.

pdfium gives a page's text in the order it was drawn, cut into lines. Asking it for the box of every
character costs more than reading the text; the boxes of a line's first and last character, and of
the stretches drawn in one go, are nearly free and enough, except where a line has wide gaps.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.parsers.joined_text import LINE_END_HYPHEN
from ingest.parsers.page_frame import Box, PageFrame, holds
from office.symbol_fonts import ANY_FONT

BOLD = re.compile(r"bold|black|heavy|simhei", re.IGNORECASE)
LINE = re.compile(rf"[^\r\n\x02{LINE_END_HYPHEN}]+[\x02{LINE_END_HYPHEN}]?")
WIDE_GAP = 1.5  # in heights of the line: what stands beyond is a piece of its own
RADICALS_SUPPLEMENT = {  # what fonts give for a character; NFKC knows only the Kangxi radicals
    "⺁": "厂", "⺒": "巳", "⺓": "幺", "⺟": "母", "⺠": "民", "⺶": "羊", "⻁": "虎", "⻄": "西",
    "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门",
    "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨",
    "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙",
    "⻳": "龟", "⼾": "户",
}  # fmt: skip
NORMAL = str.maketrans(
    {
        chr(code): normalize("NFKC", chr(code))
        for code in (*range(0x2F00, 0x2FD6), *range(0xFB00, 0xFB07))
    }
    | RADICALS_SUPPLEMENT
    | {chr(code): character for code, character in ANY_FONT.items()}
    | {"\xa0": " ", "\xad": "", "\x02": LINE_END_HYPHEN, "\ufeff": "", "\x00": ""}
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on one line. ``level`` is false where it runs up, down or askew."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    level: bool = True

    @property
    def height(self) -> float:
        """The height of the type with room for ascenders and descenders, in points."""
        return self.bottom - self.top


class PageText:
    """The text of a page, read piece by piece."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page.get_textpage()
        self._frame = PageFrame.of(page)
        self._rectangle = pdfium_c.FS_RECTF()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._font_name = ctypes.create_string_buffer(128)
        text = self._page.get_text_range()
        count = self._page.count_chars()
        if len(text) != count:  # a character beyond U+FFFF or without a code shifts the rest
            codes = (pdfium_c.FPDFText_GetUnicode(self._page, index) for index in range(count))
            text = "".join(chr(code) for code in codes)
        self.text = text

    def runs(self, cells: Sequence[Box] = ()) -> Iterator[Run]:
        """The runs in the order they were drawn; one that reaches over several cells is cut up."""
        drawn: set[tuple[str, int, int]] = set()
        for match in LINE.finditer(self.text):
            for run in self._line(match.start(), match.end(), cells):
                place = (run.text, round(run.x0 / 2), round(run.top / 2))
                if place not in drawn:  # printed over itself to look bold
                    drawn.add(place)
                    yield run

    def _line(self, start: int, end: int, cells: Sequence[Box]) -> Iterator[Run]:
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        if start >= end:
            return
        first, last = self.box(start), self.box(end - 1)
        touched = [cell for cell in cells if _touches(first, last, cell)]
        if touched or (_level(first, last) and self._has_wide_gap(start, end, first)):
            for piece_start, piece_end in self._pieces(start, end, touched):
                yield self._run(piece_start, piece_end)
        else:
            yield self._run(start, end, first, last)

    def _run(self, start: int, end: int, first: Box | None = None, last: Box | None = None) -> Run:
        first, last = first or self.box(start), last or self.box(end - 1)
        return Run(
            text=self.text[start:end].translate(NORMAL),
            x0=min(first[0], last[0]),
            top=min(first[1], last[1]),
            x1=max(first[2], last[2]),
            bottom=max(first[3], last[3]),
            bold=self._is_bold(start) and self._is_bold(end - 1),
            level=_level(first, last),
        )

    def _pieces(self, start: int, end: int, cells: Sequence[Box]) -> Iterator[tuple[int, int]]:
        """The line cut at wide gaps, and where one cell ends and another begins."""
        piece_start = previous_end = start
        previous: Box | None = None
        previous_cell: Box | None = None
        for index in range(start, end):
            if self.text[index].isspace():
                continue
            box = self.box(index)
            cell = next((cell for cell in cells if holds(cell, box)), None)
            if previous is not None:
                gap = box[0] - previous[2]
                if gap > WIDE_GAP * (box[3] - box[1]) or cell != previous_cell:
                    yield piece_start, previous_end
                    piece_start = index
            previous, previous_end, previous_cell = box, index + 1, cell
        yield piece_start, previous_end

    def _has_wide_gap(self, start: int, end: int, first: Box) -> bool:
        """Whether two stretches of the line, each drawn in one go, stand far apart."""
        count = pdfium_c.FPDFText_CountRects(self._page, start, end - start)
        if count < 2:
            return False
        widest = WIDE_GAP * (first[3] - first[1])
        left, top, right, bottom = self._edges
        reach = None
        for index in range(count):
            pdfium_c.FPDFText_GetRect(self._page, index, left, top, right, bottom)
            x0, _, x1, _ = self._frame.box(left.value, bottom.value, right.value, top.value)
            if reach is not None and x0 - reach > widest:
                return True
            reach = x1 if reach is None else max(reach, x1)
        return False

    def box(self, index: int) -> Box:
        """Where the character ``text[index]`` stands, with room for ascenders and descenders."""
        rectangle = self._rectangle
        pdfium_c.FPDFText_GetLooseCharBox(self._page, index, rectangle)
        return self._frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)

    def _is_bold(self, index: int) -> bool:
        name = self._font_name
        pdfium_c.FPDFText_GetFontInfo(self._page, index, name, len(name), None)
        return _names_bold(name.value)


@lru_cache(maxsize=256)
def _names_bold(font: bytes) -> bool:
    return BOLD.search(font.decode("utf-8", "ignore")) is not None


def _touches(first: Box, last: Box, cell: Box) -> bool:
    """Whether a line with these first and last characters may reach into a cell."""
    return (
        min(first[1], last[1]) < cell[3]
        and max(first[3], last[3]) > cell[1]
        and min(first[0], last[0]) < cell[2]
        and max(first[2], last[2]) > cell[0]
    )


def _level(first: Box, last: Box) -> bool:
    """Whether a line runs straight from left to right, as far as its ends tell."""
    middle = (last[1] + last[3]) / 2
    return first[1] <= middle <= first[3] and last[2] >= first[0]
