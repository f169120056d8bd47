"""One language's network: passages in, scores and directions out."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from contracts.chinese_words import words_of
from contracts.looks import FLOOR
from contracts.passages import Passage, PassageScores
from encoder.session import CLS, MASK, SEP, Session, signed_bytes, whole_tokenizer

_DIGITS = 4  # of a score
_CUT_TOGETHER = 32  # passages


@dataclass(frozen=True, slots=True)
class Tokens:
    """A passage as the network reads it; the text's tokens stand at ``text_start``."""

    ids: list[int]
    text_start: int
    offsets: list[tuple[int, int]]  # of the text's tokens, in the passage's text


class Network:
    """Scores passages; usable from several threads.

    ``outputs`` are the clause types that the scores stand for, ``parts`` the most tokens read of
    context and text.
    """

    def __init__(
        self,
        path: Path,
        tokenizer: Path,
        *,
        outputs: Sequence[str],
        touched: bool,
        parts: tuple[int, int],
        threads: int,
    ) -> None:
        self._session = Session(path, threads=threads)
        self._tokenizer = whole_tokenizer(tokenizer)
        self._outputs = tuple(outputs)
        self._touched = touched
        self._parts = parts

    def score(self, passages: Sequence[Passage]) -> Iterator[PassageScores]:
        """The passages' scores in their order, each as it becomes known; all are begun at once."""
        rows = (tokens.ids for tokens in self._tokens(passages))
        return starmap(self._passage_scores, self._session.run(rows, ["scores", "vector"]))

    def weigh_words(self, passage: Passage, clause_type: str) -> list[tuple[int, int, float]]:
        """How much of the score depends on each few words of the passage: (start, end, weight).

        Offsets are in the passage's text. The weight is the drop of the type's log odds when those
        words are masked (occlusion; Zeiler, Fergus: Visualizing and understanding convolutional
        networks, 2014).
        """
        (tokens,) = self._tokens([passage])
        pieces = list(_pieces(passage.text, tokens.offsets))
        column = self._outputs.index(clause_type)
        variants = [tokens.ids]
        for first, last in pieces:
            start, end = tokens.text_start + first, tokens.text_start + last
            variants.append([*tokens.ids[:start], *[MASK] * (end - start), *tokens.ids[end:]])
        scores = np.array([read[column] for (read,) in self._session.run(variants, ["scores"])])
        bounded = np.clip(scores, FLOOR / 10, 1 - FLOOR / 10)
        odds = np.log(bounded / (1 - bounded))
        return [
            (tokens.offsets[first][0], tokens.offsets[last - 1][1], float(odds[0] - masked))
            for (first, last), masked in zip(pieces, odds[1:], strict=True)
        ]

    def _tokens(self, passages: Sequence[Passage]) -> Iterator[Tokens]:
        """The passages' tokens, some at a time: the first are read while the next are cut."""
        for first in range(0, len(passages), _CUT_TOGETHER):
            some = passages[first : first + _CUT_TOGETHER]
            contexts = self._encoded([passage.context for passage in some])
            texts = self._encoded([passage.text for passage in some])
            yield from map(self._together, contexts, texts)

    def _encoded(self, texts: list[str]) -> list[Encoding]:
        found: list[Encoding] = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return found

    def _together(self, context: Encoding, text: Encoding) -> Tokens:
        most_context, most_text = self._parts
        above = context.ids[-most_context:]
        ids = [CLS, *above, SEP, *text.ids[:most_text], SEP, SEP]  # as the networks learned
        return Tokens(ids, len(above) + 2, text.offsets[:most_text])

    def _passage_scores(
        self, row: NDArray[np.float32], vector: NDArray[np.float32]
    ) -> PassageScores:
        count = len(self._outputs)
        return PassageScores(
            operative=self._named(row[:count]),
            touched=self._named(row[count:]) if self._touched else {},
            vector=signed_bytes(vector),
        )

    def _named(self, row: NDArray[np.float32]) -> dict[str, float]:
        return {
            name: round(float(score), _DIGITS)
            for name, score in zip(self._outputs, row, strict=True)
            if score >= FLOOR
        }


def _pieces(text: str, offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of a few tokens that make whole words; none goes beyond a punctuation mark.

    Half-open, in the tokens. What is between words belongs to no run.
    """
    size = max(2, min(6, len(offsets) // 8))
    starts = [start for start, _ in offsets]
    first = last = 0  # of the run so far
    for start, end in words_of(text):
        word_first, word_last = bisect_left(starts, start), bisect_left(starts, end)
        if word_first > last or last - first >= size:
            if first < last:
                yield first, last
            first = word_first
        last = word_last
    if first < last:
        yield first, last
