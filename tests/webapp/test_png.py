"""A picture's size in points, read from the picture itself."""

from io import BytesIO

import pytest
from PIL import Image

from webapp.pages.png import size_in_points


def png(width: int, height: int, dpi: float | None = None) -> bytes:
    file = BytesIO()
    Image.new("L", (width, height)).save(file, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    return file.getvalue()


def test_a_page_drawn_at_144_dots_an_inch_has_half_as_many_points() -> None:
    assert size_in_points(png(1190, 1684, 144)) == pytest.approx((595, 842), rel=1e-4)


def test_without_a_resolution_a_pixel_is_a_point() -> None:
    assert size_in_points(png(600, 800)) == pytest.approx((600, 800))
