"""Pictures of the pages that a passage stands on, with the passage outlined and words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contracts.document import Block, PageBox, Version
from contracts.errors import UnreadableFile
from contracts.recognition import Recognised
from ingest.parsers.pdf_places import Words
from webapp.access import services
from webapp.pages.originals import has_pages, page_picture
from webapp.pages.png import size_in_points

_AROUND = 30.0  # points of the page that are shown around the passage
_LEAST = 0.6  # of the page's width is shown, so that type is not larger in one picture than another

Range = tuple[int, int]  # half-open, in the version's text


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page and places on it: a passage to be outlined, words to be marked; sizes in points.

    ``error`` says why there is no picture; the text can be read all the same.
    """

    number: int
    width: float = 0
    height: float = 0
    boxes: tuple[PageBox, ...] = ()
    words: tuple[PageBox, ...] = ()
    error: UnreadableFile | None = None

    @property
    def view(self) -> tuple[float, float, float, float]:
        """The part of the page with the passage: its left and top, its width and height."""
        if not self.boxes:
            return 0, 0, self.width, self.height
        left = max(0.0, min(box.x0 for box in self.boxes) - _AROUND)
        top = max(0.0, min(box.top for box in self.boxes) - _AROUND)
        right = max(max(box.x1 for box in self.boxes) + _AROUND, left + _LEAST * self.width)
        bottom = max(box.bottom for box in self.boxes) + _AROUND
        return left, top, min(self.width, right) - left, min(self.height, bottom) - top


def page_pictures(
    version: Version,
    blocks: Sequence[Block],
    passages: Sequence[Range],
    words: Sequence[Range],
    recognised: Recognised,
) -> tuple[PagePicture, ...]:
    """A picture of each page that the passages stand on, () where the file has no pages to show.

    ``recognised`` is what was read on the scanned pages (``store.recognised.recognised_in``).
    """
    if not has_pages(version):
        return ()
    wanted = [part for each in passages for part in words_in(blocks, *each)]
    marked = [part for each in words for part in words_in(blocks, *each)]
    try:
        found = services().parsers.find_words(
            services().files.path(version.sha256), [*wanted, *marked], recognised
        )
    except UnreadableFile as error:
        pages = {box.page for part in wanted for box in part.block.boxes}
        return tuple(PagePicture(page, error=error) for page in sorted(pages))
    outlined = [box for boxes in found[: len(wanted)] for box in boxes]
    places = [box for boxes in found[len(wanted) :] for box in boxes]
    return tuple(
        _picture(version, page, outlined, places) for page in sorted({box.page for box in outlined})
    )


def words_in(blocks: Sequence[Block], start: int, end: int) -> Iterator[Words]:
    """The range of the version's text, block by block; blocks without a place are left out."""
    position = 0
    for block in blocks:
        length = len(block.shown)
        shift = length - len(block.text)  # an automatic number is shown before the text
        first = max(start - position - shift, 0)
        last = min(end - position - shift, len(block.text))
        if block.boxes and first < last:
            yield Words(block, first, last)
        position += length + 1  # the line break between two blocks


def _picture(
    version: Version, page: int, outlined: Sequence[PageBox], words: Sequence[PageBox]
) -> PagePicture:
    try:
        width, height = size_in_points(page_picture(version, page))
    except UnreadableFile as error:
        return PagePicture(page, error=error)
    return PagePicture(
        page,
        width,
        height,
        _hull([box for box in outlined if box.page == page]),
        tuple(box for box in words if box.page == page),
    )


def _hull(boxes: Sequence[PageBox]) -> tuple[PageBox, ...]:
    """One rectangle around a passage's lines on a page; one a column would be too restless."""
    x0, top = min(box.x0 for box in boxes), min(box.top for box in boxes)
    x1, bottom = max(box.x1 for box in boxes), max(box.bottom for box in boxes)
    return (PageBox(boxes[0].page, x0, top, x1, bottom),)
