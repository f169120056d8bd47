"""Where words stand on the pages of a PDF, so that they can be marked on a picture of the page.

A block knows its rectangles, its words don't: asking pdfium for every character while reading would
cost more than reading. So the few words that somebody looks at are found when they are looked at:
the characters in the block's rectangles, line by line, are laid against the block's text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pypdfium2 as pdfium
from rapidfuzz.distance import Indel

from contracts.document import Block, PageBox
from contracts.recognition import Recognised, RecognisedLine
from ingest.parsers.joined_text import LINE_END_HYPHEN
from ingest.parsers.pdf_document import damaged, open_document
from ingest.parsers.pdf_layout import WIDE_CHARACTER
from ingest.parsers.pdf_text import NORMAL, PageText

_SAME_LINE = 0.5  # in heights: characters whose middles are nearer stand on one line
_GAP = 1.5  # in heights: words farther apart are marked apart
_AROUND = 1.0  # points that a character may stick out of its block's rectangle


@dataclass(frozen=True, slots=True)
class Words:
    """Some of a block's words: ``block.text[start:end]``."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    box: PageBox

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2

    @property
    def height(self) -> float:
        return self.box.bottom - self.box.top


def find_words(
    source: bytes | Path, wanted: Sequence[Words], recognised: Recognised | None = None
) -> tuple[tuple[PageBox, ...], ...]:
    """For each of the words their rectangles, one a line; none where the page has them not.

    On scanned pages characters stand in the ``recognised`` lines, as wide as is usual.
    Raises DamagedFile, EncryptedFile.
    """
    document = open_document(source)

    @cache
    def page_characters(number: int) -> tuple[_Character, ...]:
        if recognised and number in recognised:
            return tuple(_in_lines(recognised[number], number))
        return tuple(_printed(document[number - 1], number))

    @cache
    def block_characters(boxes: tuple[PageBox, ...]) -> tuple[_Character, ...]:
        return tuple(
            character
            for box in boxes
            if box.page <= len(document)
            for character in _in_reading_order(_inside(page_characters(box.page), box))
        )

    try:
        return tuple(
            tuple(_rectangles(_characters_of(words, block_characters(words.block.boxes))))
            for words in wanted
        )
    except pdfium.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def _printed(page: pdfium.PdfPage, number: int) -> Iterator[_Character]:
    text = PageText(page)
    for index, printed in enumerate(text.text):
        letters = printed.translate(NORMAL).replace(LINE_END_HYPHEN, "")
        if letters.strip():
            box = PageBox(number, *text.box(index))
            yield from (_Character(letter, box) for letter in letters)


def _in_lines(lines: Sequence[RecognisedLine], number: int) -> Iterator[_Character]:
    for line in lines:
        widths = [2 if WIDE_CHARACTER.match(letter) else 1 for letter in line.text]
        unit = (line.x1 - line.x0) / max(1, sum(widths))
        x = line.x0
        for letter, width in zip(line.text, widths, strict=True):
            if letter.strip():
                box = PageBox(number, x, line.top, x + width * unit, line.bottom)
                yield _Character(letter, box)
            x += width * unit


def _inside(characters: Sequence[_Character], box: PageBox) -> list[_Character]:
    return [
        character
        for character in characters
        if box.x0 - _AROUND <= (character.box.x0 + character.box.x1) / 2 <= box.x1 + _AROUND
        and box.top - _AROUND <= character.middle <= box.bottom + _AROUND
    ]


def _in_reading_order(characters: Sequence[_Character]) -> Iterator[_Character]:
    line: list[_Character] = []
    for character in sorted(characters, key=lambda each: each.middle):
        if line and character.middle - line[0].middle > _SAME_LINE * line[0].height:
            yield from sorted(line, key=lambda each: each.box.x0)
            line = []
        line.append(character)
    yield from sorted(line, key=lambda each: each.box.x0)


def _characters_of(words: Words, printed: Sequence[_Character]) -> list[_Character]:
    """The characters on the page that the words are printed with.

    Those of a table do not stand in its text's order: there the words themselves are looked for,
    near where they should be.
    """
    text, page = words.block.text, "".join(character.text for character in printed)
    letters = [place for place, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text[place] for place in letters)
    chosen = [n for n, place in enumerate(letters) if words.start <= place < words.end]
    if not chosen or not page:
        return []
    said = squeezed[chosen[0] : chosen[-1] + 1]
    laid = _laid(squeezed, page)
    found = [laid[n] for n in chosen if n in laid]
    if "".join(page[place] for place in found) != said:
        likely = chosen[0] * len(page) // len(squeezed)
        starts = [at for at in range(len(page)) if page.startswith(said, at)]
        if starts:
            start = min(starts, key=lambda at: abs(at - likely))
            found = list(range(start, start + len(said)))
    return [printed[place] for place in found]


@lru_cache(maxsize=64)
def _laid(text: str, page: str) -> Mapping[int, int]:
    """Where on the page each character of the text is, in order; as many as can be laid."""
    return {
        step.src_start + shift: step.dest_start + shift
        for step in Indel.opcodes(text, page)
        if step.tag == "equal"
        for shift in range(step.src_end - step.src_start)
    }


def _rectangles(characters: Sequence[_Character]) -> Iterator[PageBox]:
    """The characters' boxes, those beside each other on a line joined."""
    last: PageBox | None = None
    for character in characters:
        box = character.box
        if last and _continues(last, box):
            last = PageBox(
                box.page, min(last.x0, box.x0), min(last.top, box.top),
                max(last.x1, box.x1), max(last.bottom, box.bottom),
            )  # fmt: skip
            continue
        if last:
            yield last
        last = box
    if last:
        yield last


def _continues(last: PageBox, box: PageBox) -> bool:
    middle = (box.top + box.bottom) / 2
    beside = -1 <= box.x0 - last.x1 <= _GAP * (box.bottom - box.top)
    return last.page == box.page and last.top <= middle <= last.bottom and beside
