"""What a scan does to a text: lines that break anywhere, spaces, widths; and misread characters.

Misread are about one character in a hundred. A hanzi becomes one of the five that look most like it
in a serif typeface, by the dots that they share: another typeface, size and measure than the
product's table was made with. Letters and figures become others of a short list.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from base_texts import every_clause
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from compare.side import Side
from contracts.clause import Clause
from contracts.document import Block, BlockKind, BlockSource
from contracts.recognition import RecognisedLine
from contracts.structure.numerals import CHINESE_NUMERALS

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
SIZE, SIMPLIFIED = 20, 2
NEAREST = 5
WIDE = dict(zip(",.;:()", "，．；：（）", strict=True))
WIDTHS = WIDE | {wide: narrow for narrow, wide in WIDE.items()}
LETTERS = {
    "e": "c", "c": "e", "a": "o", "o": "c", "l": "i", "i": "l", "t": "f", "f": "t", "h": "b",
    "b": "h", "n": "h", "u": "v", "v": "y", "g": "q", "m": "rn", "r": "n", "s": "z",
}  # fmt: skip
FIGURES = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "3", "9": "0"}
STOPS = "，。、；：,.;"


def scanned(clauses: Sequence[Clause]) -> Side:
    """The clauses as they would have been read in a picture, surely; an empty page without any."""
    blocks = [
        Block(clause.order, BlockKind.PARAGRAPH, clause.text, source=BlockSource.OCR)
        for clause in clauses
    ] or [Block(0, BlockKind.PARAGRAPH, "", source=BlockSource.OCR)]
    lines = [RecognisedLine(clause.text, 80, 80, 500, 96, 0.98) for clause in clauses]
    return Side(blocks, clauses, recognised={1: lines})


def with_layout_noise(clauses: Sequence[Clause], chance: random.Random) -> tuple[Clause, ...]:
    """The same text on other lines, with other spaces and widths."""
    return tuple(replace(clause, text=_laid_out(clause, chance)) for clause in clauses)


def _laid_out(clause: Clause, chance: random.Random) -> str:
    label, space, words = clause.text.partition(" ")
    made = [label, space]
    for place, letter in enumerate(words):
        between = made[-1].isalnum() and not made[-1].isascii() and not letter.isascii()
        numerals = made[-1] in CHINESE_NUMERALS and letter in CHINESE_NUMERALS
        if place and letter == " ":
            made.append(chance.choices((" ", "\n"), (0.9, 0.1))[0])
            continue
        if place and between and letter.isalnum() and not numerals:
            made.append(chance.choices(("", " ", "\n"), (0.93, 0.04, 0.03))[0])
        inside = words[place - 1 : place + 2]
        swap = letter in WIDTHS and not any(each.isdigit() for each in inside)
        made.append(WIDTHS[letter] if swap and chance.random() < 0.2 else letter)
    return "".join(made)


def misread(
    clauses: Sequence[Clause], chance: random.Random, rate: float = 0.01
) -> tuple[tuple[Clause, ...], set[int]]:
    """The clauses with characters misread, and the places of those with any."""
    made: list[Clause] = []
    damaged: set[int] = set()
    for clause in clauses:
        label, space, words = clause.text.partition(" ")
        text = label + space + misread_text(words, chance, rate)
        if text != clause.text:
            damaged.add(clause.order)
        made.append(replace(clause, text=text))
    return tuple(made), damaged


def misread_text(text: str, chance: random.Random, rate: float) -> str:
    """The text with that share of its characters misread."""
    return "".join(_misread(each, chance) if chance.random() < rate else each for each in text)


def _misread(letter: str, chance: random.Random) -> str:
    if letter in STOPS:
        return "".join(chance.choices(["", "·", *STOPS]))
    if letter in FIGURES:
        return FIGURES[letter]
    if not letter.isascii() and letter.isalpha():
        alike = _look_alikes().get(letter, "")
        return str(chance.choice(alike)) if alike and chance.random() < 0.9 else ""
    return str(LETTERS.get(letter, letter if letter != " " else ""))


@cache
def _look_alikes() -> dict[str, str]:
    """The five nearest of each hanzi of the base texts, by shared dots."""
    known = [
        bytes((row, cell)).decode("gb2312", errors="ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    hanzi = sorted(filter(None, known))
    font = ImageFont.truetype(FONT, SIZE, index=SIMPLIFIED)
    dots = np.stack([_dots(each, font) for each in hanzi]).astype(np.float32)
    counts = dots.sum(axis=1)
    wanted = {letter for item in every_clause("zh-Hans") for letter in item.text}
    found: dict[str, str] = {}
    for place, each in enumerate(hanzi):
        if each in wanted:
            shared = dots @ dots[place]
            share = shared / (counts + counts[place] - shared)
            share[place] = 0
            found[each] = "".join(hanzi[n] for n in np.argsort(-share)[:NEAREST])
    return found


def _dots(hanzi: str, font: ImageFont.FreeTypeFont) -> NDArray[np.bool_]:
    picture = Image.new("L", (SIZE + 4, SIZE + 8))
    ImageDraw.Draw(picture).text((2, 0), hanzi, font=font, fill=255)
    dots: NDArray[np.bool_] = (np.asarray(picture) > 96).ravel()
    return dots
