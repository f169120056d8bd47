"""Headings: what the file's outline names, else what stands out by type size and weight."""

from collections import Counter
from collections.abc import Sequence
from math import ceil

from ingest.parsers.paragraphs import SENTENCE_END, Line, Paragraph
from ingest.parsers.pdf_outline import Outline, without_blanks

LONGEST_HEADING = 60  # characters
LARGER = 1.15  # times the size of ordinary text


class HeadingGuess:
    """Knows a file's outline and its ordinary type, and tells what stands out from it."""

    def __init__(self, lines: Sequence[Line], outline: Outline) -> None:
        self._outline = outline
        sizes: Counter[int] = Counter()
        weights: Counter[bool] = Counter()
        for line in lines:
            sizes[round(line.em)] += len(line.text)
            weights[line.bold] += len(line.text)
        self._body_size = sizes.most_common(1)[0][0] if sizes else 0
        self._bold_is_rare = weights[True] < 0.3 * weights.total()
        self._larger = sorted((size for size in sizes if size > self._body_size), reverse=True)

    def level(self, paragraph: Paragraph, text: str) -> int | None:
        """The heading level from 0, the largest type first; None for ordinary text.

        What the outline names is a heading, whatever its type, and as deep as it stands there.
        """
        named = self._outline.get((paragraph[0].page, without_blanks(text)))
        guessed = self._by_type(paragraph, text)
        if named is None:
            return guessed
        return named + (len(self._larger) if guessed is None else guessed)

    def _by_type(self, paragraph: Paragraph, text: str) -> int | None:
        if len(text) > LONGEST_HEADING or len(paragraph) > 2 or SENTENCE_END.search(text):
            return None
        size = round(paragraph[0].em)
        if size >= ceil(LARGER * self._body_size):
            return self._larger.index(size)
        if self._bold_is_rare and all(line.bold for line in paragraph):
            return len(self._larger)
        return None
