"""Places on a PDF page as displayed: boxes in points, and where pdfium's coordinates lie there."""

from dataclasses import dataclass

import pypdfium2 as pdfium

Box = tuple[float, float, float, float]  # x0, top, x1, bottom: points from the page's top left


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How pdfium's coordinates (origin bottom left, unrotated) lie on the page as displayed."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int  # clockwise, in degrees

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "PageFrame":
        """The frame of a page."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.rotation in (0, 180) else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as displayed."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box as displayed."""
        if self.rotation == 0:  # nearly always, and asked for every piece of text
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def holds(cell: Box, box: Box) -> bool:
    """Whether the middle of a piece of text lies in a cell."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]
