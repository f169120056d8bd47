"""Reading the characters in a picture, by RapidOCR with the models that come with it.

It is optional: without it scans need attention, and the receipt says so. Nothing is downloaded.
"""

import importlib.util
import io
from typing import Any, Protocol

from PIL import Image

from contracts.recognition import RecognisedLine, confidence, is_doubtful

RESOLUTION_OF_POINTS = 72
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
        """The lines in a PNG that notes its resolution, with places in points."""
        with Image.open(io.BytesIO(picture)) as image:
            resolution = float(image.info.get("dpi", (RESOLUTION_OF_POINTS,))[0])
        scale = RESOLUTION_OF_POINTS / resolution
        lines = self._read(picture, scale, turned=False)
        if lines and not is_doubtful(lines):
            return lines
        # Only then may lines stand on their heads: the model that tells takes upright ones for it.
        again = self._read(picture, scale, turned=True)
        return max(lines, again, key=confidence)

    def _read(self, picture: bytes, scale: float, *, turned: bool) -> tuple[RecognisedLine, ...]:
        found = self._loaded()(picture, use_cls=turned)
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
