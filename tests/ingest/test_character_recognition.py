"""Lines are read as they stand; only a page read badly is tried with its lines turned."""

from collections.abc import Sequence
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from contracts.recognition import confidence
from ingest.character_recognition import RapidRecogniser


class Engine:
    """Reads one line; how surely depends on whether lines may be turned."""

    def __init__(self, upright: float, turned: float) -> None:
        self.sure = {False: upright, True: turned}
        self.asked: list[bool] = []

    def __call__(self, picture: bytes, *, use_cls: bool) -> SimpleNamespace:
        self.asked.append(use_cls)
        box = np.array([[10, 10], [90, 10], [90, 30], [10, 30]])
        return SimpleNamespace(boxes=[box], txts=["第一条"], scores=[self.sure[use_cls]])


@pytest.mark.parametrize(
    ("upright", "turned", "asked", "kept"),
    [
        (0.99, 0.5, [False], 0.99),
        (0.4, 0.98, [False, True], 0.98),  # the page stands on its head
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
