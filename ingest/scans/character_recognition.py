"""Reading the characters in a picture, by RapidOCR with the models that come with it.

It is optional: without it scans need attention, and the receipt says so. Nothing is downloaded.
"""

import importlib.util
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from PIL import Image

from contracts.recognition import RecognisedLine, confidence, is_doubtful
from ingest.scans.page_check import turned

RESOLUTION_OF_POINTS = 72
SURELY_TURNED = 0.15  # as much more confidence in lines turned round: they stand on their heads
_TURNS = {  # clockwise, by: lines run up or down; they stand on their heads, read from above
    (False, False): 0, (False, True): 180, (True, False): 270, (True, True): 90,
}  # fmt: skip
DETECTION_SIDE = 1600  # pixels in which lines are looked for; they are read in the whole picture


class Recogniser(Protocol):
    """What reads a picture of a page."""

    def lines(self, picture: bytes) -> tuple[RecognisedLine, ...]:
        """The lines in a PNG that notes its resolution, with places in points."""


def load_recogniser(threads: int) -> Recogniser | None:
    """The recogniser, None where it isn't installed; its models are loaded when first used."""
    return RapidRecogniser(threads) if importlib.util.find_spec("rapidocr") else None


class RapidRecogniser:
    """RapidOCR on ``threads`` threads."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._engine: Any = None

    def lines(self, picture: bytes) -> tuple[RecognisedLine, ...]:
        """The lines in a PNG that notes its resolution, with places on the upright page."""
        lines = again = self._read(picture)
        if not lines or is_doubtful(lines):
            # Only then may they stand on their heads: the model that tells so is easily mistaken.
            again = self._read(picture, either_way_up=True)
        on_their_heads = confidence(again) > confidence(lines) + SURELY_TURNED
        turn = _TURNS[_run_up_or_down(again), on_their_heads]
        best = max(lines, again, key=confidence)
        if not turn:
            return best
        upright = self._read(turned(picture, turn))
        if confidence(upright) < confidence(best) - SURELY_TURNED:
            return best
        return tuple(replace(line, turn=turn) for line in upright)

    def _read(self, picture: bytes, *, either_way_up: bool = False) -> tuple[RecognisedLine, ...]:
        with Image.open(io.BytesIO(picture)) as image:
            resolution = float(image.info.get("dpi", (RESOLUTION_OF_POINTS,))[0])
        scale = RESOLUTION_OF_POINTS / resolution
        found = self._loaded()(picture, use_cls=either_way_up)
        if found.boxes is None:
            return ()
        return tuple(
            RecognisedLine(
                text=text,
                x0=scale * float(min(x for x, _ in box)),
                top=scale * float(min(y for _, y in box)),
                x1=scale * float(max(x for x, _ in box)),
                bottom=scale * float(max(y for _, y in box)),
                confidence=round(float(score), 4),
                turn=0,
            )
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        )

    def _loaded(self) -> Any:
        if self._engine is None:
            from rapidocr import RapidOCR  # noqa: PLC0415 - optional, and slow to import

            self._engine = RapidOCR(
                params={
                    "Global.log_level": "error",
                    "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                    "Det.limit_type": "max",
                    "Det.limit_side_len": DETECTION_SIDE,
                }
            )
        return self._engine


def _run_up_or_down(lines: Sequence[RecognisedLine]) -> bool:
    """Whether most characters stand in lines that are higher than wide."""
    tall = sum(len(line.text) for line in lines if line.bottom - line.top > line.x1 - line.x0)
    return 2 * tall > sum(len(line.text) for line in lines)
