"""Guessing headings by type size and weight, compared with the rest of the file."""

from collections import Counter
from collections.abc import Sequence
from math import ceil

from ingest.parsers.paragraphs import SENTENCE_END, Line, Paragraph

LONGEST_HEADING = 60  # characters
LARGER = 1.15  # times the size of ordinary text


class HeadingGuess:
    """Knows a file's ordinary type, and tells what stands out from it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[int] = Counter()
        weights: Counter[bool] = Counter()
        for line in lines:
            sizes[round(line.em)] += len(line.text)
            weights[line.bold] += len(line.text)
        self._body_size = sizes.most_common(1)[0][0] if sizes else 0
        self._bold_is_rare = weights[True] < 0.3 * weights.total()
        self._larger = sorted((size for size in sizes if size > self._body_size), reverse=True)

    def level(self, paragraph: Paragraph, text: str) -> int | None:
        """The heading level from 0, the largest type first; None for ordinary text."""
        if len(text) > LONGEST_HEADING or len(paragraph) > 2 or SENTENCE_END.search(text):
            return None
        size = round(paragraph[0].em)
        if size >= ceil(LARGER * self._body_size):
            return self._larger.index(size)
        if self._bold_is_rare and all(line.bold for line in paragraph):
            return len(self._larger)
        return None
