"""Lines are read as they stand; a page on its head or side is turned and read again."""

from collections.abc import Sequence
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from contracts.recognition import confidence, turn_of_page
from ingest.scans.character_recognition import RapidRecogniser
from ingest.scans.page_check import turned_image
from ingest.scans.recognition_lane import recognise_page

PAPER = 200  # lighter than this there is no ink


class Engine:
    """Reads one line; how surely depends on whether lines may be turned."""

    def __init__(self, upright: float, turned: float) -> None:
        self.sure = {False: upright, True: turned}
        self.asked: list[bool] = []

    def __call__(self, picture: bytes, *, use_cls: bool) -> SimpleNamespace:
        self.asked.append(use_cls)
        box = np.array([[10, 10], [90, 10], [90, 30], [10, 30]])
        return SimpleNamespace(boxes=[box], txts=["第一条"], scores=[self.sure[use_cls]])


class Reader:
    """Reads the one bar on a page as RapidOCR does a line: surely only if it isn't on its head.

    A line that stands is read from its top; its beginning is the darker end of the bar.
    """

    def __call__(self, picture: bytes, *, use_cls: bool) -> SimpleNamespace:
        pixels = np.asarray(Image.open(BytesIO(picture)).convert("L"))
        rows, columns = np.nonzero(pixels < PAPER)
        top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
        line = pixels[top:bottom, left:right]
        if line.shape[0] > line.shape[1]:
            line = np.rot90(line)
        half = line.shape[1] // 2
        on_its_head = line[:, :half].mean() > line[:, half:].mean()
        box = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        sure = 0.98 if use_cls or not on_its_head else 0.5
        return SimpleNamespace(boxes=[box], txts=["第一条"], scores=[sure])


@pytest.mark.parametrize(
    ("upright", "turned", "asked", "kept"),
    [
        (0.99, 0.5, [False], 0.99),
        (0.7, 0.8, [False, True], 0.8),
        (0.6, 0.3, [False, True], 0.6),
    ],
)
def test_lines_are_turned_only_where_the_page_was_read_badly(
    upright: float, turned: float, asked: Sequence[bool], kept: float
) -> None:
    recogniser = RapidRecogniser(1)
    engine = recogniser._engine = Engine(upright, turned)
    picture = BytesIO()
    Image.new("L", (100, 100), 255).save(picture, "PNG", dpi=(144, 144))
    lines = recogniser.lines(picture.getvalue())
    assert engine.asked == asked
    assert confidence(lines) == kept
    assert [round(lines[0].x0), round(lines[0].bottom)] == [5, 15]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_its_head_or_side_is_turned_upright(turn: int) -> None:
    upright = Image.new("L", (1654, 2339), 255)
    bar = ImageDraw.Draw(upright)
    bar.rectangle((200, 300, 600, 340), fill=0)
    bar.rectangle((600, 300, 1000, 340), fill=100)
    picture = BytesIO()
    turned_image(upright, -turn).save(picture, "PNG", dpi=(200, 200))
    recogniser = RapidRecogniser(1)
    recogniser._engine = Reader()
    (line,), defect = recognise_page(recogniser, picture.getvalue())
    assert defect is None
    assert turn_of_page([line]) == turn
    place = [round(edge * 200 / 72) for edge in (line.x0, line.top, line.x1, line.bottom)]
    assert place == pytest.approx([200, 300, 1000, 340], abs=2)
